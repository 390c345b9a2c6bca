"""WeChat's server API under its own paths: tokens, sends, media, users, menu."""

import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from simulator import sending
from simulator.errcodes import MESSAGES
from simulator.errors import ApiError, ConnectionCut
from simulator.faults import SLOW_SECONDS
from simulator.menus import check_menu
from simulator.platform import Platform
from simulator.residents import Resident

_LARGEST_BODY = 64 << 10


def make_api(platform: Platform, sleep: Callable[[float], object]) -> Blueprint:
    """The blueprint of all `/cgi-bin` paths; `sleep` is how the slow fault waits."""
    api = Blueprint("api", __name__, url_prefix="/cgi-bin")

    @api.before_request
    def strike() -> None:
        if platform.faults.strikes("slow"):
            sleep(SLOW_SECONDS)
        if platform.faults.strikes("down"):
            raise ConnectionCut("down")

    @api.before_request
    def refuse() -> Response | None:
        if platform.faults.strikes("unavailable"):
            return Response("Service Unavailable", 503)
        if platform.faults.strikes("busy"):
            raise ApiError(-1)
        return None

    @api.errorhandler(ApiError)
    def answer(error: ApiError) -> Response:
        message = f"{MESSAGES[error.code]} {error.detail}".strip()
        return _json({"errcode": error.code, "errmsg": f"{message} rid: {_rid()}"})

    @api.get("/token")
    def token() -> Response:
        _check_account(platform, request.args)
        if request.args.get("grant_type") != "client_credential":
            raise ApiError(40002)
        text, seconds = platform.tokens.plain()
        return _json({"access_token": text, "expires_in": seconds})

    @api.post("/stable_token")
    def stable_token() -> Response:
        wanted = _body()
        _check_account(platform, wanted)
        if wanted.get("grant_type") != "client_credential":
            raise ApiError(40002)
        text, seconds = platform.tokens.stable(force=wanted.get("force_refresh") is True)
        return _json({"access_token": text, "expires_in": seconds})

    @api.post("/message/custom/send")
    def custom_send() -> Response:
        _check_right(platform, "customer_service")
        message = _body()
        return _sent(platform, message, lambda: sending.send_service(platform, message))

    @api.post("/message/template/subscribe")
    def template_subscribe() -> Response:
        _check_right(platform, "subscribe")
        message = _body()
        return _sent(platform, message, lambda: sending.send_notice(platform, message))

    @api.get("/media/get")
    def media_get() -> Response:
        _check_right(platform, "media")
        if platform.faults.strikes("media_gone"):
            raise ApiError(40007)
        medium, content = platform.media.get(request.args.get("media_id", ""))
        name = f'attachment; filename="{medium.id}.{medium.type.rsplit("/", 1)[-1]}"'
        return Response(content, content_type=medium.type, headers={"Content-disposition": name})

    @api.get("/user/info")
    def user_info() -> Response:
        _check_right(platform, "user_info")
        return _json(_user(sending.resident_of(platform, request.args.get("openid"))))

    @api.post("/menu/create")
    def menu_create() -> Response:
        _check_right(platform, "menu")
        menu = _body()
        check_menu(menu)
        platform.set_menu(menu)
        return _json({"errcode": 0, "errmsg": "ok"})

    @api.get("/menu/get")
    def menu_get() -> Response:
        _check_right(platform, "menu")
        if not platform.menu:
            raise ApiError(46003)
        return _json({"menu": platform.menu})

    @api.route("/<path:_>", methods=["GET", "POST"])
    def unknown(_: str) -> Response:
        raise ApiError(40066)

    return api


def _sent(platform: Platform, message: dict[str, Any], send: Callable[[], None]) -> Response:
    """Sends, records the call for the raw view, and answers, unless the fault cuts the line."""
    answer: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
    try:
        send()
    except ApiError as error:
        answer = {"errcode": error.code, "errmsg": MESSAGES[error.code]}
        raise
    finally:
        openid = str(message.get("touser", ""))
        platform.chat.add_call(
            openid, platform.clock(), request.path, _text(message), _text(answer)
        )
    if platform.faults.strikes("killed_after_send"):
        raise ConnectionCut("killed after send")
    return _json(answer)


def _check_account(platform: Platform, wanted: Mapping[str, Any]) -> None:
    for name, expected, missing, wrong in (
        ("appid", platform.account.appid, 41002, 40013),
        ("secret", platform.account.secret, 41004, 40125),
    ):
        given = wanted.get(name)
        if not given:
            raise ApiError(missing)
        if not secrets.compare_digest(str(given).encode(), expected.encode()):
            raise ApiError(wrong)


def _check_right(platform: Platform, ability: str) -> None:
    """Raises ApiError unless the token is good and the account has been granted the ability."""
    if platform.faults.strikes("token_invalid"):
        raise ApiError(40001)
    platform.tokens.check(request.args.get("access_token", ""))
    if ability not in platform.account.grants:
        raise ApiError(48001)


def _user(resident: Resident) -> dict[str, Any]:
    if not resident.follows:
        return {"subscribe": 0, "openid": resident.openid, "tagid_list": []}
    return {
        "subscribe": 1,
        "openid": resident.openid,
        "language": "zh_CN",
        "subscribe_time": int(resident.followed_at),
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE" if resident.scene else "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": resident.scene,
    }


def _body() -> dict[str, Any]:
    """The JSON body, whatever its content type says, as WeChat reads it."""
    raw = request.get_data()
    if not raw:
        raise ApiError(44002)
    if len(raw) > _LARGEST_BODY:
        raise ApiError(45002)
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise ApiError(47001) from error
    if not isinstance(body, dict):
        raise ApiError(47001)
    return body


def _json(body: Mapping[str, Any]) -> Response:
    return Response(_text(body), content_type="application/json; encoding=utf-8")


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


def _rid() -> str:
    return f"{secrets.token_hex(4)}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
