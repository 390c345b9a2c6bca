"""QR codes with a scene."""

from flask import Blueprint, Response, abort, request

from simulator.codes import draw
from simulator.platform import Platform
from simulator.routes.calls import as_json, body, check_right


def add_codes(api: Blueprint, platform: Platform) -> None:
    """The paths of making a code and of its picture, which needs no token."""

    @api.post("/cgi-bin/qrcode/create")
    def code_create() -> Response:
        check_right(platform, "qrcode")
        code = platform.codes.create(body())
        platform.chat.touch()
        made: dict[str, str | int] = {"ticket": code.ticket, "url": code.url}
        if code.ends_at:
            made["expire_seconds"] = int(code.ends_at - platform.clock())
        return as_json(made)

    @api.get("/cgi-bin/showqrcode")
    def code_show() -> Response:
        code = platform.codes.find(request.args.get("ticket", ""))
        if code is None:
            abort(404)
        return Response(draw(code.url), content_type="image/png")
