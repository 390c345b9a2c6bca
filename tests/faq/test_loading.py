"""The starter entries: drafts in production, published in a demonstration, never in the way."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community import loading as community
from community.setup import load_setup
from core.database import Sessions
from faq.entries import content_of, publish_entry, retire_entry, save_entry
from faq.knowledge import load_knowledge
from faq.loading import load_starter
from faq.models import Entry, EntryState
from faq.service import find
from tests.backends import Backend
from tests.faq.conftest import EDITOR
from tests.servers.loaded import load_once, load_starter_once


@pytest.fixture
def desk(backend: Backend, db: Session, now: datetime) -> Session:
    """A demonstration desk without entries."""

    def load(sessions: Sessions) -> None:
        with sessions.begin() as own:
            community.load_starter(own, demo=True, now=now)

    load_once(backend.database_url, "desk", load)
    return db


@pytest.fixture
def demonstration(backend: Backend, db: Session) -> Session:
    """A demonstration desk as its first start left it."""
    load_starter_once(backend.database_url, demo=True)
    return db


def test_a_demonstration_answers_from_the_start(desk: Session, now: datetime) -> None:
    loaded = load_starter(desk, published=True, now=now)
    assert loaded.written == loaded.published == 168
    assert not loaded.unpublished
    knowledge = load_knowledge(desk)
    assert all(entry.content.example for entry in knowledge.entries.values())
    areas = load_setup(desk).areas
    home = areas.neighbourhoods()[0]
    best = find("暂住证要带啥东西", home.id, knowledge, areas, now)[0]
    assert best.entry.question == "居住证怎么办理"
    assert any(entry.topic_id for entry in knowledge.entries.values())


def test_a_second_start_changes_nothing(demonstration: Session, now: datetime) -> None:
    again = load_starter(demonstration, published=True, now=now)
    assert (again.written, again.published) == (0, 0)


def test_in_production_they_are_drafts_only(desk: Session, now: datetime) -> None:
    loaded = load_starter(desk, published=False, now=now)
    assert (loaded.written, loaded.published) == (168, 0)
    assert not load_knowledge(desk).entries


def test_without_values_for_the_placeholders_the_reason_is_told(db: Session, now: datetime) -> None:
    community.load_starter(db, demo=False, now=now)
    loaded = load_starter(db, published=True, now=now)
    assert loaded.unpublished
    assert all("还没有填写" in reason for reason in loaded.unpublished.values())
    assert len(load_knowledge(db).entries) == loaded.published


def test_what_staff_saved_or_retired_is_left_alone(demonstration: Session, now: datetime) -> None:
    edited, retired, old = demonstration.scalars(select(Entry).order_by(Entry.id).limit(3)).all()
    own = content_of(edited)
    save_entry(demonstration, edited, own, version=1, actor=EDITOR, now=now)
    retire_entry(demonstration, retired, actor=EDITOR, now=now)
    old.answer = "上一版的答复"
    demonstration.flush()
    loaded = load_starter(demonstration, published=True, now=now)
    assert (loaded.written, loaded.published) == (1, 1)
    assert (edited.version, edited.published_revision) == (2, 1)
    assert retired.state == EntryState.RETIRED
    assert old.answer != "上一版的答复"


def test_staff_publish_a_draft_of_the_pack(desk: Session, now: datetime) -> None:
    load_starter(desk, published=False, now=now)
    draft = desk.scalars(select(Entry).limit(1)).one()
    areas = load_setup(desk).areas
    publish_entry(desk, draft, areas=areas, actor=EDITOR, now=now)
    load_starter(desk, published=False, now=now)
    assert set(load_knowledge(desk).entries) == {draft.id}
