"""What came out, as a table to read. Pure."""

from collections.abc import Sequence
from statistics import median

from benchmarks.webhook.measure import PACE, Run

RATIO_GOAL, P99_GOAL_MS = 0.08, 250


def table(desk: Sequence[Run], echo: Sequence[Run], calm: Run, besieged: Run) -> str:
    """The medians of the runs in turn; `calm` is the desk at a pace, `besieged`
    the same while a hundred guess passwords."""
    ours, theirs = (median(run.per_second for run in runs) for runs in (desk, echo))
    ratio = ours / theirs
    lines = [
        f"{'':34}{'desk':>10}{'echo':>10}",
        f"{'messages a second':34}{ours:10.0f}{theirs:10.0f}",
        f"{'  lowest and highest round':34}{_range(desk):>10}{_range(echo):>10}",
        f"{'p99 in a closed loop, ms':34}{_p99(desk):10.1f}{_p99(echo):10.1f}",
        "",
        f"ratio desk / echo{ratio:27.3f}   goal {RATIO_GOAL}: {_met(ratio >= RATIO_GOAL)}",
        _paced(f"p99 at {PACE:.0f} a second, ms", calm),
        _paced("  the same during guesses, ms", besieged),
        "",
        "CPU milliseconds a message",
    ]
    for name in ("desk", "postgresql", "valkey"):
        lines.append(f"  {name:32}{1000 * _cpu(desk, name):10.3f}")
    lines.append(f"  {'echo':32}{'':10}{1000 * _cpu(echo, 'echo'):10.3f}")
    lines.append("  of the desk's, by stage")
    stages = sorted({name for run in desk for name in run.stages})
    for name in stages:
        share = median(run.stages.get(name, 0.0) for run in desk)
        lines.append(f"    {name:30}{1000 * share:10.3f}")
    return "\n".join(lines)


def _cpu(runs: Sequence[Run], name: str) -> float:
    return median(run.cpu[name] for run in runs)


def _p99(runs: Sequence[Run]) -> float:
    return median(run.p99_ms for run in runs)


def _range(runs: Sequence[Run]) -> str:
    speeds = [run.per_second for run in runs]
    return f"{min(speeds):.0f}–{max(speeds):.0f}"


def _met(holds: bool) -> str:
    return "met" if holds else "MISSED"


def _paced(what: str, run: Run) -> str:
    met = _met(run.p99_ms < P99_GOAL_MS)
    return f"{what:34}{run.p99_ms:10.1f}   goal < {P99_GOAL_MS}: {met}   (p50 {run.p50_ms:.1f})"
