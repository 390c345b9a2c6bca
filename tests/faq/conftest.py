"""What the tests of the FAQ share: two communities of one street, an editor, a way to ask."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from accounts.models import Resident
from accounts.residents import meet
from community.models import Area
from community.setup import Setup, load_setup
from core.actor import Actor, rights
from faq.content import EntryContent
from faq.entries import create_entry, publish_entry
from faq.knowledge import load_knowledge
from faq.matching.thresholds import Thresholds
from faq.models import Entry
from faq.service import Answer, ask

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EDITOR = Actor("staff", 7, rights(["entry.edit", "entry.publish"]))
THRESHOLDS = Thresholds(answer=0.8, suggest=0.2)
Publish = Callable[..., Entry]
Ask = Callable[..., Answer]


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Shanghai."""
    return NOW


@pytest.fixture
def areas(db: Session) -> dict[str, int]:
    """幸福里 with a building, and 安宁, in one street: ids by name."""
    rows = [
        Area(id=1, key="street", kind="街道", name="幸福街道", path="1/"),
        Area(id=2, key="happy", kind="社区", name="幸福里社区", parent_id=1, path="1/2/"),
        Area(id=3, key="calm", kind="社区", name="安宁社区", parent_id=1, path="1/3/"),
        Area(id=4, key="b3", kind="楼栋", name="3号楼", parent_id=2, path="1/2/4/"),
    ]
    rows[1].filled = {"社区电话": "幸福里的电话"}
    rows[2].filled = {"社区电话": "安宁的电话"}
    for row in rows:
        db.add(row)
        db.flush()
    db.commit()
    return {"街道": 1, "幸福里": 2, "安宁": 3, "3号楼": 4}


@pytest.fixture
def setup(db: Session, areas: dict[str, int]) -> Setup:
    """The community as a snapshot."""
    assert areas
    return load_setup(db)


@pytest.fixture
def wang(db: Session) -> Resident:
    """王阿姨."""
    resident = meet(db, "wx-desk", "o-wang", now=NOW)
    db.commit()
    return resident


@pytest.fixture
def publish(db: Session, setup: Setup) -> Publish:
    """Publish an entry: question, answer, phrasings …"""

    def _publish(question: str, answer: str, *phrasings: str, **more: object) -> Entry:
        content = EntryContent(question, answer, phrasings, **more)  # type: ignore[arg-type]
        entry = create_entry(db, content, actor=EDITOR, now=NOW)
        return publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=NOW)

    return _publish


@pytest.fixture
def ask_desk(db: Session, setup: Setup, wang: Resident) -> Ask:
    """王阿姨 asks what is published now."""

    def _ask(
        text: str, area_id: int | None = 2, *, now: datetime = NOW, ask_area: bool = True
    ) -> Answer:
        return ask(
            db,
            text,
            resident_id=wang.id,
            area_id=area_id,
            knowledge=load_knowledge(db),
            setup=setup,
            thresholds=THRESHOLDS,
            account="wx-desk",
            now=now,
            ask_area=ask_area,
        )

    return _ask
