"""变更检查: what publishing an entry as it was last saved would change for residents, found by
asking once more what they have really asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.setup import Setup
from core.language import normalise
from faq.entries import content_of
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.thresholds import Thresholds
from faq.models import Entry, Outcome, Question
from faq.service import Answer, find, outcome_of

LOOKED_BACK = timedelta(days=90)
MOST_ASKED = 5_000
Progress = Callable[[int], None]


class Asked(NamedTuple):
    """One writing from one area, and how often it came."""

    text: str
    area_id: int | None
    times: int


@dataclass(frozen=True)
class Difference:
    """What was asked, how often, and what it leads to before and after: a standard question, a
    choice of several, or '' for nothing."""

    text: str
    times: int
    before: str
    after: str


@dataclass
class Checked:
    """What the change gains, loses and swaps; `replayed` writings were looked at.

    `is_real` False: nobody has asked anything yet, so the phrasings of all entries were taken.
    """

    replayed: int = 0
    is_real: bool = True
    gained: list[Difference] = field(default_factory=list)
    lost: list[Difference] = field(default_factory=list)
    swapped: list[Difference] = field(default_factory=list)


def asked_of_late(db: Session, *, now: datetime) -> list[Asked]:
    """What residents asked in the last 90 days, each writing once an area, at most 5,000, those
    asked most first."""
    rows = db.execute(
        select(Question.text, Question.area_id)
        .where(Question.text.is_not(None), Question.asked_at > now - LOOKED_BACK)
        .order_by(Question.id.desc())
        .limit(MOST_ASKED * 10)
    )
    found: dict[tuple[str, int | None], Counter[str]] = {}
    for text, area_id in rows:
        found.setdefault((normalise(text or ""), area_id), Counter())[text or ""] += 1
    asked = [
        Asked(writings.most_common(1)[0][0], area_id, writings.total())
        for (plain, area_id), writings in found.items()
        if plain
    ]
    return sorted(asked, key=lambda one: -one.times)[:MOST_ASKED]


def phrasings_of(knowledge: Knowledge) -> list[Asked]:
    """The entries' own words, for a desk that nobody has asked anything yet."""
    entries = knowledge.entries.values()
    texts = [Asked(text, one.area_id, 1) for one in entries for text in one.content.texts]
    return texts[:MOST_ASKED]


def with_change(knowledge: Knowledge, entry: Entry) -> Knowledge:
    """The knowledge as it would be with the entry published as it was last saved."""
    content = content_of(entry)
    known = KnownEntry(entry.id, entry.version, content, normalise(content.question))
    index = copy(knowledge.index)
    index.replace(str(entry.id), content.texts)
    return Knowledge({**knowledge.entries, entry.id: known}.values(), index)


def check_change(
    asked: Iterable[Asked],
    entry_id: int,
    before: Knowledge,
    after: Knowledge,
    *,
    setup: Setup,
    thresholds: Thresholds,
    now: datetime,
    tell: Progress = lambda _: None,
) -> Checked:
    """What differs between the two for what was asked. Only what has the entry among its
    candidates on either side is matched as a whole. All else can only change as far as words
    tell more or less when another entry has them, too; when all confidences are measured anew,
    everything is looked at."""
    every, checked = list(asked), Checked()
    is_measured_anew = before.index.scale != after.index.scale
    for place, one in enumerate(every):
        if place % 100 == 0:
            tell(place * 100 // max(1, len(every)))
        checked.replayed += 1
        is_near = is_measured_anew or any(
            _is_near(one.text, entry_id, side) for side in (before, after)
        )
        if not is_near:
            continue
        compare(one, before, after, checked, setup=setup, thresholds=thresholds, now=now)
    return checked


def compare(
    one: Asked,
    before: Knowledge,
    after: Knowledge,
    checked: Checked,
    *,
    setup: Setup,
    thresholds: Thresholds,
    now: datetime,
) -> None:
    """Add what differs for this writing, if anything does."""
    answers = [
        outcome_of(
            one.text,
            find(one.text, one.area_id, side, setup.areas, now, wherever=one.area_id is None),
            side,
            thresholds,
        )
        for side in (before, after)
    ]
    kind = _kind_of(*answers)
    if kind:
        told = Difference(one.text, one.times, _told(answers[0]), _told(answers[1]))
        getattr(checked, kind).append(told)


_RANK: Mapping[Outcome, int] = {Outcome.MISSED: 0, Outcome.SUGGESTED: 1, Outcome.ANSWERED: 2}


def _kind_of(before: Answer, after: Answer) -> str:
    """gained, lost, swapped, or '' where the resident notices nothing."""
    rise = _RANK[after.outcome] - _RANK[before.outcome]
    if rise:
        return "gained" if rise > 0 else "lost"
    own, other = before.entry, after.entry
    return "swapped" if own and other and own.id != other.id else ""


def _told(answer: Answer) -> str:
    if answer.entry:
        return answer.entry.question
    return " / ".join(entry.question for entry in answer.suggestions)


def _is_near(text: str, entry_id: int, knowledge: Knowledge) -> bool:
    """Whether the entry may come to these words, or stands in for one that does: of entries with
    the same standard question the nearest area's is given."""
    entry = knowledge.entries.get(entry_id)
    same = knowledge.same_question(entry) if entry else []
    among = frozenset(str(number) for number in {entry_id, *(other.id for other in same)})
    return bool(knowledge.index.match(text, limit=1, among=among))
