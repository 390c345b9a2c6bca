"""`./run manage faq quality`: what a week's work on the knowledge has brought."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import click

from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.areas import load_areas
from core import clock
from core.actor import OPERATOR
from faq.matching.thresholds import thresholds
from faq.models import Outcome
from faq.quality import Change, Quality, compare

MOST_LINES = 20


@click.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 180))
def quality(days: int) -> None:
    """Ask the messages of the last DAYS of what was published then and of what is now.

    Prints how they end with either, and which are answered now, no more, or by another entry.
    """
    settings = own_settings()
    require_schema(settings)
    now = clock.now()
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        found = compare(
            db,
            since=now - timedelta(days=days),
            areas=load_areas(db),
            thresholds=thresholds(settings.answer_error_target),
            actor=OPERATOR,
            now=now,
        )
    for line in lines_of(found):
        click.echo(line)


def lines_of(found: Quality) -> Iterator[str]:
    """The report, line by line."""
    yield f"Messages compared: {found.messages}; left out: {found.left_out}."
    for outcome in Outcome:
        before, after = found.before[outcome], found.after[outcome]
        yield f"{outcome:<10} {_share(before, found):>7} → {_share(after, found):>7}"
    yield from _changes("Answered now", found.gained)
    yield from _changes("Answered no more", found.lost)
    yield from _changes("Answered by another entry", found.swapped)


def _share(count: int, found: Quality) -> str:
    return f"{count / found.messages:.1%}" if found.messages else "–"


def _changes(head: str, changes: Iterable[Change]) -> Iterator[str]:
    own = list(changes)
    yield f"{head}: {len(own)}"
    for one in own[:MOST_LINES]:
        ways = " → ".join(way or "–" for way in (one.before, one.after))
        yield f"  {one.count} × {one.text}  ({ways})"
