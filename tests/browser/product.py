"""The whole product as `./run` starts it, an operator at its commands, and its phone page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from cases.models import Attachment, Case, CaseEvent
from cases.workflow import Step
from core.database import make_engine, make_sessions
from tests.cli.linli import Linli, running, wait_until

NUMBER = re.compile(r"\d{8}-\d{4,}")


@dataclass(frozen=True)
class Product:
    """An installation whose processes run."""

    linli: Linli

    @property
    def url(self) -> str:
        """Where the phone page is."""
        return f"http://127.0.0.1:{self.linli.simulator_port}"

    def step(self, number: str, *words: str) -> None:
        """The operator takes a case a step further."""
        done = self.linli.do("manage", "case", "step", number, *words)
        assert done.status == 0, done.complained

    def timeline(self, number: str) -> list[Step]:
        """What has happened to a case, in order."""
        engine = make_engine(self.linli.database)
        with make_sessions(engine)() as db:
            own = select(CaseEvent.step).join(Case, Case.id == CaseEvent.case_id)
            steps = db.scalars(own.where(Case.number == number).order_by(CaseEvent.seq)).all()
        engine.dispose()
        return [Step(step) for step in steps]

    def photos(self, number: str) -> list[str]:
        """How each photo of a case stands, in order."""
        engine = make_engine(self.linli.database)
        with make_sessions(engine)() as db:
            own = select(Attachment.state).join(Case, Case.id == Attachment.case_id)
            states = list(db.scalars(own.where(Case.number == number).order_by(Attachment.id)))
        engine.dispose()
        return states

    def waits_for_photos(self, number: str, *states: str) -> None:
        """Until the photos of a case stand like this."""
        wait_until(lambda: self.photos(number) == list(states))

    def kept_files(self) -> list[Path]:
        """The photos and voices in the data folder."""
        return [path for path in (self.linli.folder / "media").rglob("*") if path.is_file()]


@contextmanager
def started(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Product]:
    """The product from nothing, on free ports, with its data in the folder."""
    linli = Linli(folder, dict(settings or {}))
    with running(linli, "run", until="Ctrl-C"):
        yield Product(linli)


@dataclass(frozen=True)
class Visit:
    """A visitor at the phone page of a running product."""

    page: Page
    product: Product

    def open(self) -> "Visit":
        """Load the page and wait until all residents have been welcomed."""
        self.page.goto(f"{self.product.url}/")
        self.page.wait_for_selector("body[data-ready]")
        for nickname in ("王阿姨", "小张", "老李", "路人"):
            expect(self.bubbles(nickname).first).to_contain_text("您好")
        return self

    def phone(self, nickname: str) -> Locator:
        """One resident's phone."""
        return self.page.get_by_role("region", name=f"{nickname}的手机")

    def bubbles(self, nickname: str) -> Locator:
        """What the account has said to a resident."""
        return self.phone(nickname).locator(".bubble:not(.mine)")

    def looks_at(self, nickname: str) -> None:
        """Take up a resident's phone."""
        self.phone(nickname).get_by_label(f"替{nickname}说一句").focus()

    def says(self, nickname: str, text: str) -> str:
        """Type and send; the reply's words."""
        heard = self.bubbles(nickname).count()
        phone = self.phone(nickname)
        phone.get_by_label(f"替{nickname}说一句").fill(text)
        phone.get_by_role("button", name=f"替{nickname}发送").click()
        return self._heard_after(nickname, heard)

    def clicks(self, nickname: str, label: str) -> str:
        """Click on a link in the newest bubble; the reply's words."""
        heard = self.bubbles(nickname).count()
        self.bubbles(nickname).last.get_by_role("button", name=label, exact=True).click()
        return self._heard_after(nickname, heard)

    def sends_photo(self, nickname: str) -> str:
        """Take a photo and send it; the reply's words."""
        return self._presses(nickname, "照片", "拍一张楼道灯")

    def sends_place(self, nickname: str, place: str) -> str:
        """Send a place on the map; the reply's words."""
        return self._presses(nickname, "位置", place)

    def hears(self, nickname: str, words: str) -> str:
        """Wait for a bubble that comes by itself with these words; all of its words."""
        fresh = self.phone(nickname).locator(".bubble.fresh")
        expect(fresh.last).to_contain_text(words)
        return fresh.last.inner_text()

    def badge(self, nickname: str) -> Locator:
        """The number of unread messages on a phone."""
        return self.phone(nickname).locator(".badge")

    def switches(self, fault: str, *, on: bool) -> None:
        """Switch a fault of WeChat's on or off, at the switchboard."""
        self.page.get_by_role("button", name="故障").click()
        drawer = self.page.get_by_role("dialog", name="故障开关")
        drawer.get_by_label(fault).set_checked(on)
        expect(self.page.locator("#fault-count")).to_be_visible(visible=on)
        self.page.keyboard.press("Escape")

    def _presses(self, nickname: str, panel: str, label: str) -> str:
        heard = self.bubbles(nickname).count()
        phone = self.phone(nickname)
        phone.get_by_role("button", name=panel, exact=True).click()
        phone.get_by_role("button", name=label, exact=True).click()
        return self._heard_after(nickname, heard)

    def _heard_after(self, nickname: str, count: int) -> str:
        bubble = self.bubbles(nickname).nth(count)
        bubble.wait_for()
        return bubble.inner_text()


def number_in(text: str) -> str:
    """The case number in a text."""
    found = NUMBER.search(text)
    assert found, text
    return found.group()
