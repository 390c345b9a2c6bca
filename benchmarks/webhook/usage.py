"""CPU that processes have used, as Linux counts it in /proc."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.processes import children_of

_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _CHILDREN_SYSTEM = 11, 15  # utime, stime, cutime, cstime after the name; see proc(5)


def cpu_of(pid: int) -> float:
    """CPU seconds of the process and all under it, those that have ended included."""
    return _own(pid) + sum(cpu_of(child) for child in children_of(pid))


def parent_of(pid: int) -> int:
    """The id of the process that started it."""
    return int(_fields(pid)[1])


def spent(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """What was added to each count."""
    return {name: count - before.get(name, 0.0) for name, count in after.items()}


def _own(pid: int) -> float:
    try:
        return sum(map(int, _fields(pid)[_USER : _CHILDREN_SYSTEM + 1])) / _TICKS
    except OSError:
        return 0.0


def _fields(pid: int) -> list[str]:
    stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    return stat.rpartition(")")[2].split()
