"""查看明文: the personal fields of a case, masked for everybody until somebody says why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.access import log_access
from cases.models import Case, CaseReporter
from cases.queries import get_visible
from cases.scope import area_path
from community.setup import Setup
from core.actor import Actor
from core.errors import NotFound
from core.masking import put_back

RIGHT = "case.reveal"


@dataclass(frozen=True)
class Masked:
    """A personal field that is there: what it is, and whose ('' where it is the case's own)."""

    shown: str
    reporter_id: str = ""


def masked_fields(db: Session, case: Case) -> list[Masked]:
    """What can be revealed of a case the actor may see; nothing of it is legible here."""
    found = []
    for reporter in _reporters(db, case):
        if reporter.name_sealed is not None:
            found.append(Masked("name", reporter.public_id))
        if reporter.phone_sealed is not None:
            found.append(Masked("phone", reporter.public_id))
    if case.place_sealed is not None:
        found.append(Masked("place"))
    if case.cut_sealed is not None:
        found.append(Masked("words"))
    return found


def log_reveal(
    db: Session,
    case_id: str,
    shown: str,
    reporter_id: str,
    purpose: str,
    *,
    actor: Actor,
    setup: Setup,
    now: datetime,
) -> Case:
    """Write down who is about to look at what and why; commit, then call `revealed`.

    Raises `NotFound` for a case he may not see or a field that is not there, `Refused`, `Invalid`.
    """
    case = find_case(db, case_id, actor=actor, now=now)
    if Masked(shown, reporter_id) not in masked_fields(db, case):
        raise NotFound("没有这一项。")
    reporters = _reporters(db, case)
    whose = [one for one in reporters if one.public_id == reporter_id] or reporters
    log_access(
        db,
        [one.resident_id for one in whose],
        RIGHT,
        area=area_path(case, setup),
        office=case.office_id,
        subject=f"case:{case.id}",
        shown=shown,
        purpose=purpose,
        actor=actor,
        now=now,
    )
    return case


def revealed(db: Session, case: Case, shown: str, reporter_id: str) -> str:
    """The field in plain; only after `log_reveal` has been committed."""
    if shown == "place":
        return case.place or ""
    if shown == "words":
        return put_back(case.description, case.cut or [])
    reporter = next(one for one in _reporters(db, case) if one.public_id == reporter_id)
    return (reporter.phone if shown == "phone" else reporter.name) or ""


def find_case(db: Session, case_id: str, *, actor: Actor, now: datetime) -> Case:
    """The case of that public id, if the actor may see it; raises `NotFound`."""
    found = db.scalar(select(Case.id).where(Case.public_id == case_id))
    return get_visible(db, actor, found or 0, now=now)


def _reporters(db: Session, case: Case) -> list[CaseReporter]:
    own = select(CaseReporter).where(CaseReporter.case_id == case.id)
    return list(db.scalars(own.order_by(CaseReporter.id)))
