"""未命中: what residents asked that nothing answered, by meaning."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from community.areas import Areas
from core.actor import Actor
from core.errors import NotFound
from core.language import normalise
from faq.grouping import group_texts
from faq.knowledge import Knowledge
from faq.models import Question, Settled
from faq.ranking import Ranked

SEE = "question.see"
MOST_QUESTIONS = 5_000
MOST_WRITINGS = 500
MOST_NEAR = 3


@dataclass(frozen=True)
class Miss:
    """Questions of one meaning that nothing answered.

    `texts`: each writing once, the most frequent first; `questions`: their public ids, oldest
    first; `areas`: how many came from which area's id, None where nobody knows; `near`: published
    entries that come closest, best first, at most three.
    """

    texts: tuple[str, ...]
    questions: tuple[str, ...]
    areas: Mapping[int | None, int]
    first_at: datetime
    last_at: datetime
    near: tuple[Ranked, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)


class Misses(NamedTuple):
    """The groups, the most frequent first; `left_out` counts questions that were too many."""

    groups: tuple[Miss, ...]
    left_out: int


def list_misses(
    db: Session,
    *,
    since: datetime,
    knowledge: Knowledge,
    areas: Areas,
    actor: Actor,
    settled: Settled | None = None,
) -> Misses:
    """What was asked since then and is still open, or was `settled` that way.

    Only from areas that the actor may see; who sees none gets `Refused`. What is asked again
    after its group was ignored is ignored as well. Takes up to a second when 500 different
    questions are open.
    """
    if not any(right.name in ("question.see", "*") for right in actor.rights):
        actor.require("question.see")
    rows = [row for row in _unanswered(db, since, settled) if _may(actor, row.area_id, areas)]
    writings: dict[str, list[Question]] = {}
    for row in rows:
        writings.setdefault(normalise(row.text or ""), []).append(row)
    writings.pop("", None)
    ordered = sorted(writings.values(), key=lambda own: (-len(own), own[0].id))
    kept = ordered[:MOST_WRITINGS]
    groups = group_texts([own[0].text or "" for own in kept])
    members = [[row for place in group for row in kept[place]] for group in groups]
    found = [_miss(rows, knowledge) for rows in members if _state(rows) == settled]
    found.sort(key=lambda miss: (-miss.count, miss.first_at))
    return Misses(tuple(found), sum(map(len, ordered[MOST_WRITINGS:])))


def count_open(db: Session, *, since: datetime, areas: Areas, actor: Actor) -> int:
    """How often since then something was asked, where the actor may see it, that nothing answered
    and nobody has seen to."""
    wanted = Question.entry_id.is_(None), Question.text.is_not(None), Question.settled.is_(None)
    rows = db.execute(
        select(Question.area_id, func.count())
        .where(*wanted, Question.asked_at >= since)
        .group_by(Question.area_id)
    )
    return sum(count for area_id, count in rows if _may(actor, area_id, areas))


def get_questions(
    db: Session, public_ids: Collection[str], *, areas: Areas, actor: Actor
) -> list[Question]:
    """The questions of a group as its page names them; raises `NotFound` or `Refused`."""
    found = select(Question).where(Question.public_id.in_(public_ids)).order_by(Question.id)
    rows = list(db.scalars(found))
    if not rows or len(rows) != len(set(public_ids)):
        raise NotFound("没有这些问题。")
    for row in rows:
        actor.require("question.see", area=areas.path_of(row.area_id))
    return rows


def settled_with(db: Session, question: Question) -> list[Question]:
    """The questions that were settled in one act with this one, itself included."""
    together = select(Question).where(
        Question.settled == question.settled,
        Question.settled_at == question.settled_at,
        Question.settled_entry_id.is_not_distinct_from(question.settled_entry_id),
    )
    return list(db.scalars(together.order_by(Question.id))) if question.settled else []


def _unanswered(db: Session, since: datetime, settled: Settled | None) -> list[Question]:
    """The newest questions without an answer, oldest first."""
    # What is open and what is ignored are told apart by group, so both are read for either.
    by_group = or_(Question.settled.is_(None), Question.settled == Settled.IGNORED)
    wanted = select(Question).where(
        Question.entry_id.is_(None),
        Question.text.is_not(None),
        Question.asked_at >= since,
        by_group if settled in (None, Settled.IGNORED) else Question.settled == settled,
    )
    newest = db.scalars(wanted.order_by(Question.id.desc()).limit(MOST_QUESTIONS)).all()
    return list(reversed(newest))


def _miss(rows: Sequence[Question], knowledge: Knowledge) -> Miss:
    ordered = sorted(rows, key=lambda row: row.id)
    texts = Counter(row.text or "" for row in ordered)
    return Miss(
        texts=tuple(text for text, _ in texts.most_common()),
        questions=tuple(row.public_id for row in ordered),
        areas=Counter(row.area_id for row in ordered),
        first_at=ordered[0].asked_at,
        last_at=ordered[-1].asked_at,
        near=_near(rows[0].text or "", knowledge),
    )


def _near(text: str, knowledge: Knowledge) -> tuple[Ranked, ...]:
    found = knowledge.index.match(text, limit=MOST_NEAR)
    return tuple(Ranked(knowledge.entries[int(one.entry_id)], one.confidence) for one in found)


def _state(rows: Sequence[Question]) -> Settled | None:
    """Ignored if any of them is; else all of them are the same."""
    states = {row.settled for row in rows}
    return Settled.IGNORED if Settled.IGNORED in states else states.pop()


def _may(actor: Actor, area_id: int | None, areas: Areas) -> bool:
    return actor.may("question.see", area=areas.path_of(area_id))
