"""Two ways of handling a page: with the mouse, or with the keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 200
_IS_FOCUSED = "element => element === document.activeElement"


class Hands(Protocol):
    """What somebody does on a page; each waits until the thing is there."""

    def press(self, thing: Locator) -> None:
        """A link or a button."""

    def write(self, field: Locator, text: str) -> None:
        """Words into a field, in the place of those that stand there."""


class Mouse:
    """Clicks, and types where it has clicked."""

    def press(self, thing: Locator) -> None:
        """Click on it."""
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        """Click into the field and type."""
        field.click()
        field.fill(text)
        expect(field).to_have_value(text)


class Keyboard:
    """Goes from thing to thing with Tab; no mouse, no jumping."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, thing: Locator) -> None:
        """Go there and press Enter."""
        self._reach(thing)
        self._page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Go there and type over what stands there."""
        self._reach(field)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.type(text)
        expect(field).to_have_value(text)

    def _reach(self, thing: Locator) -> None:
        expect(thing).to_be_visible()
        for _ in range(MOST_TABS):
            if thing.evaluate(_IS_FOCUSED):
                return
            self._page.keyboard.press("Tab")
        raise AssertionError(f"{thing} is not reached with {MOST_TABS} Tabs")
