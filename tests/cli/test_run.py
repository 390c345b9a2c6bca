"""The whole product by one command: it starts, stops, and stays what it was."""

import os
import re
import signal
import stat
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from cli.secret_file import NAME
from tests.cli.conftest import Operate
from tests.cli.linli import Done, Linli, Running, running, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one installation's data lie, through all tests of this file."""
    return tmp_path_factory.mktemp("run") / "data"


@pytest.fixture
def linli(folder: Path) -> Linli:
    """That installation, on new ports."""
    return Linli(folder)


@pytest.fixture(scope="module")
def started(folder: Path) -> Iterator[tuple[Linli, Running]]:
    """That installation at work, for what is told of it while it runs."""
    linli = Linli(folder)
    with running(linli, "run", until="Ctrl-C") as started:
        yield linli, started


@pytest.fixture
def other(tmp_path: Path) -> Linli:
    """Another installation."""
    return Linli(tmp_path / "other")


def _stop(linli: Linli, number: signal.Signals) -> Done:
    """Start all, stop it with the signal as soon as it is ready, and see it gone in time."""
    with running(linli, "run", until="Ctrl-C") as started:
        assert linli.get("/healthz")[0] == 200
        assert linli.get("/", linli.simulator_port)[0] == 200
        done = started.end(number, within=8)
        assert linli.survivors() == []
    return done


def _is_new(linli: Linli, part: str, before: set[int]) -> bool:
    """Whether all of the old processes are gone and there are others."""
    now = linli.pids(part)
    return bool(now) and not now & before


def _password(said: str) -> str:
    found = re.search(r"示例管理员 +(\S+) \(made for this data\)", said)
    assert found
    return found[1]


def test_it_starts_from_nothing_stops_whole_and_keeps_its_data(linli: Linli, folder: Path) -> None:
    first = _stop(linli, signal.SIGINT)
    assert first.status == 0, first.complained
    assert "Stopped; the data are kept." in first.complained
    kept = (folder / NAME).read_bytes()
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "linli.db").stat().st_mode) == 0o600
    second = _stop(linli, signal.SIGTERM)
    assert second.status == 0, second.complained
    assert _password(second.said) == _password(first.said)
    assert (folder / NAME).read_bytes() == kept


def test_while_it_runs_a_second_one_is_told_why_it_may_not(
    started: tuple[Linli, Running], other: Linli
) -> None:
    linli, _ = started
    again = linli.do("run")
    assert (again.status, again.said) == (1, "")
    assert again.complained.startswith(f"Linli already runs with the data in {linli.folder}")
    other.port = linli.port
    taken = other.do("run")
    assert (taken.status, taken.said) == (1, "")
    assert taken.complained.startswith(f"Port {linli.port} is in use")
    assert taken.complained.rstrip().endswith("set PORT to another number.")
    assert "nothing" in (found := linli.do("manage", "check")).said.lower(), found


def test_a_crashed_part_is_started_again_and_a_killed_whole_leaves_nothing(
    started: tuple[Linli, Running],
) -> None:
    linli, whole = started
    for part in ("granian", "cli.work", "simulator"):
        wait_until(partial(linli.pids, part))
        before = linli.pids(part)
        os.kill(min(before), signal.SIGKILL)
        wait_until(partial(_is_new, linli, part, before))
    wait_until(lambda: linli.get("/healthz")[0] == 200)
    wait_until(lambda: linli.get("/", linli.simulator_port)[0] == 200)
    whole.process.kill()
    wait_until(lambda: linli.survivors() == [])


def test_it_does_what_it_is_told_by_settings(linli: Linli, operate: Operate) -> None:
    linli.settings = {"WECHAT_CAN": "everything", "WORKERS": "2"}
    refused = operate("run")
    assert refused.status == 1
    assert "WECHAT_CAN has unknown words: everything." in refused.complained
    assert "WORKERS above 1 needs REDIS_URL" in refused.complained
    linli.settings = {"PORT": "many"}
    assert operate("run").complained == "Setting not understood: PORT.\n"
