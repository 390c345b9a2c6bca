"""`./run manage menu`: what stands under the chat."""

import click

from cli.settings import own_settings
from core.config import Settings
from core.errors import Conflict
from core.store import make_store
from handlers.menu import menu as make_menu
from worker.app import make_gateway

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
    """Ask WeChat to show the menu. Raises `Conflict`, or a `WeChatError` when it refuses."""
    if "menu" not in settings.abilities:
        raise Conflict(NO_RIGHT)
    gateway = make_gateway(settings, make_store(settings.redis_url or None))
    if gateway is None:
        raise Conflict(NO_SECRET)
    gateway.publish_menu(make_menu())
