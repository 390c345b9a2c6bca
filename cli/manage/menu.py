"""`./run manage menu`: what stands under the chat."""

import click

from bot.gateway.opening import make_gateway
from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.menu import to_wechat
from community.own_menu import find_menu, menu_of, note_published
from core import clock
from core.config import Settings
from core.errors import Conflict
from core.store import make_store
from handlers.menu import SHIPPED

NO_RIGHT = "WECHAT_CAN does not name menu: this account may make none."
NO_SECRET = "WECHAT_SECRET is missing: nothing can be asked of WeChat."  # noqa: S105 (a sentence)


@click.group()
def menu() -> None:
    """The account's menu."""


@menu.command()
def publish() -> None:
    """Make the menu that Linli understands; phones show it within five minutes."""
    publish_menu(own_settings())
    click.echo("Published.")


def publish_menu(settings: Settings) -> None:
    """Ask WeChat to show the menu that staff saved last, the shipped one where none has. Raises
    `Conflict`, or a `WeChatError` when it refuses."""
    if "menu" not in settings.abilities:
        raise Conflict(NO_RIGHT)
    gateway = make_gateway(settings, make_store(settings.redis_url or None))
    if gateway is None:
        raise Conflict(NO_SECRET)
    require_schema(settings)
    with open_sessions(settings) as sessions:
        with sessions() as db:
            row = find_menu(db)
            number, menu = row.number if row else 0, to_wechat(menu_of(row, SHIPPED))
        gateway.publish_menu(menu)
        with sessions.begin() as db:
            note_published(db, number, now=clock.now())
