"""The small parts that commands are made of."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from cli.lock import hold
from cli.metrics import VARIABLE, with_metrics
from cli.ports import require_port
from cli.supervisor import LONGEST_PAUSE, pause_after
from core.errors import BadSetting, Conflict


def test_who_keeps_crashing_waits_longer_each_time_but_not_for_ever() -> None:
    pauses = [pause_after(failures) for failures in range(1, 12)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == LONGEST_PAUSE


def test_counts_of_the_dead_are_cleared_away_and_of_the_living_kept(tmp_path: Path) -> None:
    metrics = tmp_path / "metrics"
    metrics.mkdir()
    dead = subprocess.Popen(["true"])
    dead.wait()
    kept = metrics / f"counter_{os.getpid()}.db"
    for file in (kept, metrics / f"counter_{dead.pid}.db", metrics / "odd.db"):
        file.touch()
    environment = with_metrics({"PATH": "/bin"}, tmp_path)
    assert environment == {"PATH": "/bin", VARIABLE: str(metrics)}
    assert list(metrics.iterdir()) == [kept]


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(Conflict), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass


def test_a_port_is_looked_at_before_anything_is_started() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=rf"Port {port} is in use.* set PORT to another"):
            require_port("127.0.0.1", port, "PORT")
    require_port("127.0.0.1", port, "PORT")
    with pytest.raises(BadSetting, match="see HOST and PORT"):
        require_port("198.51.100.1", port, "PORT")
