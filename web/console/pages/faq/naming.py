"""What the pages of the knowledge call areas, offices, topics, states and editors."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Staff
from community.setup import Setup
from faq.models import EntryState

EVERYWHERE = "全部区域"
STATES: Mapping[str, str] = {
    EntryState.DRAFT: "草稿",
    EntryState.REVIEW: "待审核",
    EntryState.PUBLISHED: "已发布",
    EntryState.RETIRED: "已下线",
}
FIELDS: Mapping[str, str] = {
    "question": "标准问",
    "answer": "答复",
    "phrasings": "相似问",
    "category": "分类",
    "area_id": "区域",
    "office_id": "负责单位",
    "topic_id": "可登记的事项",
    "valid_from": "生效日",
    "valid_until": "截止日",
}


def area_choices(setup: Setup, *, first: str = EVERYWHERE) -> list[tuple[str, str]]:
    """Areas to choose from, those within others indented; '' is everywhere."""
    areas = sorted(setup.areas, key=lambda area: area.path)
    return [("", first), *((str(a.id), "\u3000" * (a.depth - 1) + a.name) for a in areas)]


def office_choices(setup: Setup) -> list[tuple[str, str]]:
    """Offices to choose from."""
    offices = [office for office in setup.offices.values() if office.active]
    return [("", "没有指定"), *((str(office.id), office.name) for office in offices)]


def topic_choices(setup: Setup) -> list[tuple[str, str]]:
    """Topics to choose from."""
    topics = [topic for topic in setup.topics.values() if topic.active]
    return [("", "不带登记"), *((str(topic.id), topic.name) for topic in topics)]


def names_of_ids(setup: Setup) -> dict[str, dict[int | None, str]]:
    """For the fields that hold an id: what each id is called."""
    areas: dict[int | None, str] = {area.id: setup.areas.name_of(area.id) for area in setup.areas}
    offices: dict[int | None, str] = {one.id: one.name for one in setup.offices.values()}
    topics: dict[int | None, str] = {one.id: one.name for one in setup.topics.values()}
    return {
        "area_id": {None: EVERYWHERE, **areas},
        "office_id": {None: "没有指定", **offices},
        "topic_id": {None: "不带登记", **topics},
    }


def names_of_staff(db: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """What staff of these ids are called."""
    wanted = {one for one in ids if one is not None}
    rows = db.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row.id: row.name for row in rows}
