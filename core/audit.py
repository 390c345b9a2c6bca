"""The audit log: who did what, chained by hashes so that no row can vanish unseen."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.actor import Actor
from core.columns import BigId, UtcTime
from core.database import Base

START = "0" * 64
SEE = "audit.see"


class AuditRow(Base):
    """One act; `facts` never hold personal data. `chain_no` and `hash` come with the sealing."""

    __tablename__ = "audit_row"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    chain_no: Mapped[int | None] = mapped_column(BigId, unique=True)
    hash: Mapped[str | None] = mapped_column(String(64))


def record(
    db: Session,
    actor: Actor,
    action: str,
    subject: str = "",
    facts: dict[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """Write the act down in the caller's transaction; it is chained by a job within seconds."""
    row = AuditRow(
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        action=action,
        subject=subject,
        facts=facts or {},
    )
    db.add(row)


def seal_chain(db: Session, limit: int = 500) -> int:
    """Chain rows not yet chained, in order of id; returns how many. One process at a time."""
    last = db.execute(
        select(AuditRow.chain_no, AuditRow.hash)
        .where(AuditRow.chain_no.is_not(None))
        .order_by(AuditRow.chain_no.desc())
        .limit(1)
        .with_for_update()
    ).first()
    number, previous = (last[0] or 0, last[1] or START) if last else (0, START)
    open_rows = select(AuditRow).where(AuditRow.chain_no.is_(None)).order_by(AuditRow.id)
    rows = db.scalars(open_rows.limit(limit)).all()
    for row in rows:
        number += 1
        row.chain_no, row.hash = number, row_hash(previous, row)
        previous = row.hash
    db.flush()
    return len(rows)


def row_hash(previous: str, row: AuditRow) -> str:
    """The hash that binds a row to the one before it."""
    body = [
        row.at.isoformat(),
        row.actor_kind,
        row.actor_id,
        row.action,
        row.subject,
        row.facts,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def find_break(db: Session) -> int | None:
    """The number of the first chained row that doesn't fit, None when the chain holds."""
    previous, expected = START, 1
    chained = select(AuditRow).where(AuditRow.chain_no.is_not(None)).order_by(AuditRow.chain_no)
    for row in db.scalars(chained.execution_options(yield_per=500)):
        if row.chain_no != expected or row.hash != row_hash(previous, row):
            return expected
        previous, expected = row.hash or "", expected + 1
    return None


@dataclass(frozen=True)
class Wanted:
    """What of the log is looked for; what is empty is any. Instants: from, and before."""

    action: str = ""
    subject: str = ""
    actor_kind: str = ""
    actor_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def search_audit(
    db: Session, wanted: Wanted, *, actor: Actor, before: int | None = None, limit: int = 50
) -> list[AuditRow]:
    """Rows of the log, newest first, older than the row of the id `before`; raises `Refused`.

    `wanted.action` is a whole action or the part before its dot; `subject` one row, 'staff:7'.
    """
    actor.require(SEE)
    rows = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if wanted.action:
        group = AuditRow.action.startswith(f"{wanted.action}.", autoescape=True)
        rows = rows.where(or_(AuditRow.action == wanted.action, group))
    equal = {"subject": wanted.subject, "actor_kind": wanted.actor_kind}
    for name, value in equal.items():
        if value:
            rows = rows.where(getattr(AuditRow, name) == value)
    if wanted.actor_id is not None:
        rows = rows.where(AuditRow.actor_id == wanted.actor_id)
    if wanted.since:
        rows = rows.where(AuditRow.at >= wanted.since)
    if wanted.until:
        rows = rows.where(AuditRow.at < wanted.until)
    if before is not None:
        rows = rows.where(AuditRow.id < before)
    return list(db.scalars(rows))


def count_unchained(db: Session) -> int:
    """How many rows wait for the chain."""
    waiting = select(func.count()).select_from(AuditRow).where(AuditRow.chain_no.is_(None))
    return db.scalar(waiting) or 0
