"""`./run manage deed`: what somebody of the office does in a story, in the words of staff.

Stories (`simulator/stories`) name deeds; played against a running product they are done by this
command, in tests by `do` itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cases.queries import NO_SUCH_CASE, find_visible
from cases.service import step
from cases.steps import NOT_BY_STAFF
from cases.workflow import RULES, Step
from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.areas import load_areas
from community.models import Area, Office, Topic
from community.setup import Setup, load_setup
from core import clock
from core.actor import OPERATOR
from core.errors import Invalid, NotFound
from faq.content import EntryContent
from faq.entries import create_entry, publish_entry
from faq.outages import OutageContent, create_outage, end_outage, list_outages

STEPS = {rule.word: rule.step for rule in RULES if rule.step not in NOT_BY_STAFF}
ANYWHERE = "全部"


@dataclass(frozen=True)
class _Deed:
    """What is to be done: the words behind the verb, what is said with it, and when."""

    words: tuple[str, ...]
    note: str
    setup: Setup
    now: datetime

    def word(self, place: int) -> str:
        """The word at a place. Raises `Invalid` when there is none."""
        if place >= len(self.words):
            raise Invalid("deed", "这件事没有写完整。")
        return self.words[place]


@click.command("deed")
@click.argument("words", nargs=-1, required=True)
@click.option("--note", default="", help="Words that go with it.")
def deed(words: tuple[str, ...], note: str) -> None:
    """Do what a story's 工作人员 does, such as: 受理 20261122-0007."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        do(db, words, note, setup=load_setup(db), now=clock.now())


def do(db: Session, words: tuple[str, ...], note: str, *, setup: Setup, now: datetime) -> None:
    """Do it as the operator; raises `Invalid`, `NotFound`, `Refused` or `Conflict`."""
    verb, rest = words[0], _Deed(words[1:], note, setup, now)
    if verb in STEPS:
        _take_step(db, STEPS[verb], rest)
    elif verb in OTHERS:
        OTHERS[verb](db, rest)
    else:
        known = "、".join([*STEPS, *OTHERS])
        raise Invalid("deed", f"不认识“{verb}”，可以写：{known}。")


def _take_step(db: Session, taken: Step, deed: _Deed) -> None:
    case = find_visible(db, OPERATOR, deed.word(0))
    if case is None:
        raise NotFound(NO_SUCH_CASE)
    moves = taken in {Step.TRANSFER, Step.ASSIST}
    step(
        db,
        case,
        taken,
        actor=OPERATOR,
        setup=deed.setup,
        now=deed.now,
        note=deed.note,
        office_id=_find(db, Office, deed.word(1)) if moves else None,
        topic_id=_find(db, Topic, deed.word(1)) if taken is Step.RECLASSIFY else None,
    )


def _publish(db: Session, deed: _Deed) -> None:
    """发布 全部 QUESTION, or the key or name of an area in the first place; the note answers."""
    content = EntryContent(" ".join(deed.words[1:]), deed.note, area_id=_where(db, deed))
    entry = create_entry(db, content, actor=OPERATOR, now=deed.now)
    publish_entry(db, entry, areas=load_areas(db), actor=OPERATOR, now=deed.now)


def _find(db: Session, table: type[Area] | type[Office] | type[Topic], named: str) -> int:
    """The id of the one row with that key or name."""
    found = list(db.scalars(select(table.id).where(or_(table.key == named, table.name == named))))
    if len(found) != 1:
        raise NotFound(f"没有“{named}”，或者不止一个：请写它的键。")
    return found[0]


def _announce(db: Session, deed: _Deed) -> None:
    """临时通知 AREA-or-全部 TOPIC HOURS; the note is what residents are told."""
    content = OutageContent(
        deed.note,
        (_find(db, Topic, deed.word(1)),),
        _where(db, deed),
        deed.now,
        deed.now + timedelta(hours=_hours(deed.word(2))),
    )
    create_outage(db, content, actor=OPERATOR, now=deed.now)


def _end_outages(db: Session, deed: _Deed) -> None:
    """结束通知 AREA-or-全部: all that is told there."""
    area_id = _where(db, deed)
    for outage in list_outages(db, actor=OPERATOR, now=deed.now):
        if outage.area_id == area_id:
            end_outage(db, outage, actor=OPERATOR, now=deed.now)


def _where(db: Session, deed: _Deed) -> int | None:
    where = deed.word(0)
    return None if where == ANYWHERE else _find(db, Area, where)


def _hours(word: str) -> int:
    if not word.isdecimal():
        raise Invalid("deed", f"“{word}”不是小时数。")
    return int(word)


OTHERS: Mapping[str, Callable[[Session, _Deed], None]] = {
    "发布": _publish,
    "临时通知": _announce,
    "结束通知": _end_outages,
}
