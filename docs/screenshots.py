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
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
OFFICE, HANDSET = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
START_SECONDS, STOP_SECONDS = 120, 15
REPLY_MS = 15_000
COLOURS = 128
NUMBER = re.compile(r"\d{8}-\d{4,}")


def main() -> None:
    """Talk on the phone page, step the case, and take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(folder) as (url, environment):
        browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox"]
            )
            page = browser.new_page(viewport=OFFICE, locale="zh-CN")  # type: ignore[arg-type]
            page.goto(url)
            page.wait_for_selector("body[data-ready]")
            expect(page.get_by_role("status").first).to_contain_text("已接通")
            tell_the_story(page, environment)
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


@contextmanager
def running(folder: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The product on free ports with its data in the folder; the phone page's address."""
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
        wait_until_told(product)
        yield f"http://127.0.0.1:{simulator_port}/", environment
    finally:
        product.terminate()
        product.wait(STOP_SECONDS)


def wait_until_told(product: subprocess.Popen[bytes]) -> None:
    """Read what it prints until it names the phone page."""
    if product.stdout is None:
        raise SystemExit("The product's words can't be read.")
    for line in product.stdout:
        if "Phone page" in line.decode():
            return
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
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / name, optimize=True)
    page.set_viewport_size(OFFICE)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
