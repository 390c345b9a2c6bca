"""What a resident does with an open case: add, answer, urge, withdraw."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases import clocks
from cases.events import lock
from cases.models import Case, CaseEvent, CaseReporter, CaseState
from cases.moves import MOST_CHARACTERS, take
from cases.scope import require_right, require_visible
from cases.workflow import Rule, Step, rule_for
from community.setup import Setup
from core.actor import Actor
from core.clock import day_of
from core.errors import Conflict, Invalid

REGRETTED_WITHIN = timedelta(days=1)


def add_words(
    db: Session, case: Case, words: str, *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """补充: more words to an open case. Raises `Conflict` when it is over, `Invalid` for none."""
    rule = begin(db, case, Step.ADD, actor=actor, setup=setup)
    return _said(db, case, rule, words, actor, setup, now)


def call_off_urgency(
    db: Session, case: Case, words: str, *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """The case is as urgent as its topic is, with the time that such cases have, counted from its
    opening. Raises `Conflict` once somebody works on it, or where the topic is urgent by itself."""
    rule = begin(db, case, Step.ADD, actor=actor, setup=setup)
    terms = clocks.terms_of(setup.topics.get(case.topic_id or 0))
    if case.state != CaseState.OPENED or terms.urgency == case.urgency:
        raise Conflict("这件工单急不急，由办的单位来定。")
    case.urgency = terms.urgency
    case.accept_due_at = clocks.due(
        case.opened_at, terms.accept_within, terms.clock, setup.calendar
    )
    case.due_at = clocks.due(case.opened_at, terms.resolve_within, terms.clock, setup.calendar)
    facts = {"urgency": terms.urgency, "due": case.due_at.isoformat()}
    words = words.strip()[:MOST_CHARACTERS]
    return take(db, case, rule, actor=actor, setup=setup, now=now, words=words, facts=facts)


def answer_question(
    db: Session, case: Case, words: str, *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent | None:
    """The answer to the officer; the clock goes on. Where nobody waits for one any more it is
    an addition, None without words (a photo said it all)."""
    lock(db, case)
    step = Step.ANSWER if case.state == CaseState.WAITING else Step.ADD
    rule = begin(db, case, step, actor=actor, setup=setup)
    if not words.strip():
        answered = step is Step.ANSWER
        return take(db, case, rule, actor=actor, setup=setup, now=now) if answered else None
    return _said(db, case, rule, words, actor, setup, now)


def urge(db: Session, case: Case, *, actor: Actor, setup: Setup, now: datetime) -> CaseEvent:
    """催办, once a day. Raises `Conflict` for the second time and for a case that is over."""
    rule = begin(db, case, Step.URGE, actor=actor, setup=setup)
    if case.urged_on == day_of(now):
        raise Conflict("今天已经催过了，明天可以再催。")
    case.urged_on = day_of(now)
    return take(db, case, rule, actor=actor, setup=setup, now=now)


def withdraw(
    db: Session, case: Case, words: str = "", *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """撤销 an open case. Raises `Conflict` when others reported it too, or it is over."""
    rule = begin(db, case, Step.WITHDRAW, actor=actor, setup=setup)
    counted = select(func.count()).where(CaseReporter.case_id == case.id)
    if actor.kind == "resident" and (db.scalar(counted) or 0) > 1:
        raise Conflict("还有别的居民也报了这件事，不能撤销。")
    return take(db, case, rule, actor=actor, setup=setup, now=now, words=words[:MOST_CHARACTERS])


def take_back_withdrawal(
    db: Session, case: Case, *, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """重新办理 what was withdrawn by mistake: the same number, with all that was in it and its old
    dates. Raises `Conflict` for any other case, and a day later."""
    rule = begin(db, case, Step.REOPEN, actor=actor, setup=setup)
    if case.closed_at is None or case.closed_at <= now - REGRETTED_WITHIN:
        raise Conflict("这件撤销得太久了，请重新登记。")
    return take(db, case, rule, actor=actor, setup=setup, now=now)


def begin(db: Session, case: Case, step: Step, *, actor: Actor, setup: Setup) -> Rule:
    """Lock the case and find the step's line; raises `NotFound`, `Refused` or `Conflict`."""
    lock(db, case)
    require_visible(db, case, actor)
    rule = rule_for(step, case.state)
    require_right(case, rule.right, actor=actor, setup=setup)
    return rule


def _said(
    db: Session,
    case: Case,
    rule: Rule,
    words: str,
    actor: Actor,
    setup: Setup,
    now: datetime,
) -> CaseEvent:
    words = words.strip()
    if not words:
        raise Invalid("words", "请说说要补充什么。")
    if len(words) > MOST_CHARACTERS:
        raise Invalid("words", f"最多 {MOST_CHARACTERS} 个字。")
    return take(db, case, rule, actor=actor, setup=setup, now=now, words=words)
