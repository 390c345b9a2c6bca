"""Reading cases: every read and count goes through `visible_to`."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from accounts.models import Resident
from cases.models import Case, CaseAssist, CaseEvent, CaseReporter, CaseState
from cases.numbers import is_short
from cases.workflow import OPEN, Step
from community.models import Area, Office
from core.actor import Actor, Right
from core.errors import NotFound

SEE = "case.see"
# On `Resident`: whether he ever reported or joined a case. Nearly nobody has, of those who ask
# something, and it costs less as part of a statement that is made anyway.
HAS_CASES = exists().where(CaseReporter.resident_id == Resident.id)
NO_SUCH_CASE = "没有查到这件工单。"
REOPEN_WITHIN = timedelta(days=7)
OF_RESULT = (Step.JUDGE, Step.ASK, Step.REPLY, Step.RESOLVE)
PARTNER_SEES_FOR = timedelta(days=30)


def visible_to(actor: Actor, *, now: datetime | None = None) -> ColumnElement[bool]:
    """The condition on `Case` that holds for the cases the actor may know of.

    A resident: those he reported or joined. Staff: by the area and office of their `case.see`;
    never a case that complains of an office they work for, nor, with a right for an area as a
    whole, one that complains of an office of that very area (it belongs to the area above).
    A partner: the cases of its office, closed ones for 30 days (without `now` only open ones).
    """
    if actor.kind == "resident":
        own = select(CaseReporter.case_id).where(CaseReporter.resident_id == actor.id)
        return Case.id.in_(own) if actor.id is not None else false()
    seeing = [right for right in actor.rights if right.name in (SEE, "*")]
    offices = {right.office for right in actor.rights if right.office is not None}
    return and_(
        or_(false(), *(_covered(right, now) for right in seeing)),
        or_(Case.about_office_id.is_(None), Case.about_office_id.not_in(offices)),
    )


def find_visible(
    db: Session, actor: Actor, number: str, *, now: datetime | None = None
) -> Case | None:
    """The actor's case of that number (a serial alone: his newest of that), None for any other."""
    named = Case.number.endswith(f"-{number}", autoescape=True)
    by_number = named if is_short(number) else Case.number == number
    return db.scalars(_newest(actor, now).where(by_number).limit(1)).first()


def get_visible(db: Session, actor: Actor, case_id: int, *, now: datetime | None = None) -> Case:
    """The case of that id; raises `NotFound` alike for another's and for none."""
    found = db.scalars(_newest(actor, now).where(Case.id == case_id)).first()
    if found is None:
        raise NotFound(NO_SUCH_CASE)
    return found


def open_cases(db: Session, actor: Actor, *, limit: int = 20) -> list[Case]:
    """His cases on which work is still to be done, newest first."""
    return list(db.scalars(_newest(actor).where(Case.state.in_(OPEN)).limit(limit)))


def pending_cases(db: Session, actor: Actor, *, now: datetime, limit: int = 20) -> list[Case]:
    """His cases that are not settled: work is still to be done, or he has not said how the result
    is; newest first."""
    unjudged = and_(
        Case.state == CaseState.RESOLVED,
        Case.verdict.is_(None),
        Case.resolved_at > now - REOPEN_WITHIN,
    )
    unsettled = _newest(actor).where(or_(Case.state.in_(OPEN), unjudged))
    return list(db.scalars(unsettled.limit(limit)))


def newest_cases(db: Session, actor: Actor, *, limit: int = 20) -> list[Case]:
    """His cases, ended ones too, newest first."""
    return list(db.scalars(_newest(actor).limit(limit)))


def count_cases(db: Session, actor: Actor) -> int:
    """How many cases he may know of."""
    counted = select(func.count()).select_from(Case).where(visible_to(actor))
    return db.scalar(counted) or 0


def case_in_talk(db: Session, actor: Actor, *, since: datetime) -> Case | None:
    """His open case about which he said or did something since then, the latest."""
    own = and_(CaseEvent.actor_kind == actor.kind, CaseEvent.actor_id == actor.id)
    talked = (
        select(Case)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(visible_to(actor), Case.state.in_(OPEN), own, CaseEvent.at > since)
    )
    return db.scalars(talked.order_by(CaseEvent.id.desc()).limit(1)).first()


def case_last_moved(
    db: Session, actor: Actor, *, since: datetime
) -> tuple[Case, datetime] | tuple[None, None]:
    """The open case of his of which anybody said or did something last, since then, and when."""
    moved = (
        select(Case, CaseEvent.at)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(visible_to(actor), Case.state.in_(OPEN), CaseEvent.at > since)
    )
    last = db.execute(moved.order_by(CaseEvent.id.desc()).limit(1)).first()
    return (last[0], last[1]) if last else (None, None)


def opened_by(db: Session, resident_id: int, cases: Collection[Case]) -> set[int]:
    """The ids of those that he was the first to report: their words are his own."""
    ids = [case.id for case in cases]
    first = select(func.min(CaseReporter.id)).where(CaseReporter.case_id.in_(ids))
    first = first.group_by(CaseReporter.case_id)
    his = select(CaseReporter.case_id).where(CaseReporter.resident_id == resident_id)
    return set(db.scalars(his.where(CaseReporter.id.in_(first))))


def words_added(db: Session, case: Case, actor: Actor) -> list[str]:
    """What he has said of the case since it was opened, oldest first."""
    own = and_(CaseEvent.actor_kind == actor.kind, CaseEvent.actor_id == actor.id)
    said = select(CaseEvent).where(
        CaseEvent.case_id == case.id, own, CaseEvent.step.in_((Step.ADD, Step.ANSWER))
    )
    return [event.words for event in db.scalars(said.order_by(CaseEvent.seq)) if event.words]


def objection(db: Session, case: Case) -> str | None:
    """What a resident said when he last found a result not good; None where he did not, or has
    been told something since."""
    told = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.step.in_(OF_RESULT))
    last = db.scalars(told.order_by(CaseEvent.seq.desc()).limit(1)).first()
    return None if last is None or last.step != Step.JUDGE else last.words or ""


def last_urged_at(db: Session, case: Case) -> datetime | None:
    """When the case was last hurried on."""
    urged = select(func.max(CaseEvent.at)).where(
        CaseEvent.case_id == case.id, CaseEvent.step == Step.URGE
    )
    return db.scalar(urged)


def awaiting_verdict(db: Session, actor: Actor, *, now: datetime) -> Case | None:
    """His newest resolved case that he has not judged and may still have reopened."""
    unjudged = _newest(actor, now).where(
        Case.state == CaseState.RESOLVED,
        Case.verdict.is_(None),
        Case.resolved_at > now - REOPEN_WITHIN,
    )
    return db.scalars(unjudged.limit(1)).first()


def cases_for_operator(
    db: Session, actor: Actor, *, states: Iterable[CaseState] = OPEN, limit: int = 50
) -> list[Case]:
    """The cases in these states by due date, soonest first."""
    found = select(Case).where(visible_to(actor), Case.state.in_(list(states)))
    return list(db.scalars(found.order_by(Case.due_at, Case.id).limit(limit)))


def _newest(actor: Actor, now: datetime | None = None) -> Select[Case]:
    return select(Case).where(visible_to(actor, now=now)).order_by(Case.id.desc())


def _covered(right: Right, now: datetime | None) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if right.area:
        conditions.append(_in_area(right.area))
    if right.office is not None:
        assists = select(CaseAssist.case_id).where(CaseAssist.office_id == right.office)
        conditions.append(or_(Case.office_id == right.office, Case.id.in_(assists)))
        conditions.append(_not_long_closed_for_partner(right.office, now))
    elif right.area:
        conditions.append(_not_about_this_level(right.area))
    return and_(*conditions)


def _in_area(path: str) -> ColumnElement[bool]:
    """The case's area, or its office's as long as the area is unknown."""
    offices = select(Office.id).join(Area).where(Area.path.startswith(path, autoescape=True))
    unknown = and_(Case.area_path == "", Case.office_id.in_(offices))
    return or_(Case.area_path.startswith(path, autoescape=True), unknown)


def _not_about_this_level(path: str) -> ColumnElement[bool]:
    """No complaint, or one about an office below; at a root about its own offices too."""
    below = Area.path.startswith(path, autoescape=True)
    judged = select(Office.id).join(Area).where(below, or_(Area.path != path, _is_root()))
    return or_(Case.about_office_id.is_(None), Case.about_office_id.in_(judged))


def _is_root() -> ColumnElement[bool]:
    return Area.parent_id.is_(None)


def _not_long_closed_for_partner(office_id: int, now: datetime | None) -> ColumnElement[bool]:
    is_partner = select(Office.partner).where(Office.id == office_id).scalar_subquery()
    lasting: ColumnElement[bool] = Case.closed_at.is_(None)
    if now is not None:
        lasting = or_(lasting, Case.closed_at > now - PARTNER_SEES_FOR)
    return or_(is_partner.is_(False), lasting)
