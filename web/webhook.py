"""WeChat's address: verification by GET, pushes by POST; see WeChat's documentation of
消息与事件推送 (developers.weixin.qq.com)."""

import os
import time
from collections.abc import Callable

import structlog
from flask import Blueprint, Response, current_app, request

from bot.counters import PUSHES, STALE, stage
from bot.messages import NoReply
from bot.once import Once
from bot.wire.account import Account
from bot.wire.errors import BadSignature, Unreadable
from bot.wire.push import Push, open_push
from bot.wire.reply import NOTHING, seal_reply
from bot.wire.signature import verify_url

log = structlog.get_logger()


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
        body = request.get_data(cache=False)
        try:
            with stage("open"):
                push = open_push(request.args, body, account, clock())
        except BadSignature:
            PUSHES.labels("bad_signature").inc()
            return _forbidden()
        except Unreadable as error:
            PUSHES.labels("unreadable").inc()
            log.warning("push_unreadable", reason=error.reason)
            return _answer(NOTHING)
        return _answer(_reply(push, once, arrived))

    def _reply(push: Push, once: Once, arrived: float) -> bytes:
        PUSHES.labels("read").inc()
        if push.stale:
            STALE.inc()
            log.warning("push_stale", hint="the clock of this machine or of WeChat is off")
        try:
            reply = once.reply_to(push.message, arrived)
        except Exception as error:
            # The last guard: a signed push never sees a 5xx. It is counted and must be looked at.
            PUSHES.labels("crashed").inc()
            log.error("push_crashed", error=type(error).__name__)
            current_app.logger.debug("push crashed", exc_info=error)
            reply = NoReply()
        with stage("seal"):
            return seal_reply(reply, push, account, now=clock(), random=os.urandom)

    return pages


def _forbidden() -> Response:
    return Response("forbidden", status=403, mimetype="text/plain")


def _answer(body: bytes) -> Response:
    kind = "text/plain" if body == NOTHING else "application/xml"
    return Response(body, content_type=f"{kind}; charset=utf-8")
