"""The console in a real browser, over a database with the starter pack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.console.office import Office
from tests.simulator.serving import serve
from web.console import cookies

AXE = Path(__file__).parent / "npm/node_modules/axe-core/axe.min.js"
# A busy machine takes its time; only what never comes is a failure.
PATIENCE_MS = 30_000
SCREEN, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
RULES = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]});
  return found.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 200)}`));
}"""


@dataclass
class Workplace:
    """The console as browsers reach it; errors that their pages log are kept in `problems`."""

    office: Office
    url: str
    context: BrowserContext
    problems: list[str]

    def open(
        self, name: str, *roles: str, at: str = "/", size: dict[str, int] = SCREEN, **where: str
    ) -> Page:
        """A page of somebody's who is signed in; `at` is a path below the console's."""
        desk = self.office.signed_in(name, *roles, **where)
        page = self.anybody(at="/sign-in", size=size)
        own = {"name": cookies.SESSION, "value": desk.cookie, "url": f"{self.url}/console"}
        self.context.add_cookies([own])  # type: ignore[list-item]
        page.goto(f"{self.url}/console{at}")
        return page

    def anybody(self, at: str = "/sign-in", size: dict[str, int] = SCREEN) -> Page:
        """A page of somebody's who is not signed in."""
        page = self.context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(f"{self.url}/console{at}")
        return page

    @contextmanager
    def another_browser(self) -> Iterator["Workplace"]:
        """The same desk in a second browser, which knows nothing of the first."""
        assert self.context.browser
        context = self.context.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        yield replace(self, context=context)
        context.close()

    def _note(self, message: ConsoleMessage) -> None:
        where = message.location["url"]
        # A browser logs answers such as 400 as errors; a form that is wrong is answered so.
        is_form = f"{self.url}/console" in where and "with a status of 4" in message.text
        if message.type in {"error", "warning"} and not is_form:
            self.problems.append(f"{message.text} {where}")


@contextmanager
def opened(office: Office, browser: Browser) -> Iterator[Workplace]:
    """The office served at an address, with a browser's window of its own."""
    with serve(office.app) as url:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        workplace = Workplace(office, url, context, [])
        yield workplace
        context.close()
    assert workplace.problems == []


def axe(page: Page) -> list[str]:
    """What of the page is seriously inaccessible: the rule and the element; skips without axe."""
    if not AXE.exists():
        pytest.skip("needs axe-core: in tests/browser/npm, the command npm ci")
    # Through the debugger, where the page's policy against foreign scripts does not reach.
    page.evaluate(AXE.read_text("utf-8") + ";0")
    found: list[str] = page.evaluate(RULES)
    return found


def overflows(page: Page) -> bool:
    """Whether anything must be scrolled sideways."""
    width = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(width))
