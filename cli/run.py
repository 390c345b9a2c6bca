"""`./run`: the whole product on this machine, with a WeChat of its own to try it in."""

import http.client
from urllib.parse import urlsplit

import click

from cli.accounts import COLLEAGUES, PASSWORD, STAFF_NAME
from cli.lock import hold
from cli.metrics import with_metrics
from cli.ports import require_port
from cli.prepared import is_prepared, note_prepared
from cli.processes import simulator_words, web_words, worker_words
from cli.secret_file import secrets_of
from cli.settings import address, demo_settings, environment, fit
from cli.supervisor import Command, Supervisor
from core.config import Settings, load_settings
from core.errors import LinliError

STOP_SECONDS = 5
ASK_SECONDS = 2.0


@click.command()
def run() -> None:
    """Start everything; Ctrl-C stops all of it, and the data stay."""
    given = load_settings()
    with hold(given.data_dir):
        settings = fit(demo_settings(given, secrets_of(given.data_dir)))
        require_port(settings.host, settings.port, "PORT")
        require_port(settings.host, settings.simulator_port, "SIMULATOR_PORT")
        if not is_prepared(settings):
            _prepare(settings)
        password = secrets_of(settings.data_dir).get(PASSWORD)
        Supervisor(commands(settings), _tell).run(
            lambda: _answers(settings), lambda: _welcome(settings, password)
        )
        _tell("Stopped; the data are kept.")


def commands(settings: Settings) -> list[Command]:
    """The three processes of a demonstration."""
    shared = with_metrics(environment(settings), settings.data_dir)
    return [
        Command("web", web_words(settings, STOP_SECONDS), shared),
        Command("worker", worker_words(), shared, awaited=False),
        Command("simulator", simulator_words(settings), shared),
    ]


def greeting(settings: Settings, password: str | None) -> str:
    """What a visitor reads when everything answers."""
    phone = address(settings.host, settings.simulator_port)
    web = address(settings.host, settings.port)
    staff = f"{STAFF_NAME}  {password} (made for this data)" if password else STAFF_NAME
    lines = [
        ("手机页面 Phone page", f"{phone}/"),
        ("微信接口 Webhook", f"{web}/wechat"),
        ("工作台 Console", f"{web}/console/"),
        ("工作人员 Staff", staff),
        ("同一密码 Same password", f"{'、'.join(COLLEAGUES)} ({STAFF_NAME}: with a second factor)"),
        ("数据目录 Data", str(settings.data_dir.resolve())),
    ]
    body = "\n".join(f"  {name}:  {value}" for name, value in lines)
    return f"\n邻里 Linli\n{body}\n  Ctrl-C stops it all; the data stay.\n"


def _prepare(settings: Settings) -> None:
    # Only where there is something to do: it loads all of the product.
    from cli.demo import prepare_demo

    prepare_demo(settings)
    note_prepared(settings)


def _welcome(settings: Settings, password: str | None) -> None:
    """Everything answers: the visitor is told, and the menu put under the chats."""
    click.echo(greeting(settings, password))
    if "menu" in settings.abilities:
        # Now, when nobody waits for it: it loads most of the product.
        from cli.manage.menu import publish_menu

        try:
            publish_menu(settings)
        except LinliError as error:
            _tell(f"The menu could not be published: {error.sentence}")


def _answers(settings: Settings) -> bool:
    web = address(settings.host, settings.port)
    phone = address(settings.host, settings.simulator_port)
    return _is_ok(f"{web}/healthz") and _is_ok(f"{phone}/")


def _is_ok(url: str) -> bool:
    # Not urllib.request: a proxy of the environment has no business here.
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.netloc, timeout=ASK_SECONDS)
    try:
        connection.request("GET", place.path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
