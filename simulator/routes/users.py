"""What the account may learn: tokens for itself, media that residents sent, who follows."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from simulator.errors import ApiError
from simulator.platform import Platform
from simulator.residents import Resident
from simulator.routes.calls import as_json, body, check_right
from simulator.sending import resident_of


def add_users(api: Blueprint, platform: Platform) -> None:
    """The paths of tokens, media and users."""

    @api.get("/cgi-bin/token")
    def token() -> Response:
        _check_account(platform, request.args)
        if request.args.get("grant_type") != "client_credential":
            raise ApiError(40002)
        text, seconds = platform.tokens.plain()
        return as_json({"access_token": text, "expires_in": seconds})

    @api.post("/cgi-bin/stable_token")
    def stable_token() -> Response:
        wanted = body()
        _check_account(platform, wanted)
        if wanted.get("grant_type") != "client_credential":
            raise ApiError(40002)
        text, seconds = platform.tokens.stable(force=wanted.get("force_refresh") is True)
        return as_json({"access_token": text, "expires_in": seconds})

    @api.get("/cgi-bin/media/get")
    def media_get() -> Response:
        check_right(platform, "media")
        if platform.faults.strikes("media_gone"):
            raise ApiError(40007)
        medium, content = platform.media.get(request.args.get("media_id", ""))
        name = f'attachment; filename="{medium.id}.{medium.type.rsplit("/", 1)[-1]}"'
        return Response(content, content_type=medium.type, headers={"Content-disposition": name})

    @api.get("/cgi-bin/user/info")
    def user_info() -> Response:
        check_right(platform, "user_info")
        return as_json(_user(resident_of(platform, request.args.get("openid"))))


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
