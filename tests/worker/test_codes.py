"""The codes of a community's buildings come from WeChat one by one, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.gateway.errors import Busy, Misconfigured
from community.codes import areas_within, find_order, order_codes
from community.loading import load_starter
from community.models import Area
from core.actor import OPERATOR, Actor
from core.database import Sessions
from core.errors import Refused
from core.tasks import Task, TaskState
from tests.notices.people import NOON, Clock
from worker.kinds import functions
from worker.tasks import do_next


@pytest.fixture
def grid(db: Session) -> Area:
    """第一网格 of 幸福里, with its buildings."""
    load_starter(db, demo=False, now=NOON)
    db.commit()
    return db.scalars(select(Area).where(Area.key == "xingfuli-1")).one()


def fetched(db: Session, sessions: Sessions, grid: Area, ask: Callable[[str], str] | None) -> Task:
    """The order, done."""
    task = order_codes(db, grid, actor=OPERATOR, now=NOON)
    db.commit()
    assert do_next(sessions, functions(ask), clock=Clock())
    db.expire_all()
    return task


def test_each_area_gets_the_code_of_its_scene_once(
    db: Session, sessions: Sessions, grid: Area
) -> None:
    asked: list[str] = []

    def ask(scene: str) -> str:
        asked.append(scene)
        return f"http://weixin.qq.com/q/{scene}"

    task = fetched(db, sessions, grid, ask)
    assert task.state == TaskState.DONE
    rows = areas_within(db, grid)
    assert [row.code_url for row in rows] == [f"http://weixin.qq.com/q/{own}" for own in asked]
    assert asked[0] == grid.scene
    assert find_order(db, task.public_id, grid) == task
    assert find_order(db, task.public_id, rows[1]) is None
    fetched(db, sessions, grid, ask)
    assert len(asked) == len(rows), "what is there is not asked for again"


def test_what_came_before_an_error_stays(db: Session, sessions: Sessions, grid: Area) -> None:
    def ask(scene: str) -> str:
        if scene == grid.scene:
            return "http://weixin.qq.com/q/x"
        raise Busy(-1)

    task = fetched(db, sessions, grid, ask)
    assert (task.state, "拿到 1 个" in (task.outcome or "")) == (TaskState.FAILED, True)
    assert grid.code_url == "http://weixin.qq.com/q/x"


def test_an_account_that_may_not_says_what_is_needed(
    db: Session, sessions: Sessions, grid: Area
) -> None:
    def ask(_: str) -> str:
        raise Misconfigured(48001)

    assert "服务号" in (fetched(db, sessions, grid, ask).outcome or "")
    assert "WECHAT_SECRET" in (fetched(db, sessions, grid, None).outcome or "")


def test_only_who_may_edit_the_area_orders_its_codes(db: Session, grid: Area) -> None:
    with pytest.raises(Refused):
        order_codes(db, grid, actor=Actor("staff", 1), now=NOON)
