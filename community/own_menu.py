"""The account's menu as staff have made it: saved version by version, published by the worker."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from community.menu import Menu, check_menu, from_json, to_json
from community.models import MenuRevision
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Refused
from core.tasks import Task, TaskState, queue_task

RIGHT = "menu.edit"
KIND = "publish_menu"
ABILITY = "menu"
NO_RIGHT = (
    "这个公众号还不能自定义菜单：运维的设置 WECHAT_CAN 里没有 menu。"
    "能不能开通，要看公众号的类型和认证。"
)


def find_menu(db: Session) -> MenuRevision | None:
    """The version saved last; None while nobody has changed the shipped menu."""
    newest = select(MenuRevision).order_by(MenuRevision.number.desc()).limit(1)
    return db.scalars(newest).first()


def menu_of(row: MenuRevision | None, shipped: Menu) -> Menu:
    """What the row holds; without one the shipped menu."""
    return from_json(row.content) if row is not None else shipped


def save_menu(
    db: Session, menu: Menu, *, version: int, actor: Actor, now: datetime
) -> MenuRevision:
    """Keep the menu over the version that was read (0: the shipped one), else `Conflict`; phones
    show it when it is published. Raises `Refused` or `Invalid`."""
    actor.require(RIGHT)
    check_menu(menu)
    newest = find_menu(db)
    if (newest.number if newest else 0) != version:
        raise Conflict()
    row = MenuRevision(number=version + 1, content=to_json(menu), staff_id=actor.id, saved_at=now)
    db.add(row)
    try:
        db.flush()
    except IntegrityError as error:
        raise Conflict() from error
    record(db, actor, "menu.save", f"menu:{row.number}", now=now)
    return row


def order_publishing(
    db: Session, row: MenuRevision, *, abilities: Collection[str], actor: Actor, now: datetime
) -> Task:
    """Have the worker give this version to WeChat. Raises `Refused`, also where the account may
    have no menu, or `Conflict` while it is being done or where there is a newer version."""
    actor.require(RIGHT)
    if ABILITY not in abilities:
        raise Refused(NO_RIGHT)
    if find_menu(db) is not row:
        raise Conflict()
    task = task_of(db, row)
    if task is not None and task.state in {TaskState.WAITING, TaskState.WORKING}:
        raise Conflict("正在发布，请等一会儿。")
    task = queue_task(db, KIND, {"number": row.number}, now=now)
    row.task_id = task.id
    record(db, actor, "menu.publish", f"menu:{row.number}", now=now)
    return task


def task_of(db: Session, row: MenuRevision) -> Task | None:
    """The work of publishing it that was ordered last."""
    return db.get(Task, row.task_id) if row.task_id else None


def last_published(db: Session) -> MenuRevision | None:
    """The version that WeChat took last."""
    taken = select(MenuRevision).where(MenuRevision.published_at.is_not(None))
    return db.scalars(taken.order_by(MenuRevision.published_at.desc()).limit(1)).first()


def note_published(db: Session, number: int, *, now: datetime) -> None:
    """Note that WeChat has taken that version (0: the shipped menu, which has no row)."""
    row = db.get(MenuRevision, number)
    if row is not None:
        row.published_at = now
