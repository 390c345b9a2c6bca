"""Who writes: residents by account and openid."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.columns import new_public_id, seal_value
from core.errors import NotFound, Unavailable
from core.sealing import keyring
from core.upsert import insert_into


def meet(db: Session, account: str, openid: str, *, now: datetime) -> Resident:
    """The resident of that openid, made when he writes for the first time.

    One statement when he is known; two processes that meet him at once get the same row.
    """
    found = find_resident(db, account, openid)
    if found is None:
        _insert(db, account, openid, now)
        found = find_resident(db, account, openid)
    if found is None:
        raise Unavailable()
    return found


def find_resident(db: Session, account: str, openid: str) -> Resident | None:
    """The resident of that openid, None for somebody who never wrote."""
    known = {"account": account, "digest": keyring().keyed_hash(openid)}
    return db.scalars(_KNOWN, known).first()


def get_resident(db: Session, resident_id: int) -> Resident:
    """The resident of that id; raises `NotFound`."""
    found = db.get(Resident, resident_id)
    if found is None:
        raise NotFound("没有这位居民。")
    return found


# Built once: this runs in every push.
_KNOWN = select(Resident).where(
    Resident.account == bindparam("account"), Resident.openid_hash == bindparam("digest")
)


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
