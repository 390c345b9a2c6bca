"""未命中: what residents asked that nothing answered, by meaning."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from community.areas import Areas
from core.actor import Actor
from core.errors import Conflict, NotFound
from core.language import normalise
from faq.knowledge import Knowledge
from faq.models import Question, Settled
from faq.ranking import Ranked
from faq.regrouping import SAYS_NOTHING, unsettled

SEE = "question.see"
A_PAGE = 10
MOST_NEAR = 3
MOST_TEXTS = 200

# What belongs together: by meaning, or what one act of an editor's has settled.
_BY_MEANING: tuple[Any, ...] = (func.coalesce(Question.group_id, Question.id),)
_BY_ACT: tuple[Any, ...] = (
    Question.settled_at,
    Question.settled_entry_id,
    Question.settled_topic_id,
)
_Key = tuple[Any, ...]


@dataclass(frozen=True)
class Miss:
    """Questions of one meaning that nothing answered.

    `id` is the public id of the oldest (ignored) one; `texts`: each writing once, the most
    frequent first, at most 200; `areas`: how many came from which area's id, None where nobody
    knows; `near`: published entries that come closest, best first, at most three.
    """

    id: str
    texts: tuple[str, ...]
    areas: Mapping[int | None, int]
    first_at: datetime
    last_at: datetime
    near: tuple[Ranked, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(self.areas.values())


class Misses(NamedTuple):
    """One page of the groups, the most frequent first, and how many there are in all."""

    groups: tuple[Miss, ...]
    total: int


@dataclass
class _Sum:
    """What a group's rows add up to, as far as the actor may see them."""

    areas: Counter[int | None] = field(default_factory=Counter)
    first_id: int = 0
    times: list[datetime] = field(default_factory=list)
    ignored_ids: list[int] = field(default_factory=list)

    @property
    def named_by(self) -> int:
        """The id of its oldest question, of those ignored where some are: undoing begins there."""
        return min(self.ignored_ids, default=self.first_id)


def list_misses(
    db: Session,
    *,
    since: datetime,
    knowledge: Knowledge,
    areas: Areas,
    actor: Actor,
    settled: Settled | None = None,
    page: int = 1,
) -> Misses:
    """What was asked since then and is still open, or was `settled` that way, `A_PAGE` groups to
    a page, counted from 1.

    Only from areas that the actor may see; who sees none gets `Refused`. What is asked again
    after its group was ignored is ignored as well. What the worker has not compared yet stands by
    itself.
    """
    if not actor.may_somewhere(SEE):
        actor.require(SEE)
    sums = _sums(db, since, areas, actor, settled)
    ordered = sorted(sums.items(), key=lambda one: (-one[1].areas.total(), one[1].first_id))
    shown = dict(ordered[(page - 1) * A_PAGE : page * A_PAGE])
    texts = _texts(db, since, settled, shown, areas, actor)
    names = _names(db, [own.named_by for own in shown.values()])
    groups = [
        Miss(
            id=names[own.named_by],
            texts=texts[key],
            areas=own.areas,
            first_at=min(own.times),
            last_at=max(own.times),
            near=() if settled else _near(texts[key][0], knowledge),
        )
        for key, own in shown.items()
        if normalise(texts[key][0])
    ]
    return Misses(tuple(groups), len(sums))


def count_open(db: Session, *, since: datetime, areas: Areas, actor: Actor) -> int:
    """How often since then something was asked, where the actor may see it, that nothing answered
    and nobody has seen to."""
    return sum(own.areas.total() for own in _sums(db, since, areas, actor, None).values())


def get_group(
    db: Session, public_id: str, *, since: datetime, until: datetime, areas: Areas, actor: Actor
) -> list[Question]:
    """The open questions that ask the same as that one, asked from `since` to `until`, oldest
    first: what an editor saw on her page. Raises `NotFound`, `Refused`, and `Conflict` when
    nothing of it is open any more."""
    (first,) = get_questions(db, [public_id], areas=areas, actor=actor)
    own = _BY_MEANING[0] == (first.id if first.group_id is None else first.group_id)
    wanted = own, Question.settled.is_(None), *_within(since, None), Question.asked_at <= until
    rows = db.scalars(select(Question).where(*wanted).order_by(Question.id))
    found = [row for row in rows if _may(actor, row.area_id, areas)]
    if not found:
        raise Conflict("这些问题已经处理过了，请刷新后再看。")
    return found


def get_questions(
    db: Session, public_ids: Collection[str], *, areas: Areas, actor: Actor
) -> list[Question]:
    """The questions of these ids; raises `NotFound` or `Refused`."""
    found = select(Question).where(Question.public_id.in_(public_ids)).order_by(Question.id)
    rows = list(db.scalars(found))
    if not rows or len(rows) != len(set(public_ids)):
        raise NotFound("没有这些问题。")
    for row in rows:
        actor.require(SEE, area=areas.path_of(row.area_id))
    return rows


def settled_with(db: Session, question: Question) -> list[Question]:
    """The questions that were settled in one act with this one, itself included."""
    same = [column.is_not_distinct_from(getattr(question, column.key)) for column in _BY_ACT]
    together = select(Question).where(Question.settled == question.settled, *same)
    return list(db.scalars(together.order_by(Question.id))) if question.settled else []


def _within(since: datetime, settled: Settled | None) -> list[ColumnElement[bool]]:
    """The conditions on `Question` of one tab."""
    # What is open and what is ignored are told apart by group, so both are read for either.
    by_group = settled in (None, Settled.IGNORED)
    own = unsettled() if by_group else (Question.settled == settled) & Question.text.is_not(None)
    speaks = or_(Question.group_id.is_(None), Question.group_id != SAYS_NOTHING)
    return [own, speaks, Question.entry_id.is_(None), Question.asked_at >= since]


def _sums(
    db: Session, since: datetime, areas: Areas, actor: Actor, settled: Settled | None
) -> dict[_Key, _Sum]:
    key = _key_of(settled)
    ignored_id = case((Question.settled == Settled.IGNORED, Question.id))
    rows = db.execute(
        select(
            *(func.count(), func.min(Question.id)),
            *(func.min(Question.asked_at), func.max(Question.asked_at)),
            func.min(ignored_id),
            *(Question.area_id, *key),
        )
        .where(*_within(since, settled))
        .group_by(Question.area_id, *key)
    )
    sums: dict[_Key, _Sum] = {}
    for count, first_id, first_at, last_at, ignored_id, area_id, *key_of_row in rows:
        if _may(actor, area_id, areas):
            own = sums.setdefault(tuple(key_of_row), _Sum(first_id=first_id))
            own.areas[area_id] += count
            own.first_id = min(own.first_id, first_id)
            own.times += first_at, last_at
            own.ignored_ids += [ignored_id] if ignored_id else []
    wants_ignored = settled is Settled.IGNORED
    is_by_group = settled is None or wants_ignored
    return {
        key: own
        for key, own in sums.items()
        if not is_by_group or bool(own.ignored_ids) == wants_ignored
    }


def _key_of(settled: Settled | None) -> tuple[Any, ...]:
    return _BY_MEANING if settled in (None, Settled.IGNORED) else _BY_ACT


def _texts(
    db: Session,
    since: datetime,
    settled: Settled | None,
    shown: Mapping[_Key, _Sum],
    areas: Areas,
    actor: Actor,
) -> dict[_Key, tuple[str, ...]]:
    """The writings of the groups, each group's most frequent first."""
    key = _key_of(settled)
    wanted = _within(since, settled)
    if len(key) == 1:
        wanted.append(key[0].in_([own for (own,) in shown]))
    else:
        wanted.append(Question.settled_at.in_({own[0] for own in shown}))
    counts = func.count(), func.min(Question.id)
    rows = db.execute(
        select(Question.text, Question.area_id, *counts, *key)
        .where(*wanted)
        .group_by(Question.text, Question.area_id, *key)
    )
    found: dict[_Key, dict[str, tuple[int, int]]] = {own: {} for own in shown}
    for text, area_id, count, first_id, *key_of_row in rows:
        own = found.get(tuple(key_of_row))
        if own is not None and _may(actor, area_id, areas):
            more, first = own.get(text, (0, first_id))
            own[text] = more + count, min(first, first_id)
    return {
        own: tuple(sorted(texts, key=lambda text: (-texts[text][0], texts[text][1])))[:MOST_TEXTS]
        for own, texts in found.items()
    }


def _names(db: Session, ids: Sequence[int]) -> dict[int, str]:
    rows = db.execute(select(Question.id, Question.public_id).where(Question.id.in_(ids)))
    return {row.id: row.public_id for row in rows}


def _near(text: str, knowledge: Knowledge) -> tuple[Ranked, ...]:
    found = knowledge.index.match(text, limit=MOST_NEAR)
    return tuple(Ranked(knowledge.entries[int(one.entry_id)], one.confidence) for one in found)


def _may(actor: Actor, area_id: int | None, areas: Areas) -> bool:
    return actor.may(SEE, area=areas.path_of(area_id))
