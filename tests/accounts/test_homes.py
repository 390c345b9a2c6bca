"""Where a resident says he lives."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from accounts.homes import bind_home, current_home, homes
from accounts.models import Resident
from community.models import Area
from core.actor import Actor, resident_actor
from core.errors import Refused


def test_the_last_one_bound_is_where_he_lives(
    db: Session, wang: Resident, areas: list[Area], now: datetime
) -> None:
    actor = resident_actor(wang.id)
    assert current_home(db, wang.id) is None
    first = bind_home(db, wang.id, 1, source="typed", place="3号楼", actor=actor, now=now)
    second = bind_home(db, wang.id, areas[1].id, source="scan", actor=actor, now=now)
    assert current_home(db, wang.id) is second
    again = bind_home(db, wang.id, 1, source="chosen", actor=actor, now=now)
    assert again is first
    assert again.place == "3号楼", "what is known is not asked again"
    assert homes(db, wang.id) == [first, second]


@pytest.mark.usefixtures("areas")
def test_nobody_moves_another_resident(db: Session, wang: Resident, now: datetime) -> None:
    for actor in (resident_actor(wang.id + 1), Actor("staff", 1)):
        with pytest.raises(Refused):
            bind_home(db, wang.id, 1, source="typed", actor=actor, now=now)
