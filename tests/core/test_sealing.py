"""A sealed value is read by its own row only."""

import base64
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.columns import UtcTime, open_value, seal_value
from core.sealing import Keyring, Unsealable

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


def resident(openid: str) -> Resident:
    return Resident(account="wx", openid_hash=openid, openid=openid, created_at=NOW)


def test_a_sealed_value_comes_back_from_the_database_and_is_not_readable_there(
    db: Session,
) -> None:
    db.add(resident("o-wang"))
    db.commit()
    db.expire_all()
    row = db.scalars(select(Resident)).one()
    assert row.openid == "o-wang"
    assert b"o-wang" not in (row.openid_sealed or b"")
    assert row.created_at == NOW


def test_a_sealed_value_moved_to_another_row_is_refused(db: Session) -> None:
    wang, li = resident("o-wang"), resident("o-li")
    db.add_all([wang, li])
    db.flush()
    li.openid_sealed = wang.openid_sealed
    with pytest.raises(Unsealable):
        assert li.openid


def test_none_stays_none() -> None:
    row = resident("o-wang")
    row.openid = None
    assert row.openid_sealed is None
    assert row.openid is None


def test_a_value_sealed_without_its_object_opens_only_for_its_column() -> None:
    sealed = seal_value({"电话": "1"}, "table", "column", "id")
    assert open_value(sealed, "table", "column", "id") == {"电话": "1"}
    with pytest.raises(Unsealable):
        open_value(sealed, "table", "other", "id")


def test_a_new_key_still_opens_and_finds_what_the_old_one_wrote() -> None:
    old = Keyring(key("a"))
    new = Keyring(key("b"), key("a"))
    assert new.open(old.seal(b"x", "about"), "about") == b"x"
    assert new.keyed_hash("13800138000") == old.keyed_hash("13800138000")
    with pytest.raises(Unsealable):
        old.open(new.seal(b"x", "about"), "about")


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 60])
def test_rubbish_is_refused_not_crashed_on(sealed: bytes) -> None:
    with pytest.raises(Unsealable):
        Keyring(key("a")).open(sealed, "about")


def test_a_naive_time_is_refused(db: Session) -> None:
    bind = UtcTime().process_bind_param
    with pytest.raises(ValueError, match="naive"):
        bind(NOW.replace(tzinfo=None), db.get_bind().dialect)
