"""`./run bench console`: the FAQ desk with much in it; README.md says what the figures mean."""

import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median

import click
from sqlalchemy import func, select

from benchmarks.console.browser import Browser, Wrong
from benchmarks.console.setting import Setting, running
from core.database import Sessions
from core.language import normalise
from faq.models import Question
from worker.misses import group

LIST_GOAL_MS, LIVE_GOAL_S, GROUP_GOAL_S = 150, 1.0, 2.0
PAGES = {
    "list, first page": "/entries/",
    "list, page 100": "/entries/?page=100",
    "search, two characters": "/entries/?words=收费",
    "search, a phrasing": "/entries/?words=我想问问 找谁",
    "search, nothing found": "/entries/?words=没有这样的话",
    "list, one category": "/entries/?category=分类7",
    "misses": "/misses/?days=180",
}
NEW = "第{}期养龟协会怎么报名"


@click.command()
@click.option("--entries", default=5_000, type=click.IntRange(1), show_default=True)
@click.option("--misses", default=20_000, type=click.IntRange(1), show_default=True)
@click.option("--rounds", default=15, type=click.IntRange(3), show_default=True)
def main(entries: int, misses: int, rounds: int) -> None:
    """List and search, publishing in four processes, grouping in the worker."""
    with (
        tempfile.TemporaryDirectory(prefix="linli-bench-") as folder,
        running(Path(folder), entries, misses) as setting,
    ):
        parts = (
            _grouping(setting.sessions),
            _pages(Browser(setting.desks[0].url, setting.cookie), rounds),
            _live(setting),
        )
        for line in chain.from_iterable(parts):
            click.echo(line)


def _grouping(sessions: Sessions) -> Iterator[str]:
    """From nothing, as after an upgrade; then once more, with nothing new."""
    with sessions() as db:
        texts = list(db.scalars(select(Question.text)))
    yield f"{len(texts)} misses, {len({normalise(text or '') for text in texts})} writings"
    for what in ("grouping, all new", "grouping, nothing new"):
        began, spent = time.perf_counter(), time.process_time()
        group(sessions, {}, lambda _: None)
        took, used = time.perf_counter() - began, time.process_time() - spent
        yield f"{_line(what, took, 's', GROUP_GOAL_S)}   (CPU of the worker {used:.2f})"
    with sessions() as db:
        yield f"groups: {db.scalar(select(func.count(func.distinct(Question.group_id))))}"


def _pages(browser: Browser, rounds: int) -> Iterator[str]:
    for what, path in PAGES.items():
        browser.get(path)
        took = sorted(browser.get(path)[1] for _ in range(rounds))
        goal = LIST_GOAL_MS if path.startswith("/entries/") else None
        yield f"{_line(what, median(took), 'ms', goal)}   (longest {took[-1]:.0f})"


def _live(setting: Setting) -> Iterator[str]:
    """How long after the editor's click each process answers from what was published."""
    browsers = [Browser(desk.url, setting.cookie) for desk in setting.desks]
    for browser in browsers:
        browser.get("/try?words=楼道灯坏了找谁")
    took = []
    for number in range(5):
        question, answer = NEW.format(number), f"第{number}期周一报名。"
        browsers[0].post("/entries/new", question=question, answer=answer, act="publish")
        published = time.perf_counter()
        for browser in browsers:
            while answer not in browser.get(f"/try?words={question}")[0]:
                if time.perf_counter() > published + 30:
                    raise Wrong("What was published did not become live.")
        took.append(time.perf_counter() - published)
    line = _line("live in four processes", median(took), "s", LIVE_GOAL_S)
    yield f"{line}   (longest {max(took):.2f})"


def _line(what: str, value: float, unit: str, goal: float | None) -> str:
    line = f"{what:28}{value:9.{2 if unit == 's' else 0}f} {unit:2}"
    return (
        line if goal is None else f"{line}  goal < {goal:g}: {'met' if value < goal else 'MISSED'}"
    )


if __name__ == "__main__":
    try:
        main()
    except Wrong as error:
        sys.exit(str(error))
