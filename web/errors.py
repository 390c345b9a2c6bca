"""What a visitor sees when something is wrong: a short sentence, never a stack trace."""

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

log = structlog.get_logger()


def register_errors(app: Flask) -> None:
    """Answer HTTP errors and unknown ones in plain words."""

    @app.errorhandler(HTTPException)
    def _known(error: HTTPException) -> Response:
        return Response(f"{error.name}\n", status=error.code or 500, mimetype="text/plain")

    @app.errorhandler(Exception)
    def _unknown(error: Exception) -> Response:
        log.error("request_failed", error=type(error).__name__)
        return Response("internal error\n", status=500, mimetype="text/plain")
