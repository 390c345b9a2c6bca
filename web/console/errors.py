"""What staff see when something is wrong: one plain sentence and a way on, as page or part."""

import traceback

import structlog
from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from core.errors import LinliError
from web.console.visit import is_htmx

log = structlog.get_logger()

STATUS = {
    "not_found": 404,
    "refused": 403,
    "invalid": 422,
    "conflict": 409,
    "unavailable": 503,
    "signed_out": 401,
    "bad_form": 400,
    "locked_out": 429,
}
SENTENCES = {
    400: "这个请求看不懂，请返回上一页再试。",
    404: "没有这个页面，或者您不能看。",
    405: "这个页面不能这样打开。",
    413: "内容太大了，请减少一些再提交。",
    503: "系统暂时连不上，请稍等一会儿再试。",
}
UNKNOWN = "系统出了点问题，已记录。请稍后再试。"


def register_errors(pages: Blueprint) -> None:
    """Answer every error of a view in plain words."""

    @pages.errorhandler(LinliError)
    def _ours(error: LinliError) -> Response:
        return error_page(STATUS.get(error.code, 400), error.sentence)

    @pages.errorhandler(SQLAlchemyError)
    def _database(error: SQLAlchemyError) -> Response:
        log.error("console_database", page=request.endpoint, error=type(error).__name__)
        return error_page(503, SENTENCES[503])

    @pages.errorhandler(HTTPException)
    def _known(error: HTTPException) -> Response:
        return http_error(error)

    @pages.errorhandler(Exception)
    def _unknown(error: Exception) -> Response:
        # Neither the words of the error nor its values: they may be personal.
        log.error(
            "console_failed",
            page=request.endpoint,
            error=type(error).__name__,
            place=_place_of(error),
        )
        return error_page(500, UNKNOWN)


def _place_of(error: Exception) -> str:
    """The line of code that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def http_error(error: HTTPException) -> Response:
    """The page for an error of HTTP; also for addresses that are no page at all."""
    status = error.code or 500
    return error_page(status, SENTENCES.get(status, SENTENCES[400] if status < 500 else UNKNOWN))


def error_page(status: int, sentence: str) -> Response:
    """The sentence as a page, or as a part of one for htmx."""
    template = "error_part.html" if is_htmx() else "error.html"
    html = render_template(f"console/{template}", sentence=sentence, status=status)
    return make_response(html, status)
