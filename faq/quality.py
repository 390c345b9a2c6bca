"""Has the knowledge become better? Two published sets answer the same messages of residents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from community.areas import Areas
from core.actor import Actor
from core.audit import AuditRow
from core.language import normalise
from faq.content import EntryContent, from_json
from faq.knowledge import Knowledge, KnownEntry, load_knowledge
from faq.matching.lexicon import Lexicon
from faq.matching.thresholds import Thresholds
from faq.models import Outcome, Question, Revision
from faq.service import decide, find

MOST_MESSAGES = 2_000
PUBLISH, RETIRE = "entry.publish", "entry.retire"


class Message(NamedTuple):
    """What was asked, and from where: the area's id, None where nobody knows."""

    text: str
    area_id: int | None


@dataclass(frozen=True)
class Change:
    """A message that is answered otherwise than before, how often it was asked, and by which
    standard question it was and is answered ('' by none)."""

    text: str
    count: int
    before: str
    after: str


class End(NamedTuple):
    """How a message ends: the outcome, and the standard question that answers it, '' by none."""

    outcome: Outcome
    question: str


@dataclass(frozen=True)
class Both:
    """A message, how often it was asked, and its end with either set."""

    message: Message
    count: int
    old: End
    new: End

    @property
    def change(self) -> Change:
        """As the report shows it."""
        return Change(self.message.text, self.count, self.old.question, self.new.question)


@dataclass(frozen=True)
class Quality:
    """How messages end with the set published then and with today's, and what has changed.

    Counts are of messages, repeated ones each time; changes have the most asked first.
    `left_out` counts messages beyond the newest 2,000 different ones.
    """

    before: Mapping[Outcome, int]
    after: Mapping[Outcome, int]
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    swapped: tuple[Change, ...]
    left_out: int

    @property
    def messages(self) -> int:
        """How many were compared."""
        return sum(self.after.values())


def compare(
    db: Session,
    *,
    since: datetime,
    areas: Areas,
    thresholds: Thresholds,
    actor: Actor,
    now: datetime,
) -> Quality:
    """What was asked since then, answered by what was published then and by what is today.

    Takes about a millisecond a message. Raises `Refused`.
    """
    actor.require("question.see")
    asked = _asked(db, since)
    kept = asked.most_common(MOST_MESSAGES)
    today = load_knowledge(db)
    then = published_at(db, since, today.index.lexicon)
    pairs = [
        Both(
            message,
            count,
            _answer(message, then, areas, thresholds, now),
            _answer(message, today, areas, thresholds, now),
        )
        for message, count in kept
    ]
    changed = [both for both in pairs if both.old.question != both.new.question]
    return Quality(
        before=_outcomes((both.old.outcome, both.count) for both in pairs),
        after=_outcomes((both.new.outcome, both.count) for both in pairs),
        gained=tuple(both.change for both in changed if not both.old.question),
        lost=tuple(both.change for both in changed if not both.new.question),
        swapped=tuple(both.change for both in changed if both.old.question and both.new.question),
        left_out=sum(asked.values()) - sum(count for _, count in kept),
    )


def published_at(db: Session, moment: datetime, lexicon: Lexicon | None = None) -> Knowledge:
    """What residents were given at that moment, as the audit log tells it; read with `lexicon`."""
    numbers: dict[int, int] = {}
    acts = select(AuditRow).where(AuditRow.action.in_((PUBLISH, RETIRE)), AuditRow.at <= moment)
    for act in db.scalars(acts.order_by(AuditRow.id)):
        entry_id = int(act.subject.removeprefix("entry:"))
        if act.action == PUBLISH:
            numbers[entry_id] = act.facts["revision"]
        else:
            numbers.pop(entry_id, None)
    entries = [
        KnownEntry(entry_id, numbers[entry_id], content, normalise(content.question))
        for entry_id, content in _contents(db, numbers).items()
    ]
    return Knowledge(entries, lexicon=lexicon)


def _contents(db: Session, numbers: Mapping[int, int]) -> dict[int, EntryContent]:
    named = tuple_(Revision.entry_id, Revision.number).in_(list(numbers.items()))
    rows = db.execute(select(Revision.entry_id, Revision.content).where(named))
    return {entry_id: from_json(content) for entry_id, content in rows}


def _asked(db: Session, since: datetime) -> Counter[Message]:
    wanted = select(Question.text, Question.area_id).where(
        Question.asked_at >= since, Question.text.is_not(None)
    )
    rows = db.execute(wanted.order_by(Question.id.desc()))
    return Counter(Message(text, area_id) for text, area_id in rows if text)


def _answer(
    message: Message, knowledge: Knowledge, areas: Areas, thresholds: Thresholds, now: datetime
) -> End:
    ranked = find(message.text, message.area_id, knowledge, areas, now, wherever=True)
    answer = decide(ranked, thresholds)
    return End(answer.outcome, answer.entry.question if answer.entry else "")


def _outcomes(counted: Iterable[tuple[Outcome, int]]) -> dict[Outcome, int]:
    found = dict.fromkeys(Outcome, 0)
    for outcome, count in counted:
        found[outcome] += count
    return found
