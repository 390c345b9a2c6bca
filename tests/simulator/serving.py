"""Serving a WSGI application for as long as a test needs it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from wsgiref.types import WSGIApplication

from werkzeug.serving import make_server

# So seldom a server looks by itself whether it should end: a knock at its door tells it at once.
LOOKS_EVERY = 1.0
KNOCKS_EVERY = 0.01


class Serving:
    """A WSGI application on a free port of this machine, until `stop`."""

    def __init__(self, app: WSGIApplication) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(LOOKS_EVERY,), daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """End it."""
        ending = threading.Thread(target=self._server.shutdown)
        ending.start()
        while ending.is_alive():
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self._server.server_port)).close()
            ending.join(KNOCKS_EVERY)
        self._thread.join()
        self._server.server_close()


@contextmanager
def serve(app: WSGIApplication) -> Iterator[str]:
    """The address of a WSGI application on a free port of this machine."""
    serving = Serving(app)
    try:
        yield serving.url
    finally:
        serving.stop()
