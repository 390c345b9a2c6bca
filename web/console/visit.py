"""One request to the console: who asks, with which session, and the ways to answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from accounts.models import Staff
from accounts.sessions import SignedIn
from community.setup import Setup
from core.actor import Actor
from web.console import cookies
from web.console.tools import Tools

NOBODY = Actor("staff", None, ())
HOME = "/console/"
LONGEST_PATH = 2000


@dataclass
class Visit:
    """What a view gets beside the ids in the address.

    `db` reads only in a GET; in a POST the view commits it. `binding` is the cookie's value that
    forms are bound to.
    """

    tools: Tools
    now: datetime
    db: Session
    signed: SignedIn | None = None
    binding: str = ""
    said: str = ""
    _cookies: list[tuple[str, str, int | None]] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """Who acts; nobody with no rights when no one is signed in."""
        return self.signed.actor if self.signed else NOBODY

    @property
    def staff(self) -> Staff:
        """The row of who is signed in, as a row of this `db`; no statement is needed for it."""
        if self.signed is None:
            raise LookupError("nobody is signed in")
        if self.signed.staff not in self.db:
            self.db.add(self.signed.staff)
        return self.signed.staff

    @property
    def setup(self) -> Setup:
        """What the office has set up."""
        return self.tools.snapshots.setup.now()

    def page(self, template: str, /, status: int = 200, **values: Any) -> Response:
        """A page, or a fragment of one, of the templates below `console/`."""
        html = render_template(f"console/{template}", visit=self, **values)
        return self._with_cookies(make_response(html, status))

    def redirect(self, name: str, /, said: str = "", **ids: Any) -> Response:
        """On to the page of that name, which says what was done (nothing personal)."""
        return self.go(url_for(f"console.{name}", **ids), said)

    def go(self, path: str, said: str = "") -> Response:
        """On to a path of ours."""
        if said:
            words = cookies.signed(self.tools.secret, cookies.SAID, said)
            self.keep(cookies.SAID, words, cookies.SAID_SECONDS)
        if is_htmx():
            response = make_response("", 204)
            response.headers["HX-Redirect"] = path
        else:
            response = make_response(redirect(path, 303))
        return self._with_cookies(response)

    def keep(self, cookie: str, value: str, seconds: int | None = None) -> None:
        """Set a cookie with the answer."""
        self._cookies.append((cookie, value, seconds))

    def take_said(self) -> None:
        """Read what the page before wanted said, and say it once."""
        value = cookies.read(request, cookies.SAID, secure=self.tools.secure)
        if value:
            self.said = cookies.unsigned(self.tools.secret, cookies.SAID, value) or ""
            self.keep(cookies.SAID, "", 0)

    def form_token(self) -> str:
        """What a form must bring back."""
        return cookies.form_token(self.tools.secret, self.binding)

    def _with_cookies(self, response: Response) -> Response:
        for name, value, seconds in self._cookies:
            cookies.keep(response, name, value, secure=self.tools.secure, seconds=seconds)
        return response


def is_htmx() -> bool:
    """Whether a part of a page is asked for, not a page."""
    return request.headers.get("HX-Request") == "true"


def safe_path(path: str) -> str:
    """The path if it is one of the console's own pages, else its first page."""
    parts = urlsplit(path) if path.isprintable() and "\\" not in path else None
    is_own = (
        parts is not None
        and len(path) <= LONGEST_PATH
        and not (parts.scheme or parts.netloc)
        and path.startswith(HOME)
        and ".." not in path
        and not path.startswith(f"{HOME}sign")
    )
    return path if is_own else HOME
