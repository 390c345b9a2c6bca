"""A signed-in browser at one of the processes, which times what it opens."""

import http.client
import re
import time
from urllib.parse import quote, urlencode, urlsplit

from web.console import cookies

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Wrong(Exception):
    """A page was not what it should be: nothing of the run counts."""


class Browser:
    """Pages below /console of one process, on one connection."""

    def __init__(self, url: str, cookie: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        self._headers = {"Cookie": f"{cookies.SESSION}={cookie}"}

    def get(self, path: str) -> tuple[str, float]:
        """The page and the milliseconds it took; raises `Wrong`."""
        began = time.perf_counter()
        self._connection.request(
            "GET", f"/console{quote(path, safe='/?=&%')}", headers=self._headers
        )
        answer = self._connection.getresponse()
        page = answer.read().decode()
        took = 1000 * (time.perf_counter() - began)
        if answer.status != 200:
            raise Wrong(f"GET {path}: {answer.status}")
        return page, took

    def post(self, path: str, **fields: str) -> str:
        """Send a form; where it leads. Raises `Wrong`."""
        page, _ = self.get("/entries/new")
        found = _TOKEN.search(page)
        if found is None:
            raise Wrong("No form on the page.")
        headers = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": found[1], **fields})
        self._connection.request("POST", f"/console{path}", body, headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise Wrong(f"POST {path}: {answer.status}")
        return answer.getheader("Location") or ""
