"""Who writes: residents by account and openid."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.columns import new_public_id, seal_value
from core.errors import NotFound
from core.sealing import keyring
from core.upsert import insert_into


def meet(db: Session, account: str, openid: str, *, now: datetime) -> Resident:
    """The resident of that openid, made when he writes for the first time.

    One statement when he is known; two processes that meet him at once get the same row.
    """
    known = _by_openid(account, openid)
    found = db.scalars(known).first()
    if found is None:
        _insert(db, account, openid, now)
        found = db.scalars(known).one()
    return found


def find_resident(db: Session, account: str, openid: str) -> Resident | None:
    """The resident of that openid, None for somebody who never wrote."""
    return db.scalars(_by_openid(account, openid)).first()


def get_resident(db: Session, resident_id: int) -> Resident:
    """The resident of that id; raises `NotFound`."""
    found = db.get(Resident, resident_id)
    if found is None:
        raise NotFound("没有这位居民。")
    return found


def _by_openid(account: str, openid: str) -> Select[Resident]:
    digest = keyring().keyed_hash(openid)
    return select(Resident).where(Resident.account == account, Resident.openid_hash == digest)


def _insert(db: Session, account: str, openid: str, now: datetime) -> None:
    public_id = new_public_id()
    values = {
        "public_id": public_id,
        "account": account,
        "openid_hash": keyring().keyed_hash(openid),
        "openid_sealed": seal_value(openid, Resident.__tablename__, "openid_sealed", public_id),
        "follows": True,
        "created_at": now,
    }
    insert = insert_into(db, Resident).values(values)
    db.execute(insert.on_conflict_do_nothing(index_elements=["account", "openid_hash"]))
