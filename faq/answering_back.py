"""答复问过的人: who asked what nothing answered, is told once when the entry for it holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, literal, select
from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from community.setup import Setup
from community.texts import ask as texts
from faq.content import fill
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.thresholds import Thresholds
from faq.models import Entry, Question, Settled
from faq.service import depends_on_area, find
from notices.models import Notice, NoticeState
from notices.service import queue

ASKED_WITHIN = timedelta(hours=48)
# Asked again in other words and answered: so soon afterwards it was the same he wanted to know.
REPHRASED_WITHIN = timedelta(minutes=10)
KIND = "answer"
LONGEST_QUOTE = 30

# Whether this resident has opened a case from this question of his.
HasCase = Callable[[Session, Question], bool]


@dataclass(frozen=True)
class Told:
    """How many residents have been told of an entry, wait to be told, and can't be reached."""

    sent: int = 0
    waiting: int = 0
    unreachable: int = 0


def answer_back(
    db: Session,
    *,
    knowledge: Knowledge,
    setup: Setup,
    thresholds: Thresholds,
    has_case: HasCase,
    now: datetime,
    limit: int = 50,
) -> int:
    """Queue a notice for everybody who can be told now; returns how many.

    Told are those whose own words, asked today, would lead to the entry first: a group of like
    questions may hold one that means something else.
    """
    told = 0
    for question, cause in _waiting(db, now, knowledge):
        entry = knowledge.entries[question.settled_entry_id or 0]
        if told == limit:
            break
        if not _leads_to(entry, question, knowledge, setup, thresholds, now):
            continue
        if has_case(db, question):
            continue
        told += queue(
            db,
            resident_id=question.resident_id or 0,
            cause=cause,
            kind=KIND,
            text=_words(entry, question, knowledge, setup),
            now=now,
        )
    return told


def count_told(db: Session, entry: Entry) -> Told:
    """How the telling of the entry stands."""
    rows = db.execute(
        select(Notice.state, Resident.follows, Resident.erased_at, Contact.unreachable)
        .join(Resident, Resident.id == Notice.resident_id)
        .outerjoin(Contact, Contact.resident_id == Resident.id)
        .where(Notice.cause == cause_of(entry.public_id))
    )
    sent = waiting = unreachable = 0
    for state, follows, erased_at, trouble in rows:
        if state == NoticeState.SENT:
            sent += 1
        elif state == NoticeState.GIVEN_UP or not follows or erased_at or trouble:
            unreachable += 1
        else:
            waiting += 1
    return Told(sent, waiting, unreachable)


def count_asked(db: Session, entry: Entry, *, now: datetime) -> int:
    """How many residents still wait for the entry's answer, those told left out."""
    own = _asked(now).where(Question.settled_entry_id == entry.id)
    return len({question.resident_id for question, _ in _unanswered(db, own, now)})


def cause_of(public_id: str) -> str:
    """What makes the telling of an entry one event for each resident."""
    return f"{KIND}:{public_id}"


def _waiting(db: Session, now: datetime, knowledge: Knowledge) -> Iterable[tuple[Question, str]]:
    """Each resident's newest question for each published entry."""
    newest: dict[tuple[int | None, int | None], tuple[Question, str]] = {}
    for question, public_id in _unanswered(db, _asked(now), now):
        if question.settled_entry_id in knowledge.entries:
            key = question.resident_id, question.settled_entry_id
            newest[key] = question, cause_of(public_id)
    return newest.values()


def _asked(now: datetime) -> Select[Question, str]:
    """Questions taken up by an entry, whose resident was not told, oldest first."""
    told = exists().where(
        Notice.resident_id == Question.resident_id,
        Notice.cause == literal(f"{KIND}:").concat(Entry.public_id),
    )
    return (
        select(Question, Entry.public_id)
        .join(Entry, Entry.id == Question.settled_entry_id)
        .where(
            Question.settled.in_((Settled.PHRASING, Settled.ENTRY)),
            Question.entry_id.is_(None),
            Question.text.is_not(None),
            Question.resident_id.is_not(None),
            Question.asked_at > now - ASKED_WITHIN,
            ~told,
        )
        .order_by(Question.id)
    )


def _unanswered(
    db: Session, asked: Select[Question, str], now: datetime
) -> list[tuple[Question, str]]:
    """Those of them whose resident was not answered since."""
    rows = [(question, public_id) for question, public_id in db.execute(asked)]
    residents = {question.resident_id for question, _ in rows}
    answers: dict[int | None, list[Question]] = {}
    since = Question.asked_at > now - ASKED_WITHIN, Question.entry_id.is_not(None)
    for row in db.scalars(select(Question).where(Question.resident_id.in_(residents), *since)):
        answers.setdefault(row.resident_id, []).append(row)
    return [
        (question, public_id)
        for question, public_id in rows
        if not _is_answered(question, answers.get(question.resident_id, []))
    ]


def _is_answered(question: Question, answers: Iterable[Question]) -> bool:
    """Whether one of the answers came later and was the entry's, or came so soon that it was to
    the same in other words."""
    soon = question.asked_at + REPHRASED_WITHIN
    later = (answer for answer in answers if answer.id > question.id)
    return any(
        answer.entry_id == question.settled_entry_id or answer.asked_at < soon for answer in later
    )


def _leads_to(
    entry: KnownEntry,
    question: Question,
    knowledge: Knowledge,
    setup: Setup,
    thresholds: Thresholds,
    now: datetime,
) -> bool:
    area_id = question.area_id
    found = find(
        question.text or "", area_id, knowledge, setup.areas, now, wherever=area_id is None
    )
    return bool(found) and found[0].entry == entry and found[0].confidence >= thresholds.suggest


def _words(entry: KnownEntry, question: Question, knowledge: Knowledge, setup: Setup) -> str:
    asked = " ".join((question.text or "").split())
    quote = asked if len(asked) <= LONGEST_QUOTE else asked[:LONGEST_QUOTE] + "…"
    values = setup.areas.placeholders(question.area_id)
    if question.area_id is None and depends_on_area(entry, knowledge, values):
        return setup.texts.say(texts.ASK_AGAIN, question=quote)
    said = setup.texts.say(texts.ANSWERED_BACK, question=quote)
    return f"{said}\n{fill(entry.content.answer, values)}"
