"""`python -m simulator`: the platform, its API and the phone page on one port.

`python -m simulator story FILE` plays stories on one that runs.
"""

import logging
import os
import signal
import threading
from pathlib import Path
from types import FrameType

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from simulator.account import ALL, BASIC, MODES, Account
from simulator.errors import BadKey
from simulator.platform import Platform
from simulator.server import LOCAL_NAMES, make_app
from simulator.story.command import story

_RETRY_SECONDS = 0.3


class _QuietHandler(WSGIRequestHandler):
    """Logs no request: addresses carry tokens."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing."""


def parse_grants(text: str | None, granted: str | None) -> frozenset[str]:
    """What the account may do: `text` exactly, else `granted` and the basics, else everything."""
    if text is not None:
        return frozenset(text.replace(",", " ").split())
    if granted is not None:
        return frozenset(granted.replace(",", " ").split()) | BASIC
    return ALL


def open_for_business(platform: Platform, stopping: threading.Event) -> None:
    """Verifies the account's URL until it answers, then lets everybody follow who has not yet."""
    while not platform.verify():
        if stopping.wait(_RETRY_SECONDS):
            return
    platform.greet()


class _Group(click.Group):
    """Commands of which `serve` need not be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the name in front of bare options."""
        if args and args[0].startswith("--") and args[0] != "--help":
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Group)
def main() -> None:
    """A WeChat of your own."""


main.add_command(story)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, envvar="SIMULATOR_PORT", show_default=True)
@click.option("--target", default="http://127.0.0.1:8000/wechat", show_default=True)
@click.option("--appid", envvar="WECHAT_APPID", required=True)
@click.option("--secret", envvar="WECHAT_SECRET", required=True)
@click.option("--token", envvar="WECHAT_TOKEN", required=True)
@click.option("--aes-key", envvar="WECHAT_AES_KEY", required=True)
@click.option("--mode", envvar="WECHAT_MODE", default="safe", type=click.Choice(MODES))
@click.option("--time-scale", default=1.0, type=click.FloatRange(0.001, 10), show_default=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="keep chats here")
@click.option("--grants", help="exactly what the account may do; default: WECHAT_CAN, else all")
@click.option(
    "--templates",
    default="",
    envvar="WECHAT_SUBSCRIBE_TEMPLATE_ID",
    help="ids of the account's templates; none: any id will do",
)
@click.option("--name", default="邻里 · 幸福街道", show_default=True)
def serve(
    host: str,
    port: int,
    target: str,
    appid: str,
    secret: str,
    token: str,
    aes_key: str,
    mode: str,
    time_scale: float,
    data: Path | None,
    grants: str | None,
    templates: str,
    name: str,
) -> None:
    """Run it with a phone page."""
    try:
        account = Account(
            appid,
            secret,
            token,
            aes_key,
            mode,
            name,
            grants=parse_grants(grants, os.environ.get("WECHAT_CAN")),
            templates=frozenset(templates.split()),
        )
        account.cipher.encrypt(b"")
    except (ValueError, BadKey) as error:
        raise click.UsageError(str(error)) from error
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    platform = Platform(account, target, time_scale=time_scale, data=data)
    any_name = host in {"0.0.0.0", "::"}  # noqa: S104 - the operator opened it on purpose
    app = make_app(platform, names=frozenset() if any_name else LOCAL_NAMES | {host})
    server = make_server(host, port, app, threaded=True, request_handler=_QuietHandler)
    platform.base_url = f"http://{host}:{server.server_port}"
    stopping = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopping.set()
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=open_for_business, args=(platform, stopping), daemon=True).start()
    click.echo(f"手机页面 {platform.base_url}/")
    server.serve_forever()
    server.server_close()


if __name__ == "__main__":
    main()
