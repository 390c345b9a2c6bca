"""WeChat's address: verification by GET, pushes by POST; see WeChat's documentation of
消息与事件推送 (developers.weixin.qq.com)."""

import os
import sys
import time
from collections.abc import Callable

import structlog
from flask import Blueprint, Response, current_app, request

from bot.counters import PUSHES, REPLY_SECONDS, STALE, stage
from bot.once import Once
from bot.wire.account import Account
from bot.wire.errors import BadSignature, Unreadable
from bot.wire.push import MAX_BODY, Push, open_push
from bot.wire.reply import NOTHING, seal_reply
from bot.wire.signature import verify_url

log = structlog.get_logger()

HINTS = {"json": "in WeChat's console choose XML as the format of pushed messages"}


def make_webhook(account: Account, once: Once, clock: Callable[[], float] = time.time) -> Blueprint:
    """The blueprint of `/wechat`; `clock` gives unix seconds."""
    pages = Blueprint("webhook", __name__)

    @pages.get("/wechat")
    def verify() -> Response:
        """Echo what WeChat sent, when it was WeChat."""
        try:
            echo = verify_url(request.args, account.token)
        except BadSignature:
            return _forbidden()
        return Response(echo, mimetype="text/plain")

    @pages.post("/wechat")
    def receive() -> Response:
        """Answer one push; every signed one gets 200."""
        arrived = time.monotonic()
        try:
            with stage("open"):
                push = open_push(request.args, _body(), account, clock())
            return _answer(_reply(push, arrived))
        except BadSignature:
            PUSHES.labels("bad_signature").inc()
            return _forbidden()
        except Unreadable as error:
            PUSHES.labels("unreadable").inc()
            log.warning("push_unreadable", reason=error.reason, hint=HINTS.get(error.reason))
        except Exception as error:
            # The last guard: a signed push never sees a 5xx. It is counted and must be looked at.
            PUSHES.labels("crashed").inc()
            log.error("push_crashed", error=type(error).__name__)
            current_app.logger.debug("push crashed", exc_info=error)
        return _answer(NOTHING)

    def _reply(push: Push, arrived: float) -> bytes:
        PUSHES.labels("read").inc()
        if push.stale:
            STALE.inc()
            log.warning("push_stale", hint="the clock of this machine or of WeChat is off")
        reply = once.reply_to(push.message, arrived)
        REPLY_SECONDS.observe(time.monotonic() - arrived)
        with stage("seal"):
            return seal_reply(reply, push, account, now=clock(), random=os.urandom)

    return pages


def _body() -> bytes:
    """The body, and of one above the limit just enough to see that: a signed push that is too
    long is no reason for an error, which WeChat would show to the resident."""
    request.max_content_length = sys.maxsize
    return request.stream.read(MAX_BODY + 1)


def _forbidden() -> Response:
    return Response("forbidden", status=403, mimetype="text/plain")


def _answer(body: bytes) -> Response:
    kind = "text/plain" if body == NOTHING else "application/xml"
    return Response(body, content_type=f"{kind}; charset=utf-8")
