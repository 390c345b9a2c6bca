"""Makes the pictures under docs/images anew, from the product as `./run` starts it.

    .venv/bin/python docs/screenshots.py

Needs what the tests need (`./run test` installs it): Playwright, Chromium, a Chinese font.
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright
from pyotp import TOTP

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
OFFICE, HANDSET = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
START_SECONDS, STOP_SECONDS = 120, 15
REPLY_MS = 15_000
COLOURS = 128
NUMBER = re.compile(r"\d{8}-\d{4,}")
PASSWORD = re.compile(r"Staff: .*?  ([a-z-]{20,}) ")
EDITOR, DUTY = "示例编辑", "示例值班"
ADMIN = "示例管理员"
SETTINGS = {
    "set-areas.png": "areas/",
    "set-codes.png": "areas/xingfuli/codes",
    "set-offices.png": "offices/",
    "set-topic.png": "topics/lift",
    "set-catalogue.png": "catalogue/?area=xingfuli",
    "set-calendar.png": "calendar/",
    "set-text.png": "texts/emergency.gentle",
    "set-dangers.png": "dangers/?words=楼下的煤气罐漏气了",
    "set-menu.png": "menu/",
    "set-retention.png": "retention/",
    "audit.png": "audit/",
}
GROUPED_SECONDS = 60
IN_VAIN = (
    ("小张", "楼顶可不可以装太阳能光伏板"),
    ("路人", "楼顶可不可以装太阳能光伏板"),
    ("路人", "屋顶装太阳能光伏板行吗"),
    ("小张", "社区有没有围棋班"),
)
ANSWER = "可以装。先打 {物业电话} 登记，再由供电公司上门看过后并网。"


def main() -> None:
    """Talk on the phone page, step the case, and take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=REPLY_MS)
    with tempfile.TemporaryDirectory() as folder, running(folder) as (told, environment):
        browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox"]
            )
            page = browser.new_page(viewport=OFFICE, locale="zh-CN")  # type: ignore[arg-type]
            page.goto(told.phone)
            page.wait_for_selector("body[data-ready]")
            expect(page.get_by_role("status").first).to_contain_text("已接通")
            tell_the_story(page, environment)
            desk = browser.new_page(viewport=OFFICE, locale="zh-CN")  # type: ignore[arg-type]
            work_a_day(desk, page, told)
            have_the_duty(desk, page, told)
            set_the_office_up(desk, told)
            browser.close()


def tell_the_story(page: Page, environment: Mapping[str, str]) -> None:
    """An answer, choices, a case at once, and one from its opening to its end."""
    say(page, "小张", "居住证怎么办")
    say(page, "小张", "办证")
    say(page, "老李", "报修 南院路灯不亮")
    say(page, "路人", "停水了吗")
    say(page, "王阿姨", "楼道灯坏了找谁")
    said = say(page, "王阿姨", "1")
    found = NUMBER.search(said)
    if found is None:
        raise SystemExit(f"No case was opened; the reply was: {said}")
    take(page, HANDSET, "conversation.png", "王阿姨")
    say(page, "王阿姨", "3号楼2单元")
    photo(page, "王阿姨")
    say(page, "王阿姨", "进度")
    step(found[0], "accept", environment)
    wait_for(page, "王阿姨", "已受理")
    step(found[0], "resolve", environment, "--note", "灯已换好，晚上亮着。")
    wait_for(page, "王阿姨", "解决了吗")
    take(page, HANDSET, "update.png", "王阿姨")
    take(page, OFFICE, "phone.png", "王阿姨")


def work_a_day(desk: Page, phones: Page, told: "Told") -> None:
    """The editor signs in, and answers what residents have asked in vain."""
    for nickname, asked in IN_VAIN:
        say(phones, nickname, asked)
        say(phones, nickname, "0")
    desk.goto(told.console)
    keep(desk, "desk-sign-in.png")
    sign_in(desk, EDITOR, told)
    desk.get_by_role("link", name=re.compile("7 天内没答上")).click()
    expect_grouped(desk)
    keep(desk, "desk-misses.png")
    desk.get_by_role("button", name="写成新知识").first.click()
    desk.get_by_label("答复", exact=True).fill(ANSWER)
    expect(desk.locator(".bubble")).to_contain_text(ANSWER[-8:])
    keep(desk, "desk-entry.png")
    desk.get_by_role("button", name="保存并发布").click()
    expect(desk.get_by_text("已发布，居民一秒内就能问到。")).to_be_visible()
    desk.get_by_role("link", name="知识", exact=True).click()
    keep(desk, "desk-entries.png")
    desk.get_by_role("link", name="试一试").click()
    desk.get_by_label("居民说").fill("屋顶能装太阳能吗")
    desk.get_by_role("button", name="问", exact=True).click()
    expect(desk.get_by_role("heading", name="为什么")).to_be_visible()
    keep(desk, "desk-try.png")
    desk.set_viewport_size(HANDSET)  # type: ignore[arg-type]
    desk.goto(f"{told.console}misses/")
    keep(desk, "desk-on-a-phone.png")


def have_the_duty(desk: Page, phones: Page, told: "Told") -> None:
    """A cry for help, found and read by who has the duty."""
    say(phones, "老李", "我不想活了")
    say(phones, "老李", "就我一个人在家")
    desk.set_viewport_size(OFFICE)  # type: ignore[arg-type]
    sign_in(desk, DUTY, told)
    desk.get_by_role("link", name=re.compile("条值班提醒")).click()
    keep(desk, "duty.png")
    desk.get_by_role("table").get_by_role("link").click()
    said = desk.locator("#field-said")
    said.get_by_label("原因").select_option("emergency")
    said.get_by_role("button").click()
    expect(said.get_by_text("已记录这次查看")).to_be_visible()
    keep(desk, "duty-one.png")


def set_the_office_up(desk: Page, told: "Told") -> None:
    """The admin sets a second factor up, and looks at each of the settings."""
    sign_in(desk, ADMIN, told)
    desk.get_by_role("button", name="开始设置").click()
    secret = desk.locator(".secret").text_content() or ""
    desk.get_by_label("手机上显示的 6 位数字").fill(TOTP(secret.replace(" ", "")).now())
    desk.get_by_role("button", name="完成设置").click()
    desk.get_by_role("link", name="抄好了").click()
    for picture, page in SETTINGS.items():
        desk.goto(f"{told.console}{page}")
        keep(desk, picture)


def sign_in(desk: Page, name: str, told: "Told") -> None:
    """As one of the demonstration's staff, whoever was signed in before."""
    desk.context.clear_cookies()
    desk.goto(told.console)
    desk.get_by_label("姓名").fill(name)
    desk.get_by_label("密码").fill(told.password)
    desk.get_by_role("button", name="登录").click()


def expect_grouped(desk: Page) -> None:
    """The worker has put together what asks the same."""
    counted = desk.locator(".groups > li").first.get_by_text("3 次")
    for _ in range(GROUPED_SECONDS):
        if counted.is_visible():
            return
        desk.wait_for_timeout(1000)
        desk.reload()
    raise SystemExit("What asks the same was not put together.")


@dataclass(frozen=True)
class Told:
    """What the product says of itself when it is ready."""

    phone: str
    console: str
    password: str


@contextmanager
def running(folder: str) -> Iterator[tuple[Told, Mapping[str, str]]]:
    """The product on free ports with its data in the folder."""
    port, simulator_port = free_port(), free_port()
    environment = {
        **os.environ,
        "DATA_DIR": folder,
        "PORT": str(port),
        "SIMULATOR_PORT": str(simulator_port),
    }
    command = [sys.executable, "-m", "cli", "run"]
    product = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)  # noqa: S603
    try:
        password = wait_until_told(product)
        phone, console = f"http://127.0.0.1:{simulator_port}/", f"http://127.0.0.1:{port}/console/"
        yield Told(phone, console, password), environment
    finally:
        product.terminate()
        product.wait(STOP_SECONDS)


def wait_until_told(product: subprocess.Popen[bytes]) -> str:
    """Read what it prints until it names the password of its staff."""
    if product.stdout is None:
        raise SystemExit("The product's words can't be read.")
    for line in product.stdout:
        if found := PASSWORD.search(line.decode()):
            return found[1]
    raise SystemExit("The product ended before it was ready.")


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as test:
        test.bind(("127.0.0.1", 0))
        port: int = test.getsockname()[1]
        return port


def phone(page: Page, nickname: str) -> Locator:
    """One resident's phone."""
    return page.get_by_role("region", name=f"{nickname}的手机")


def bubbles(page: Page, nickname: str) -> Locator:
    """What the account has said to a resident."""
    return phone(page, nickname).locator(".bubble:not(.mine)")


def say(page: Page, nickname: str, text: str) -> str:
    """Type and send; the reply's words."""
    heard = bubbles(page, nickname).count()
    phone(page, nickname).get_by_label(f"替{nickname}说一句").fill(text)
    phone(page, nickname).get_by_role("button", name=f"替{nickname}发送").click()
    return heard_after(page, nickname, heard)


def photo(page: Page, nickname: str) -> str:
    """Send a photo; the reply's words."""
    heard = bubbles(page, nickname).count()
    phone(page, nickname).get_by_role("button", name="照片", exact=True).click()
    phone(page, nickname).get_by_role("button", name="拍一张楼道灯").click()
    return heard_after(page, nickname, heard)


def heard_after(page: Page, nickname: str, count: int) -> str:
    """The words of the bubble that comes after so many."""
    bubble = bubbles(page, nickname).nth(count)
    bubble.wait_for(timeout=REPLY_MS)
    return bubble.inner_text()


def wait_for(page: Page, nickname: str, words: str) -> None:
    """Until the newest bubble has these words."""
    expect(bubbles(page, nickname).last).to_contain_text(words, timeout=REPLY_MS)


def step(number: str, name: str, environment: Mapping[str, str], *more: str) -> None:
    """Take the case a step further, as an operator does."""
    words = [sys.executable, "-m", "cli", "manage", "case", "step", number, name, *more]
    subprocess.run(words, cwd=ROOT, env=environment, check=True)  # noqa: S603


def take(page: Page, size: dict[str, int], name: str, nickname: str) -> None:
    """A small picture of what is seen at that size, with one phone in front where only one fits."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    tab = page.get_by_role("tab", name=nickname)
    if tab.is_visible():
        tab.click()
    for chat in page.locator(".chat").all():
        chat.evaluate("chat => { chat.scrollTop = chat.scrollHeight }")
    # Bubbles come in with a short movement.
    page.wait_for_timeout(600)
    keep(page, name)
    page.set_viewport_size(OFFICE)  # type: ignore[arg-type]


def keep(page: Page, name: str) -> None:
    """A small picture of what is seen now."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()
