"""Forgetting a resident: what `cases` knows of him.

At once: his own words in timelines, photos and voices, name. Telephone, place and what was cut
out of a description stay for an open case until it ends, at most 30 days. The case itself, its
masked description and the facts of its timeline stay: they are the office's work, not the person.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Resident
from cases import attachments
from cases.events import ERASED_SALT
from cases.models import Attachment, Case, CaseEvent, CaseReporter
from cases.workflow import OPEN, is_over

KEPT_FOR_OPEN_CASES = timedelta(days=30)


def erase(db: Session, resident: Resident, *, now: datetime) -> None:  # noqa: ARG001
    """Erase what may go at once, and contact and place of his cases that are over; idempotent."""
    attachments.drop(
        db,
        (Attachment.resident_id == resident.id, Attachment.state.not_in(("dropped", "gone"))),
    )
    _erase_words(db, resident.id)
    own = CaseReporter.resident_id == resident.id
    db.execute(update(CaseReporter).where(own).values(name_sealed=None))
    for case in _cases_of(db, [resident.id]):
        if is_over(case.state):
            _erase_contact(db, case, [resident.id])
    db.flush()


def erase_due(db: Session, *, now: datetime) -> int:
    """Erase what was kept for open cases of residents who left: those that are over by now, and
    all after 30 days. Returns out of how many cases."""
    kept = (
        CaseReporter.phone_sealed.is_not(None)
        | Case.place_sealed.is_not(None)
        | Case.cut_sealed.is_not(None)
    )
    ripe = Case.state.not_in(OPEN) | (Resident.erased_at <= now - KEPT_FOR_OPEN_CASES)
    found = (
        select(Case, CaseReporter.resident_id)
        .join(CaseReporter, CaseReporter.case_id == Case.id)
        .join(Resident, Resident.id == CaseReporter.resident_id)
        .where(Resident.erased_at.is_not(None), kept, ripe)
        .order_by(Case.id)
        .with_for_update(of=Case)
        .execution_options(populate_existing=True)
    )
    leaving: dict[Case, list[int]] = {}
    for case, resident_id in db.execute(found):
        leaving.setdefault(case, []).append(resident_id or 0)
    erased = sum(_erase_contact(db, case, residents) for case, residents in leaving.items())
    db.flush()
    return erased


def erase_ended(db: Session, case: Case) -> None:
    """The case has just ended: what was kept for it of residents who left goes now."""
    _erase_contact(db, case, _gone(db, case))


def _erase_contact(db: Session, case: Case, resident_ids: Iterable[int]) -> bool:
    """Drop these reporters' numbers; place and cuts once nobody else stands by the case."""
    leaving = set(resident_ids)
    reporters = list(db.scalars(select(CaseReporter).where(CaseReporter.case_id == case.id)))
    erased = False
    for reporter in reporters:
        if reporter.resident_id in leaving and reporter.phone_sealed is not None:
            reporter.phone, reporter.phone_hash, erased = None, None, True
    gone = leaving | _gone(db, case)
    stays = any(reporter.resident_id not in gone for reporter in reporters)
    if leaving and not stays and (case.place_sealed or case.cut_sealed):
        case.place, case.cut, erased = None, None, True
    return erased


def _gone(db: Session, case: Case) -> set[int]:
    """The case's reporters who have left."""
    own = (
        select(Resident.id)
        .join(CaseReporter, CaseReporter.resident_id == Resident.id)
        .where(CaseReporter.case_id == case.id, Resident.erased_at.is_not(None))
    )
    return set(db.scalars(own))


def _erase_words(db: Session, resident_id: int) -> None:
    own = (CaseEvent.actor_kind == "resident", CaseEvent.actor_id == resident_id)
    without = {"words_sealed": None, "salt": ERASED_SALT}
    db.execute(update(CaseEvent).where(*own).values(without))


def _cases_of(db: Session, resident_ids: Iterable[int]) -> list[Case]:
    reported = select(CaseReporter.case_id).where(CaseReporter.resident_id.in_(list(resident_ids)))
    locked = select(Case).where(Case.id.in_(reported)).order_by(Case.id).with_for_update()
    return list(db.scalars(locked.execution_options(populate_existing=True)))
