"""Whoever leaves is forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.consents import give_consent, has_consent
from accounts.contact import note_contact
from accounts.erasure import erase
from accounts.homes import bind_home
from accounts.models import Contact, Home, OpenQuestion, Resident
from accounts.questions import ask
from accounts.residents import find_resident, meet
from community.models import Area
from core.actor import resident_actor


def test_a_resident_who_leaves_is_forgotten_and_comes_back_as_somebody_new(
    db: Session, wang: Resident, areas: list[Area], now: datetime
) -> None:
    li = meet(db, "wx-desk", "o-li", now=now)
    for resident in (wang, li):
        actor = resident_actor(resident.id)
        note_contact(db, resident.id, "message", now=now)
        ask(db, resident.id, "place", {}, lives=timedelta(days=7), now=now)
        bind_home(db, resident.id, areas[0].id, source="typed", place="家", actor=actor, now=now)
        give_consent(db, resident.id, "contact", "1", actor=actor, now=now)
    for _ in range(2):
        erase(db, wang, now=now)
    assert find_resident(db, "wx-desk", "o-wang") is None
    assert wang.openid is None
    assert wang.erased_at == now
    assert not has_consent(db, wang.id, "contact")
    for model in (Contact, OpenQuestion, Home):
        left = db.scalars(select(model.resident_id)).all()
        assert left == [li.id], model.__tablename__
    assert meet(db, "wx-desk", "o-wang", now=now).id != wang.id
    assert db.scalar(select(func.count()).select_from(Resident)) == 3
