"""Long work asked for by a row, on both databases."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database import Sessions
from core.errors import Conflict
from core.tasks import Task, TaskState, queue_task
from tests.notices.people import NOON, Clock
from worker.tasks import (
    FAILED_SENTENCE,
    LOST_AFTER,
    LOST_SENTENCE,
    UNKNOWN_SENTENCE,
    Progress,
    TaskFunction,
    do_next,
)


def ask_for(db: Session, kind: str, **arguments: Any) -> None:
    queue_task(db, kind, arguments, now=NOON)
    db.commit()


def tasks(sessions: Sessions) -> list[Task]:
    with sessions() as db:
        return list(db.scalars(select(Task).order_by(Task.id)))


def count(_: Sessions, arguments: dict[str, Any], tell: Progress) -> str:
    tell(50)
    return f"数到了 {arguments['to']}"


def refuse(_: Sessions, _arguments: dict[str, Any], _tell: Progress) -> str:
    raise Conflict("文件已经导入过了。")


def break_down(_: Sessions, _arguments: dict[str, Any], _tell: Progress) -> str:
    raise ZeroDivisionError


FUNCTIONS: Mapping[str, TaskFunction] = {"count": count, "refuse": refuse, "break": break_down}


def do_all(sessions: Sessions, clock: Clock | None = None) -> None:
    while do_next(sessions, FUNCTIONS, clock=clock or Clock()):
        pass


def test_tasks_are_done_in_order_and_say_what_came_of_them(db: Session, sessions: Sessions) -> None:
    ask_for(db, "count", to=3)
    ask_for(db, "count", to=4)
    assert do_next(sessions, FUNCTIONS, clock=Clock())
    first, second = tasks(sessions)
    assert (first.state, first.progress, first.outcome) == (TaskState.DONE, 100, "数到了 3")
    assert second.state == TaskState.WAITING
    do_all(sessions)
    assert tasks(sessions)[1].outcome == "数到了 4"


def test_without_a_task_there_is_nothing_to_do(sessions: Sessions) -> None:
    assert not do_next(sessions, FUNCTIONS, clock=Clock())


def test_a_task_that_fails_says_so_in_words_and_the_next_one_is_done(
    db: Session, sessions: Sessions
) -> None:
    for kind in ("refuse", "break", "of a later version", "count"):
        ask_for(db, kind, to=1)
    do_all(sessions)
    done = tasks(sessions)
    assert [task.state for task in done] == [TaskState.FAILED] * 3 + [TaskState.DONE]
    assert [task.outcome for task in done[:3]] == [
        "文件已经导入过了。",
        FAILED_SENTENCE,
        UNKNOWN_SENTENCE,
    ]


def test_progress_is_seen_while_the_work_goes_on(db: Session, sessions: Sessions) -> None:
    seen: list[int] = []

    def look(_: Sessions, _arguments: dict[str, Any], tell: Progress) -> str:
        tell(40)
        seen.append(tasks(sessions)[0].progress)
        return ""

    ask_for(db, "look")
    do_next(sessions, {"look": look}, clock=Clock())
    assert seen == [40]


def test_work_whose_process_died_is_given_up_in_words(db: Session, sessions: Sessions) -> None:
    ask_for(db, "count", to=1)
    task = db.get_one(Task, tasks(sessions)[0].id)
    task.state = TaskState.WORKING
    db.commit()
    clock = Clock()
    do_all(sessions, clock)
    assert tasks(sessions)[0].state == TaskState.WORKING
    clock.move(LOST_AFTER + timedelta(seconds=1))
    do_all(sessions, clock)
    lost = tasks(sessions)[0]
    assert (lost.state, lost.outcome) == (TaskState.FAILED, LOST_SENTENCE)
