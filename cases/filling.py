"""Filling in what was not known when the case was opened."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.catalogue import Catalogue, is_about_office, resolve
from cases.events import lock
from cases.models import Case, CaseEvent, CaseReporter, CaseState
from cases.moves import take
from cases.opening import PLACE_CHARACTERS
from cases.phones import keep_phone
from cases.recognise import kind_in
from cases.scope import require_right, require_visible
from cases.workflow import Rule, Step, rule_for
from community.models import Kind
from community.setup import Setup
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound


def fill_in(
    db: Session,
    case: Case,
    *,
    topic_id: int | None = None,
    area_id: int | None = None,
    place: str | None = None,
    phone: str | None = None,
    actor: Actor,
    setup: Setup,
    catalogue: Catalogue,
    now: datetime,
) -> CaseEvent:
    """Add what was missing. A topic or area known only now moves the case, once, to the office
    it belongs to, as long as nobody has accepted it; its dates stay.

    A new place takes the old one's; topic and area once known are the staff's to change
    (`Conflict`). Also raises `NotFound`, `Refused`, `Invalid`.
    """
    lock(db, case)
    require_visible(db, case, actor)
    rule = rule_for(Step.FILL_IN, case.state)
    require_right(case, rule.right, actor=actor, setup=setup)
    before = (case.topic_id, case.area_id)
    _set_topic(case, topic_id, setup)
    _set_area(case, area_id, setup)
    if place is not None:
        case.place = place.strip()[:PLACE_CHARACTERS] or None
    if phone is not None:
        keep_phone(db, _reporter(db, case, actor), phone, actor=actor)
    given = {"topic": topic_id, "area": area_id}
    facts: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    facts["filled"] = [name for name, value in (("place", place), ("phone", phone)) if value]
    if before != (case.topic_id, case.area_id):
        facts |= _reroute(case, setup, catalogue)
    return take(db, case, rule, actor=actor, setup=setup, now=now, facts=facts)


def correct_topic(
    db: Session,
    case: Case,
    topic_id: int | None,
    *,
    actor: Actor,
    setup: Setup,
    catalogue: Catalogue,
    now: datetime,
) -> CaseEvent:
    """The reporter says that it is about something else than was understood (None: nothing that
    is known); the case moves to the office it then belongs to. Once somebody has accepted it that
    is the staff's to change (`Conflict`)."""
    rule = _begin_correcting(db, case, actor=actor, setup=setup)
    case.topic_id = None
    _set_topic(case, topic_id, setup)
    topic = setup.topics.get(topic_id or 0)
    # 施工扰民 is a complaint, and the lamp that was meant is none.
    case.kind = (kind_in(case.description) or (topic.kind if topic else Kind.HELP)).value
    facts: dict[str, object] = {"topic": topic_id, "kind": case.kind}
    facts |= _reroute(case, setup, catalogue)
    return take(db, case, rule, actor=actor, setup=setup, now=now, facts=facts)


def correct_area(
    db: Session,
    case: Case,
    area_id: int,
    *,
    actor: Actor,
    setup: Setup,
    catalogue: Catalogue,
    now: datetime,
) -> CaseEvent:
    """The reporter says that it is in another area than was understood; the case moves to the
    office there. Once somebody has accepted it that is the staff's to change (`Conflict`)."""
    rule = _begin_correcting(db, case, actor=actor, setup=setup)
    case.area_id, case.area_path = None, ""
    _set_area(case, area_id, setup)
    facts: dict[str, object] = {"area": area_id, **_reroute(case, setup, catalogue)}
    return take(db, case, rule, actor=actor, setup=setup, now=now, facts=facts)


def _begin_correcting(db: Session, case: Case, *, actor: Actor, setup: Setup) -> Rule:
    """Lock a case that nobody has accepted yet, to be routed anew."""
    lock(db, case)
    require_visible(db, case, actor)
    rule = rule_for(Step.FILL_IN, case.state)
    require_right(case, rule.right, actor=actor, setup=setup)
    if case.state != CaseState.OPENED:
        raise Conflict("这件工单的事项和区域已经定了。")
    case.rerouted = False
    return rule


def _set_topic(case: Case, topic_id: int | None, setup: Setup) -> None:
    if topic_id is None or topic_id == case.topic_id:
        return
    topic = setup.topics.get(topic_id)
    if topic is None or not topic.active:
        raise Invalid("topic_id", "请选一个在用的事项。")
    if case.topic_id is not None:
        raise Conflict("这件工单的事项已经定了。")
    case.topic_id = topic.id


def _set_area(case: Case, area_id: int | None, setup: Setup) -> None:
    if area_id is None or area_id == case.area_id:
        return
    area = setup.areas.get(area_id)
    if case.area_id is not None:
        raise Conflict("这件工单的区域已经定了。")
    case.area_id, case.area_path = area.id, area.path


def _reroute(case: Case, setup: Setup, catalogue: Catalogue) -> dict[str, object]:
    """Where the case belongs now; with one of the two still unknown it isn't settled yet."""
    if case.rerouted or case.state != CaseState.OPENED:
        return {}
    topic = setup.topics.get(case.topic_id or 0)
    complaint = is_about_office(Kind(case.kind), topic)
    route = resolve(catalogue, setup, topic, case.area_id, complaint=complaint)
    case.rerouted = topic is not None and case.area_id is not None
    moved = {"office": route.office_id, "from_office": case.office_id}
    case.office_id = route.office_id
    case.about_office_id = route.about_office_id
    return {**moved, "about": route.about_office_id}


def _reporter(db: Session, case: Case, actor: Actor) -> CaseReporter:
    """The acting resident's row; for staff the one of the case, when there is only one."""
    own = select(CaseReporter).where(CaseReporter.case_id == case.id)
    if actor.kind == "resident":
        own = own.where(CaseReporter.resident_id == actor.id)
    found = list(db.scalars(own.limit(2)))
    if len(found) != 1:
        raise NotFound("不清楚是哪位居民的电话。")
    return found[0]
