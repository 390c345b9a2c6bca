"""Work above 300 ms: a row with its progress, done by the worker."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Integer, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.columns import BigId, UtcTime
from core.database import Base


class TaskState(StrEnum):
    """Where a task stands."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Task(Base):
    """One piece of work; `kind` names the function that does it."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[TaskState] = mapped_column(String(10), index=True)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    outcome: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


def queue_task(db: Session, kind: str, arguments: dict[str, Any], *, now: datetime) -> Task:
    """Add a task for the worker; progress is counted in percent."""
    task = Task(
        kind=kind,
        arguments=arguments,
        state=TaskState.WAITING,
        progress=0,
        created_at=now,
        changed_at=now,
    )
    db.add(task)
    db.flush()
    return task
