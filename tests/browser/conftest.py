"""A real browser, and the phone page in it with a scripted account behind."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from core.database import make_engine, make_sessions
from simulator.platform import Platform
from simulator.server import make_app
from tests.backends import Backend
from tests.browser.desk import PATIENCE_MS, Workplace, opened
from tests.browser.street import Street, answer
from tests.console.office import found
from tests.simulator.desk import make_platform
from tests.simulator.serving import serve

# Nothing but the page may use the network, and containers need no sandbox of Chromium's.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium: install the package chromium (Debian) to run browser tests")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of an office's screen; any error that it logs fails the test."""
    # Lamps that flicker for ever keep Chromium busy in every test.
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "400 (BAD REQUEST)" not in message.text:
            problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not problems


@pytest.fixture
def platform() -> Platform:
    """A platform whose residents have all been greeted."""
    platform, _ = make_platform(answer, time_scale=1.0)
    platform.verify()
    platform.greet()
    return platform


@pytest.fixture
def street(platform: Platform, page: Page) -> Iterator[Street]:
    """The phone page, open and up to date."""
    with serve(make_app(platform)) as url:
        yield Street(page, platform, url).open()
        page.goto("about:blank")  # The page must not see its server go.


@pytest.fixture
def workplace(sqlite_url: str, browser: Browser) -> Iterator[Workplace]:
    """The console, with nobody signed in; any error that one of its pages logs fails the test."""
    engine = make_engine(sqlite_url)
    office = found(Backend("sqlite+memory", sqlite_url, None), make_sessions(engine))
    with opened(office, browser) as workplace:
        yield workplace
    office.stop()
    engine.dispose()
