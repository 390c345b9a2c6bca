"""Long work asked for by a row: which function does which kind, and doing one."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.database import Sessions
from core.errors import LinliError
from core.tasks import Task, TaskState

log = structlog.get_logger()

Progress = Callable[[int], None]
TaskFunction = Callable[[Sessions, dict[str, Any], Progress], str]
"""Does the work with its arguments, tells its progress in percent, says what came of it."""

LOST_AFTER = timedelta(minutes=10)
"""Work that has told no progress for so long has died with its process."""

FAILED_SENTENCE = "没有做成，请再试一次；还不行请找管理员。"
LOST_SENTENCE = "做到一半中断了，请再做一次。"
UNKNOWN_SENTENCE = "这个版本不会做这项工作，请升级后再试。"
# Most looks, one each second, find nothing: they should cost nothing.
_UNFINISHED = select(Task.id).where(Task.state.in_((TaskState.WAITING, TaskState.WORKING))).limit(1)


def do_next(
    sessions: Sessions,
    functions: Mapping[str, TaskFunction],
    *,
    clock: Callable[[], datetime],
) -> bool:
    """Do the oldest waiting task to its end; False when none waits. Errors end on its row."""
    with sessions.begin() as db:
        if db.scalar(_UNFINISHED) is None:
            return False
        _give_up_lost(db, clock())
        task = _claim(db, clock())
    if task is None:
        return False

    def tell(percent: int) -> None:
        _write(sessions, task.id, progress=min(100, max(0, percent)), changed_at=clock())

    state, outcome = _outcome(sessions, functions, task, tell)
    done = {"progress": 100} if state == TaskState.DONE else {}
    _write(sessions, task.id, state=state, outcome=outcome[:400], changed_at=clock(), **done)
    return True


def _outcome(
    sessions: Sessions, functions: Mapping[str, TaskFunction], task: Task, tell: Progress
) -> tuple[TaskState, str]:
    function = functions.get(task.kind)
    if function is None:
        log.error("task_unknown", task=task.id, kind=task.kind)
        return TaskState.FAILED, UNKNOWN_SENTENCE
    try:
        return TaskState.DONE, function(sessions, task.arguments, tell)
    except LinliError as error:
        return TaskState.FAILED, error.sentence
    except Exception as error:
        log.error("task_failed", task=task.id, kind=task.kind, error=type(error).__name__)
        return TaskState.FAILED, FAILED_SENTENCE


def _claim(db: Session, now: datetime) -> Task | None:
    oldest = (
        select(Task.id)
        .where(Task.state == TaskState.WAITING)
        .order_by(Task.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.scalar(
        update(Task)
        .where(Task.id == oldest.scalar_subquery())
        .values(state=TaskState.WORKING, changed_at=now)
        .returning(Task)
    )


def _give_up_lost(db: Session, now: datetime) -> None:
    lost = Task.state == TaskState.WORKING, Task.changed_at < now - LOST_AFTER
    db.execute(
        update(Task)
        .where(*lost)
        .values(state=TaskState.FAILED, outcome=LOST_SENTENCE, changed_at=now)
    )


def _write(sessions: Sessions, task_id: int, **values: object) -> None:
    """Change the row, unless it was given up as lost meanwhile."""
    with sessions.begin() as db:
        own = Task.id == task_id, Task.state == TaskState.WORKING
        db.execute(update(Task).where(*own).values(**values))
