"""What every path of WeChat's server API has in common: bodies, rights, answers, errors."""

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request

from simulator.errcodes import MESSAGES
from simulator.errors import ApiError, ConnectionCut
from simulator.platform import Platform

_LARGEST_BODY = 64 << 10
OK: Mapping[str, Any] = {"errcode": 0, "errmsg": "ok"}


def check_right(platform: Platform, ability: str) -> None:
    """Raises ApiError unless the token is good and the account has been granted the ability."""
    if platform.faults.strikes("token_invalid"):
        raise ApiError(40001)
    platform.tokens.check(request.args.get("access_token", ""))
    if ability not in platform.account.grants:
        raise ApiError(48001)


def body() -> dict[str, Any]:
    """The JSON body, whatever its content type says, as WeChat reads it."""
    raw = request.get_data()
    if not raw:
        raise ApiError(44002)
    if len(raw) > _LARGEST_BODY:
        raise ApiError(45002)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ApiError(47001) from error
    if not isinstance(found, dict):
        raise ApiError(47001)
    return found


def sent(
    platform: Platform, message: dict[str, Any], send: Callable[[], Mapping[str, Any] | None]
) -> Response:
    """Sends, records the call for the raw view, and answers, unless the fault cuts the line."""
    answer: Mapping[str, Any] = OK
    try:
        answer = {**OK, **(send() or {})}
    except ApiError as error:
        answer = {"errcode": error.code, "errmsg": MESSAGES[error.code]}
        raise
    finally:
        openid = str(message.get("touser", ""))
        platform.chat.add_call(openid, platform.clock(), request.path, text(message), text(answer))
    if platform.faults.strikes("killed_after_send"):
        raise ConnectionCut("killed after send")
    return as_json(answer)


def refused(error: ApiError) -> Response:
    """The answer that says why."""
    message = f"{MESSAGES[error.code]} {error.detail}".strip()
    return as_json({"errcode": error.code, "errmsg": f"{message} rid: {_rid()}"})


def as_json(found: Mapping[str, Any]) -> Response:
    """An answer as WeChat words it."""
    return Response(text(found), content_type="application/json; encoding=utf-8")


def text(found: Mapping[str, Any]) -> str:
    """JSON that people can read."""
    return json.dumps(found, ensure_ascii=False)


def _rid() -> str:
    return f"{secrets.token_hex(4)}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
