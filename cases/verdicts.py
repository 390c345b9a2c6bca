"""What the resident says of the result, and what becomes of cases about which nobody says more."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.additions import begin
from cases.events import append_event, lock
from cases.models import Case, CaseEvent, CaseState
from cases.moves import MOST_CHARACTERS, start_again, take
from cases.queries import REOPEN_WITHIN
from cases.scope import require_visible
from cases.workflow import SOLVED, UNSOLVED, Step, rule_for
from community.setup import Setup
from core.actor import SYSTEM, Actor
from core.errors import Conflict, Invalid, Refused


def judge(
    db: Session,
    case: Case,
    *,
    solved: bool,
    words: str = "",
    actor: Actor,
    setup: Setup,
    now: datetime,
) -> CaseEvent:
    """已解决 or 没解决, kept apart from the office's own word.

    没解决 within 7 days of the result reopens the case, with a new clock. Raises `Conflict` later
    than that, or when there is no result to judge.
    """
    rule = begin(db, case, Step.JUDGE, actor=actor, setup=setup)
    if not solved and not can_reopen(case, now):
        raise Conflict("这件工单已经办结归档，请重新登记。")
    case.verdict, case.verdict_at = SOLVED if solved else UNSOLVED, now
    facts = {"verdict": case.verdict}
    said = words.strip()[:MOST_CHARACTERS]
    event = take(db, case, rule, actor=actor, setup=setup, now=now, words=said, facts=facts)
    if solved:
        return event
    again = rule_for(Step.REOPEN, case.state)
    return take(
        db, case, again, actor=actor, setup=setup, now=now, facts=start_again(case, setup, now)
    )


def rate(db: Session, case: Case, stars: int, *, actor: Actor, now: datetime) -> CaseEvent:
    """5 非常满意 … 1 非常不满意; the last one counts. Raises `Invalid`, `NotFound`, `Conflict`."""
    if actor.kind != "resident":
        raise Refused()
    if not 1 <= stars <= 5:
        raise Invalid("stars", "请回复 1 到 5 的数字。")
    lock(db, case)
    require_visible(db, case, actor)
    rule = rule_for(Step.RATE, case.state)
    case.rating = stars
    case.version += 1
    return append_event(db, case, rule.step, actor=actor, now=now, facts={"rating": stars})


def close_due(db: Session, *, setup: Setup, now: datetime, limit: int = 50) -> int:
    """归档 cases resolved so long ago that they can't be reopened; commit after each call."""
    due = (
        select(Case)
        .where(Case.state == CaseState.RESOLVED, Case.resolved_at <= now - REOPEN_WITHIN)
        .order_by(Case.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    closing = list(db.scalars(due))
    for case in closing:
        rule = rule_for(Step.CLOSE, case.state)
        take(db, case, rule, actor=SYSTEM, setup=setup, now=now)
    return len(closing)


def can_reopen(case: Case, now: datetime) -> bool:
    """Whether the resident may still say that it is not solved."""
    return (
        case.state == CaseState.RESOLVED
        and case.resolved_at is not None
        and now < case.resolved_at + REOPEN_WITHIN
    )
