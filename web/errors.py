"""What a visitor sees when something is wrong: a short sentence, never a stack trace."""

from collections.abc import Callable, Mapping

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

log = structlog.get_logger()

ErrorPage = Callable[[HTTPException], Response]


def register_errors(app: Flask, pages: Mapping[str, ErrorPage] | None = None) -> None:
    """Answer HTTP errors and unknown ones in plain words, below a path with a page of its own."""
    own = dict(pages or {})

    @app.errorhandler(HTTPException)
    def _known(error: HTTPException) -> Response:
        for path, page in own.items():
            if request.path.startswith(path):
                return page(error)
        return Response(f"{error.name}\n", status=error.code or 500, mimetype="text/plain")

    @app.errorhandler(Exception)
    def _unknown(error: Exception) -> Response:
        log.error("request_failed", error=type(error).__name__)
        return Response("internal error\n", status=500, mimetype="text/plain")
