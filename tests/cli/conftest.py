"""An operator whose commands run in this process: quick, and with the very same code."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.__main__ import main
from core.sealing import Keyring, install
from tests.backends import DATA_KEY
from tests.cli.linli import PRODUCTION, Done, Linli
from tests.servers import databases
from tests.servers.loaded import load_starter_once

Operate = Callable[..., Done]


# For modules whose commands must do the same on both databases.
ON_BOTH_DATABASES = pytest.mark.parametrize("linli", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def linli(request: pytest.FixtureRequest, tmp_path: Path) -> Linli:
    """An installation with all that production needs; nothing is in its folder yet.

    On PostgreSQL the schema is there already, but for a bare one.
    """
    server = {"postgresql": "postgres_url", "bare postgresql": "empty_postgres_url"}
    fixture = server.get(getattr(request, "param", "sqlite"))
    url = request.getfixturevalue(fixture) if fixture else ""
    return Linli(tmp_path / "data", PRODUCTION, url)


def set_up(linli: Linli, *, demo: bool) -> None:
    """What `./run` (a demonstration) or `./run serve` makes of an installation's database."""
    if linli.database.startswith("sqlite"):
        linli.folder.mkdir(mode=0o700)
        databases.sqlite_copy(linli.folder)
    load_starter_once(linli.database, demo=demo)


@pytest.fixture
def operate(
    linli: Linli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Operate]:
    """Gives `./run`'s words to this installation and hears what comes of it."""
    umask = os.umask(0o022)
    monkeypatch.chdir(linli.folder.parent)

    def _operate(*words: str) -> Done:
        with monkeypatch.context() as here:
            for name in set(os.environ) - set(environment := linli.environment()):
                here.delenv(name)
            for name, value in environment.items():
                here.setenv(name, value)
            status = main(list(words))
        return Done(status, *capsys.readouterr())

    yield _operate
    os.umask(umask)
    install(Keyring(DATA_KEY))


@pytest.fixture
def on_duty(request: pytest.FixtureRequest, operate: Operate) -> str:
    """Somebody has the duty everywhere in the module's installation; what she is called."""
    assert request.getfixturevalue("sessions")
    name = "小周"
    assert operate("manage", "staff", "create", name, "--role", "duty").status == 0
    return name
