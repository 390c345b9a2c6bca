"""Calls that end: in time, within a size, and without a secret in any log or error."""

import io
import logging
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)

from bot.gateway.errors import NoAnswer, NotSent, TooBig, WeChatError

MAX_ANSWER = 12 << 20  # WeChat lets residents send at most 10 MB
DEFAULT_SECONDS = 8.0
MAX_CALLS = 100  # at once; above it urllib3 only complains
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_BEFORE_SENDING = (
    requests.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
)


class BoundedAdapter(HTTPAdapter):
    """Sends a request whose `timeout`, one number, is about all of it and not each step.

    A quarter is for connecting, half for a silence, so that one before the answer and one within
    it end it after five quarters. `DEFAULT_SECONDS` where the caller named none.
    """

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - always: the body is read here
        timeout: object = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """See `HTTPAdapter.send`; the answer comes back read to its end."""
        seconds = float(timeout) if isinstance(timeout, (int, float)) else DEFAULT_SECONDS
        end = time.monotonic() + seconds
        steps = (seconds / 4, seconds / 2)
        answer = super().send(request, True, steps, verify, cert, proxies)
        with closing(answer.raw) as raw:
            answer.raw = io.BytesIO(_read(raw, end))
        return answer


def _read(raw: Any, end: float) -> bytes:
    """The whole body of urllib3's answer, by `end` on the monotonic clock."""
    body = bytearray()
    try:
        while chunk := raw.read1(65536, decode_content=True):
            body += chunk
            if len(body) > MAX_ANSWER:
                raise TooBig
            if time.monotonic() > end:
                raise requests.ReadTimeout("the answer came too slowly")
    except HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from None
    return bytes(body)


def make_session(api_url: str) -> requests.Session:
    """A session for WeChat's API: bounded, no redirects, a connection for each request.

    A kept connection may die while it is idle; then nobody could say whether a send arrived.
    """
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, BoundedAdapter(pool_maxsize=MAX_CALLS))
    session.headers.update({"Connection": "close", "Accept-Encoding": "identity"})
    session.max_redirects = 0
    # A proxy of the environment must not come between us and a WeChat on this machine.
    session.trust_env = urlsplit(api_url).hostname not in _LOOPBACK
    # At DEBUG urllib3 logs whole addresses, tokens included.
    logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)
    return session


def from_transport(error: requests.RequestException) -> WeChatError:
    """NotSent when the request surely never left, else NoAnswer; the address is left out."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    seen = type(reason if isinstance(reason, Exception) else error).__name__
    unsent = isinstance(reason, (NewConnectionError, NameResolutionError, ConnectTimeoutError))
    if unsent or isinstance(error, _BEFORE_SENDING):
        return NotSent(detail=seen)
    return NoAnswer(detail=seen)
