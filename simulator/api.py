"""WeChat's server API under its own paths; what each does lives in `routes`."""

from collections.abc import Callable

from flask import Blueprint, Response

from simulator.errors import ApiError, ConnectionCut
from simulator.faults import SLOW_SECONDS
from simulator.platform import Platform
from simulator.routes.agents import add_agents
from simulator.routes.calls import refused
from simulator.routes.codes import add_codes
from simulator.routes.menus import add_menus
from simulator.routes.messages import add_messages
from simulator.routes.users import add_users


def make_api(platform: Platform, sleep: Callable[[float], object]) -> Blueprint:
    """The blueprint of all `/cgi-bin` paths and their like; `sleep` is how the slow fault waits."""
    api = Blueprint("api", __name__)

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

    api.errorhandler(ApiError)(refused)
    for add in (add_users, add_messages, add_menus, add_codes, add_agents):
        add(api, platform)

    @api.route("/cgi-bin/<path:_>", methods=["GET", "POST"])
    @api.route("/customservice/<path:_>", methods=["GET", "POST"])
    def unknown(_: str) -> Response:
        raise ApiError(40066)

    return api
