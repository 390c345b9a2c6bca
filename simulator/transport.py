"""How pushes reach the account: over HTTP, or straight into a WSGI application for tests."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

import requests
from werkzeug.test import Client

# (url, headers, body or None for a GET, seconds) -> (status, body)
# Raises TimeoutError when no whole answer came in time, ConnectionError when none can come.
Transport: TypeAlias = Callable[
    [str, Mapping[str, str], "bytes | None", float], "tuple[int, bytes]"
]

_LARGEST_ANSWER = 1 << 20


def http_transport(
    url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> tuple[int, bytes]:
    """One request on a connection of its own, dropped when `seconds` are over."""
    deadline = time.monotonic() + seconds
    with requests.Session() as session:
        session.trust_env = False  # A proxy of the environment has no business on loopback.
        try:
            with session.request(
                "GET" if body is None else "POST",
                url,
                headers=dict(headers),
                data=body,
                timeout=seconds,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return answer.status_code, _read(answer, deadline)
        except requests.Timeout as error:
            raise TimeoutError("no answer in time") from error
        except requests.RequestException as error:
            raise ConnectionError(type(error).__name__) from error


def _read(answer: requests.Response, deadline: float) -> bytes:
    body = b""
    for part in answer.iter_content(16_384):
        body += part
        if time.monotonic() > deadline:
            raise TimeoutError("no whole answer in time")
        if len(body) > _LARGEST_ANSWER:
            raise ConnectionError("an endless answer")
    return body


def wsgi_transport(app: WSGIApplication) -> Transport:
    """A transport into `app` without a network; a late answer is dropped while `app` works on."""

    def send(
        url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
    ) -> tuple[int, bytes]:
        parts = urlsplit(url)
        answers: list[tuple[int, bytes] | Exception] = []

        def call() -> None:
            try:
                got = Client(app).open(
                    parts.path or "/",
                    query_string=parts.query,
                    method="GET" if body is None else "POST",
                    headers=dict(headers),
                    data=body,
                )
                answers.append((got.status_code, got.get_data()))
            except Exception as error:
                answers.append(error)

        thread = threading.Thread(target=call, daemon=True)
        thread.start()
        thread.join(seconds)
        if not answers:
            raise TimeoutError("no answer in time")
        if isinstance(answers[0], Exception):
            raise ConnectionError("the application raised") from answers[0]
        return answers[0]

    return send
