"""Whether anything of what must never change has changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.events import verify_chain
from cases.models import Case
from core.audit import AuditRow, find_break

CHAINED_WITHIN = timedelta(minutes=2)


def chain_problems(db: Session, now: datetime) -> Iterator[str]:
    """One sentence for the audit log and each case whose hashes do not fit."""
    broken = find_break(db)
    if broken is not None:
        yield f"The audit log does not fit at row {broken}: rows were changed or are missing."
    late = db.scalar(
        select(func.count())
        .select_from(AuditRow)
        .where(AuditRow.chain_no.is_(None), AuditRow.at < now - CHAINED_WITHIN)
    )
    if late:
        yield f"{late} audit rows are not chained yet: does ./run worker run?"
    for case in db.scalars(select(Case).order_by(Case.id).execution_options(yield_per=200)):
        seq = verify_chain(db, case)
        if seq is not None:
            yield f"Case {case.number or case.id} does not fit at event {seq}."
