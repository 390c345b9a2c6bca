"""No row of the audit log can vanish or change unseen."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.actor import OPERATOR, Actor
from core.audit import AuditRow, count_unchained, find_break, record, seal_chain

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def write(db: Session, count: int) -> None:
    for number in range(count):
        at = NOW + timedelta(seconds=number)
        record(db, Actor("staff", 7), "entry.publish", f"entry:{number}", {"第": number}, now=at)
    db.flush()


def rows(db: Session) -> list[AuditRow]:
    return list(db.scalars(select(AuditRow).order_by(AuditRow.id)))


def test_acts_are_chained_in_order_a_batch_at_a_time(db: Session) -> None:
    write(db, 5)
    assert count_unchained(db) == 5
    assert [seal_chain(db, limit=3), seal_chain(db, limit=3), seal_chain(db)] == [3, 2, 0]
    record(db, OPERATOR, "menu.publish", now=NOW)
    assert seal_chain(db) == 1
    db.commit()
    db.expire_all()
    assert [row.chain_no for row in rows(db)] == [1, 2, 3, 4, 5, 6]
    assert find_break(db) is None


def test_a_changed_row_breaks_the_chain_where_it_stands(db: Session) -> None:
    write(db, 4)
    seal_chain(db)
    rows(db)[2].facts = {"第": 99}
    db.flush()
    assert find_break(db) == 3


def test_a_row_taken_out_breaks_the_chain(db: Session) -> None:
    write(db, 4)
    seal_chain(db)
    db.execute(delete(AuditRow).where(AuditRow.chain_no == 2))
    assert find_break(db) == 2


def test_an_empty_log_holds(db: Session) -> None:
    assert seal_chain(db) == 0
    assert find_break(db) is None
