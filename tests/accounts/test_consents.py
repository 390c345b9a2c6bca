"""A yes is a row, and can be taken back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.consents import give_consent, has_consent, withdraw_consent
from accounts.models import Consent, Resident
from core.actor import resident_actor
from core.errors import Refused


def test_a_yes_holds_until_it_is_taken_back(db: Session, wang: Resident, now: datetime) -> None:
    actor = resident_actor(wang.id)
    assert not has_consent(db, wang.id, "contact")
    first = give_consent(db, wang.id, "contact", "2026-1", actor=actor, now=now)
    assert give_consent(db, wang.id, "contact", "2026-1", actor=actor, now=now) is first
    assert has_consent(db, wang.id, "contact")
    assert not has_consent(db, wang.id, "notice")
    assert withdraw_consent(db, wang.id, actor=actor, now=now + timedelta(days=1)) == 1
    assert not has_consent(db, wang.id, "contact")
    assert first.withdrawn_at == now + timedelta(days=1)


def test_new_words_need_a_new_row(db: Session, wang: Resident, now: datetime) -> None:
    actor = resident_actor(wang.id)
    old = give_consent(db, wang.id, "contact", "2026-1", actor=actor, now=now)
    give_consent(db, wang.id, "contact", "2026-2", actor=actor, now=now)
    assert old.withdrawn_at == now
    assert db.scalar(select(func.count()).select_from(Consent)) == 2


def test_nobody_says_yes_for_another(db: Session, wang: Resident, now: datetime) -> None:
    stranger = resident_actor(wang.id + 1)
    with pytest.raises(Refused):
        give_consent(db, wang.id, "contact", "2026-1", actor=stranger, now=now)
    with pytest.raises(Refused):
        withdraw_consent(db, wang.id, "contact", actor=stranger, now=now)
