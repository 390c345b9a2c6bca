"""The console as a blueprint, made from its table."""

from datetime import datetime
from typing import Any

from flask import Blueprint
from jinja2 import Environment, StrictUndefined

from core.clock import SHANGHAI
from web.assets import make_asset
from web.console import routes
from web.console.compiled import Compiled
from web.console.errors import register_errors
from web.console.forms import attributes_of
from web.console.guard import guarded
from web.console.menu import make_menu
from web.console.table import ROUTES
from web.console.tools import Tools

PREFIX = "/console"
COMPILED = Compiled()


def make_console(tools: Tools, table: tuple[routes.Route, ...] = ROUTES) -> Blueprint:
    """The blueprint of `/console/…`; raises `BadSetting` for a table that leaves a page open."""
    routes.check(table)
    pages = Blueprint("console", __name__, template_folder="templates", url_prefix=PREFIX)
    for route in table:
        pages.add_url_rule(
            route.path,
            endpoint=route.name,
            view_func=guarded(route, tools),
            methods=route.methods.split(),
            provide_automatic_options=False,
        )
    register_errors(pages)
    pages.record(lambda state: _teach_templates(state.app.jinja_env, table))
    return pages


def _teach_templates(env: Environment, table: tuple[routes.Route, ...]) -> None:
    """What every template may use beside its own values."""
    env.globals.update(asset=make_asset(), menu_of=make_menu(table), attributes_of=attributes_of)
    env.filters.update(local=local, day=day)
    env.trim_blocks = env.lstrip_blocks = True
    env.bytecode_cache = COMPILED
    env.undefined = StrictUndefined


def local(at: datetime | None) -> str:
    """An instant as the clock here shows it: 2026-11-24 09:30, '' for none."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""


def day(at: Any) -> str:
    """Its day: 2026-11-24."""
    return local(at)[:10]
