"""A hundred who guess a password of the console's at once, while residents write."""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from urllib.parse import urlencode, urlsplit

GUESSERS = 100
# Each guesses again so soon: two hundred guesses a second, as one machine can easily send.
PAUSE_SECONDS = 0.5
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Guesses:
    """How many guesses were answered, by status."""

    answers: dict[int, int] = field(default_factory=dict)


@contextmanager
def guessing(url: str) -> Iterator[Guesses]:
    """Guess at the server until the block ends."""
    stop, guesses = Event(), Guesses()
    with ThreadPoolExecutor(GUESSERS) as pool:
        done = [pool.submit(_guess, url, number, stop, guesses) for number in range(GUESSERS)]
        try:
            yield guesses
        finally:
            stop.set()
    for one in done:
        one.result()


def _guess(url: str, number: int, stop: Event, guesses: Guesses) -> None:
    while not stop.is_set():
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        status = _once(connection, number)
        connection.close()
        guesses.answers[status] = guesses.answers.get(status, 0) + 1
        stop.wait(PAUSE_SECONDS)


def _once(connection: http.client.HTTPConnection, number: int) -> int:
    """The status of one guess, or of the page that was to be filled in."""
    connection.request("GET", "/console/sign-in")
    page = connection.getresponse()
    found = _TOKEN.search(page.read().decode())
    if found is None:
        return page.status
    given = {"name": "admin", "password": f"guess-{number}-guess", "csrf_token": found[1]}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": (page.getheader("Set-Cookie") or "").partition(";")[0],
    }
    connection.request("POST", "/console/sign-in", urlencode(given), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status
