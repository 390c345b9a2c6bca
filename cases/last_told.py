"""What a resident has last told of himself with any case of his, for who must reach him now."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from cases.models import Case, CaseReporter


@dataclass(frozen=True)
class LastTold:
    """Where his name, his telephone and a place stand, None where he never told; all are sealed."""

    name: CaseReporter | None
    phone: CaseReporter | None
    place: Case | None


def last_told(db: Session, resident_id: int) -> LastTold:
    """The newest of each; nothing is legible until it is opened."""
    return LastTold(
        _last(db, resident_id, CaseReporter.name_sealed.is_not(None)),
        _last(db, resident_id, CaseReporter.phone_sealed.is_not(None)),
        _last_place(db, resident_id),
    )


def _last(db: Session, resident_id: int, has: ColumnElement[bool]) -> CaseReporter | None:
    own = select(CaseReporter).where(CaseReporter.resident_id == resident_id, has)
    return db.scalars(own.order_by(CaseReporter.id.desc()).limit(1)).first()


def _last_place(db: Session, resident_id: int) -> Case | None:
    own = (
        select(Case)
        .join(CaseReporter, CaseReporter.case_id == Case.id)
        .where(CaseReporter.resident_id == resident_id, Case.place_sealed.is_not(None))
    )
    return db.scalars(own.order_by(Case.id.desc()).limit(1)).first()
