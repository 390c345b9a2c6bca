"""Taking one step: state, clock, timeline and notices in one place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cases import clocks, erasure
from cases.events import append_event
from cases.models import Case, CaseEvent, CaseState
from cases.telling import tell
from cases.workflow import ENDED, Rule
from community.offices import OfficeFacts
from community.setup import Setup
from core.actor import Actor
from core.errors import Conflict

MOST_CHARACTERS = 2000
Facts = dict[str, Any]


def take(
    db: Session,
    case: Case,
    rule: Rule,
    *,
    actor: Actor,
    setup: Setup,
    now: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """Do the step on a case whose row is locked and whose state the rule allows.

    Words of a public step become the case's note for residents; all others are for staff only.
    """
    before = case.state
    _move(case, rule.to, setup, now)
    if rule.public and words:
        case.note = words
    case.version += 1
    known = {"from": CaseState(before).value, "to": CaseState(case.state).value, **(facts or {})}
    event = append_event(db, case, rule.step, actor=actor, now=now, facts=known, words=words)
    note = words if rule.public else ""
    tell(db, case, event, rule, actor=actor, setup=setup, note=note, now=now)
    if case.state in ENDED and before not in ENDED:
        erasure.erase_ended(db, case)
    return event


def _move(case: Case, to: CaseState | None, setup: Setup, now: datetime) -> None:
    if to is None or to == case.state:
        return
    if case.state == CaseState.WAITING and case.waiting_since is not None:
        case.due_at = clocks.after_wait(
            case.due_at, case.waiting_since, now, clock_of(case, setup), setup.calendar
        )
        case.waiting_since = None
    if to == CaseState.WAITING:
        case.waiting_since = now
    if to == CaseState.ACCEPTED:
        case.accepted_at = case.accepted_at or now
    if to == CaseState.RESOLVED:
        case.resolved_at = now
    if to in ENDED or case.state in ENDED:
        case.closed_at = now if to in ENDED else None
    case.state = to


def terms_of(case: Case, setup: Setup) -> clocks.Terms:
    """What the case's clock runs by."""
    topic = setup.topics.get(case.topic_id or 0)
    raised = case.urgency == clocks.URGENT and (topic is None or topic.urgency != clocks.URGENT)
    return clocks.terms_of(topic, urgent=raised)


def clock_of(case: Case, setup: Setup) -> str:
    """working or round_the_clock."""
    return terms_of(case, setup).clock


def hand_over(case: Case, office: OfficeFacts, setup: Setup, now: datetime) -> Facts:
    """Give the case to the office, with a new clock for accepting but none for the result."""
    if office.id == case.about_office_id:
        raise Conflict("不能交给被投诉的单位。")
    terms = terms_of(case, setup)
    accept_due = clocks.due(now, terms.accept_within, terms.clock, setup.calendar)
    case.accept_due_at = min(accept_due, max(case.due_at, now))
    facts = {"office": office.id, "from_office": case.office_id}
    case.office_id, case.staff_id = office.id, None
    return facts


def start_again(case: Case, setup: Setup, now: datetime) -> Facts:
    """A new clock for the result, from now."""
    terms = terms_of(case, setup)
    case.due_at = clocks.due(now, terms.resolve_within, terms.clock, setup.calendar)
    case.resolved_at = None
    case.reopenings += 1
    return {"due": case.due_at.isoformat()}
