"""The account's menu."""

from flask import Blueprint, Response

from simulator.errors import ApiError
from simulator.menus import check_menu
from simulator.platform import Platform
from simulator.routes.calls import OK, as_json, body, check_right


def add_menus(api: Blueprint, platform: Platform) -> None:
    """The paths under `/cgi-bin/menu`."""

    @api.post("/cgi-bin/menu/create")
    def menu_create() -> Response:
        check_right(platform, "menu")
        menu = body()
        check_menu(menu)
        platform.set_menu(menu)
        return as_json(OK)

    @api.get("/cgi-bin/menu/get")
    def menu_get() -> Response:
        check_right(platform, "menu")
        if not platform.menu:
            raise ApiError(46003)
        return as_json({"menu": platform.menu})

    @api.get("/cgi-bin/menu/delete")
    def menu_delete() -> Response:
        check_right(platform, "menu")
        platform.set_menu({})
        return as_json(OK)
