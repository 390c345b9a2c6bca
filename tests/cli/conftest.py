"""An operator whose commands run in this process: quick, and with the very same code."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.__main__ import main
from core.sealing import Keyring, install
from tests.backends import DATA_KEY
from tests.cli.linli import PRODUCTION, Done, Linli

Operate = Callable[..., Done]


# For modules whose commands must do the same on both databases.
ON_BOTH_DATABASES = pytest.mark.parametrize("linli", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def linli(request: pytest.FixtureRequest, tmp_path: Path) -> Linli:
    """An installation with all that production needs; nothing is in its folder yet."""
    on_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    url = request.getfixturevalue("empty_postgres_url") if on_postgresql else ""
    return Linli(tmp_path / "data", PRODUCTION, url)


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
