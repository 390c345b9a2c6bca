"""一次性订阅消息: a resident's yes to one notice about a case, asked for, given and spent once."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.columns import new_public_id
from core.sealing import keyring
from notices.models import Notice, Subscription

KINDS = ("resolve", "decline")
"""The kinds of notices that a yes is kept for: how it ended."""
HIGHEST_SCENE = 10_000
"""WeChat keeps one yes for each scene, 0 to 10,000 (its page about 一次性订阅消息)."""
_SIGNED = 40
"""Digits of the signature: WeChat hands back at most 128 letters and digits."""


def offer(
    db: Session, resident_id: int, subject: str, *, text_version: str, now: datetime
) -> Subscription:
    """Note that he is asked for a yes; `subject` is what the notice is about, like 'case:17'."""
    asked = Subscription(
        public_id=new_public_id(),
        resident_id=resident_id,
        subject=subject,
        text_version=text_version,
        scene=0,
        offered_at=now,
    )
    db.add(asked)
    db.flush()
    # Two that he has open at once must not share a scene.
    asked.scene = asked.id % (HIGHEST_SCENE + 1)
    return asked


def token_of(asked: Subscription, openid: str) -> str:
    """What WeChat hands back with his answer: names the row, and is signed for this openid."""
    return asked.public_id.encode().hex() + _signature(asked.public_id, openid)


def agree(db: Session, fields: Mapping[str, str], *, now: datetime) -> bool:
    """Keep the yes that WeChat's page came back with: token in `reserved`, openid and scene.

    False, and nothing changes, for a token that we have not made for this openid and scene, or
    that was used before.
    """
    openid, token = fields.get("openid", ""), fields.get("reserved", "")
    try:
        public_id = bytes.fromhex(token[:-_SIGNED]).decode()
    except ValueError:
        return False
    signed = token[-_SIGNED:].encode()
    if not hmac.compare_digest(_signature(public_id, openid).encode(), signed):
        return False
    his = select(Resident.id).where(Resident.openid_hash == keyring().keyed_hash(openid))
    kept = db.execute(
        update(Subscription)
        .where(Subscription.public_id == public_id, Subscription.resident_id.in_(his))
        .where(Subscription.scene == _number(fields.get("scene", "")))
        .where(Subscription.agreed_at.is_(None))
        .values(agreed_at=now)
        .returning(Subscription.id)
    )
    return kept.first() is not None


def spend(db: Session, notice: Notice, now: datetime) -> Subscription | None:
    """Use up the yes that the notice may go by, for good unless it is given back; None without
    one. The caller holds the lock on the resident's contact."""
    if notice.kind not in KINDS:
        return None
    subject = notice.cause.rpartition(":")[0]
    his = and_(Subscription.resident_id == notice.resident_id, Subscription.subject == subject)
    standing = select(Subscription).where(his, _STANDS).order_by(Subscription.id).limit(1)
    found = db.scalars(standing.execution_options(populate_existing=True)).first()
    if found is not None:
        found.spent_at = now
    return found


def give_back(db: Session, subscription_id: int) -> None:
    """The notice surely did not go: the yes stands as before."""
    spent = update(Subscription).where(Subscription.id == subscription_id)
    db.execute(spent.values(spent_at=None))


def is_agreed() -> ColumnElement[bool]:
    """On `Notice`: whether it tells how something ended, and a yes to that stands."""
    # A cause is its subject with the number of the event: 'case:17:4'.
    about = Notice.cause.like(Subscription.subject.concat(":%"))
    his = and_(Subscription.resident_id == Notice.resident_id, about)
    return and_(Notice.kind.in_(KINDS), exists().where(his, _STANDS))


_STANDS = and_(Subscription.agreed_at.is_not(None), Subscription.spent_at.is_(None))


def _signature(public_id: str, openid: str) -> str:
    return keyring().keyed_hash(f"one-time notice {public_id} {openid}")[:_SIGNED]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= len(str(HIGHEST_SCENE)) else -1
