"""The steps that staff take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from accounts.models import Staff
from cases import clocks
from cases.catalogue import is_about_office, load_catalogue, resolve
from cases.events import lock
from cases.models import Case, CaseAssist, CaseEvent, CaseState
from cases.moves import MOST_CHARACTERS, Facts, hand_over, start_again, take
from cases.scope import require_right, require_visible
from cases.workflow import Rule, Step, rule_for
from community.models import Kind
from community.offices import OfficeFacts
from community.setup import Setup
from core.actor import Actor
from core.errors import Conflict, Invalid, Refused

# 办结的结果
OUTCOMES = {
    "done": "已解决",
    "partly": "部分解决",
    "explained": "已解释说明",
    "referred": "已转其他渠道",
}
# These are the resident's own word, or happen by themselves.
NOT_BY_STAFF = frozenset(
    {Step.OPEN, Step.FILL_IN, Step.ATTACH, Step.ANSWER, Step.JUDGE, Step.RATE, Step.LOSE_MEDIA}
)


@dataclass(frozen=True)
class Details:
    """What comes with a step besides its words."""

    outcome: str = ""
    office_id: int | None = None
    topic_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class _Doing:
    db: Session
    case: Case
    details: Details
    setup: Setup
    now: datetime


def step(
    db: Session,
    case: Case,
    step: Step | str,
    *,
    actor: Actor,
    setup: Setup,
    now: datetime,
    note: str = "",
    reason: str = "",
    outcome: str = "",
    office_id: int | None = None,
    topic_id: int | None = None,
    staff_id: int | None = None,
) -> CaseEvent:
    """Take a step as the table allows; its event, with notices for the reporters queued.

    `note` is said to the residents where the step tells them; `reason` never is, it stays with
    the staff (a step that tells nobody takes either). `outcome`: a key of OUTCOMES, "done" when
    empty. `office_id` for transfer and assist, `topic_id` for reclassify, `staff_id` for assign.
    Raises `NotFound`, `Refused`, `Conflict` or `Invalid`.
    """
    wanted = _step_named(step)
    if actor.kind == "resident":
        raise Refused()
    lock(db, case)
    require_visible(db, case, actor)
    rule = rule_for(wanted, case.state)
    require_right(case, rule.right, actor=actor, setup=setup)
    words, inner = (note, reason) if rule.public else (reason or note, "")
    _check_words(rule, words, inner)
    details = Details(outcome, office_id, topic_id, staff_id)
    if inner:
        kept = rule_for(Step.NOTE, case.state)
        take(db, case, kept, actor=actor, setup=setup, now=now, words=inner)
    facts = _changed(rule, _Doing(db, case, details, setup, now))
    event = take(db, case, rule, actor=actor, setup=setup, now=now, words=words, facts=facts)
    return _rerouted(db, case, event, actor, setup, now) if wanted is Step.RECLASSIFY else event


def _step_named(step: Step | str) -> Step:
    try:
        wanted = Step(step)
    except ValueError:
        raise Invalid("step", "没有这个步骤。") from None
    if wanted in NOT_BY_STAFF:
        raise Invalid("step", "这一步不由工作人员做。")
    return wanted


def _check_words(rule: Rule, words: str, inner: str) -> None:
    if rule.needs_words and not words.strip():
        field, whom = ("note", "，居民会看到") if rule.public else ("reason", "")
        raise Invalid(field, f"{rule.word}要写明内容{whom}。")
    if max(len(words), len(inner)) > MOST_CHARACTERS:
        raise Invalid("note", f"最多 {MOST_CHARACTERS} 个字。")


def _changed(rule: Rule, doing: _Doing) -> Facts:
    change = CHANGES.get(rule.step)
    return change(doing) if change else {}


def _assign(doing: _Doing) -> Facts:
    staff = doing.db.get(Staff, doing.details.staff_id or 0)
    if staff is None or not staff.active:
        raise Invalid("staff_id", "请选一位在岗的经办人。")
    doing.case.staff_id = staff.id
    return {"staff": staff.id}


def _resolve(doing: _Doing) -> Facts:
    outcome = doing.details.outcome or "done"
    if outcome not in OUTCOMES:
        raise Invalid("outcome", f"办结结果只能是：{'、'.join(OUTCOMES)}。")
    case = doing.case
    case.outcome_code = outcome
    # What the resident says of this result is still to be heard.
    case.verdict, case.verdict_at, case.rating = None, None, None
    return {"outcome": outcome}


def _reclassify(doing: _Doing) -> Facts:
    case, setup = doing.case, doing.setup
    topic = setup.topics.get(doing.details.topic_id or 0)
    if topic is None or not topic.active:
        raise Invalid("topic_id", "请选一个在用的事项。")
    case.topic_id, case.urgency = topic.id, topic.urgency
    # Never more time than there was: what was promised to the resident stays.
    by_topic = clocks.due(case.opened_at, topic.resolve_within, topic.clock, setup.calendar)
    case.due_at = min(case.due_at, by_topic)
    return {"topic": topic.id, "due": case.due_at.isoformat()}


def _transfer(doing: _Doing) -> Facts:
    office = _office(doing)
    case = doing.case
    if office.id == case.office_id and case.state != CaseState.REFUSED:
        raise Conflict("这件工单已经在这个单位。")
    return hand_over(case, office, doing.setup, doing.now)


def _refuse(doing: _Doing) -> Facts:
    if doing.case.refusals:
        raise Conflict("这件工单已经退过一次，请主管决定。")
    doing.case.refusals += 1
    return {"office": doing.case.office_id}


def _assist(doing: _Doing) -> Facts:
    office, case = _office(doing), doing.case
    if office.id in (case.office_id, case.about_office_id):
        raise Conflict("这个单位不能协办这件工单。")
    key = {"case_id": case.id, "office_id": office.id}
    if doing.db.get(CaseAssist, key) is not None:
        raise Conflict("已经请过这个单位协办。")
    doing.db.add(CaseAssist(case_id=case.id, office_id=office.id, asked_at=doing.now))
    return {"office": office.id}


def _reopen(doing: _Doing) -> Facts:
    return start_again(doing.case, doing.setup, doing.now)


def _office(doing: _Doing) -> OfficeFacts:
    office = doing.setup.offices.get(doing.details.office_id or 0)
    if office is None or not office.active:
        raise Invalid("office_id", "请选一个在用的单位。")
    return office


def _rerouted(
    db: Session, case: Case, event: CaseEvent, actor: Actor, setup: Setup, now: datetime
) -> CaseEvent:
    """After 改类 the catalogue says whose it is; another office gets it by a step of its own."""
    topic = setup.topics[case.topic_id or 0]
    complaint = is_about_office(Kind(case.kind), topic)
    route = resolve(load_catalogue(db), setup, topic, case.area_id, complaint=complaint)
    case.about_office_id = route.about_office_id or case.about_office_id
    if route.office_id in (case.office_id, case.about_office_id):
        return event
    facts = hand_over(case, setup.offices[route.office_id], setup, now)
    rule = rule_for(Step.TRANSFER, case.state)
    return take(db, case, rule, actor=actor, setup=setup, now=now, facts=facts)


CHANGES: dict[Step, Callable[[_Doing], Facts]] = {
    Step.ASSIGN: _assign,
    Step.RESOLVE: _resolve,
    Step.RECLASSIFY: _reclassify,
    Step.TRANSFER: _transfer,
    Step.REFUSE: _refuse,
    Step.ASSIST: _assist,
    Step.REOPEN: _reopen,
}
