"""A resident who said in the chat that he does not want to live."""

from datetime import timedelta

from accounts.residents import meet
from bot.codec import to_json
from bot.ledger import key_hash_of, sender_hash_of
from bot.messages import TextMessage
from bot.models import Message, MessageState
from core.columns import new_public_id
from duty.concerns import open_concern
from duty.models import Concern
from tests.console.office import APPID, Office


def says(office: Office, name: str, words: str, *, before: timedelta = timedelta()) -> TextMessage:
    """His message with its row, as the webhook records it, so long ago."""
    openid, at = f"o-{name}", office.now - before
    said = TextMessage(
        sender=openid,
        account="gh_1",
        created_at=int(at.timestamp()),
        key=new_public_id(),
        text=words,
    )
    row = Message(account=APPID, key_hash=key_hash_of(said), kind="TextMessage")
    row.sender_hash, row.state, row.body = sender_hash_of(openid), MessageState.DONE, to_json(said)
    row.sent_at = row.received_at = at
    with office.sessions.begin() as db:
        db.add(row)
    return said


def cry(office: Office, name: str, words: str, *, area_id: int | None = None) -> Concern:
    """His words as the duty finds them."""
    said = says(office, name, words)
    with office.sessions.begin() as db:
        resident = meet(db, APPID, f"o-{name}", now=office.now)
        return open_concern(
            db,
            APPID,
            key_hash_of(said),
            resident_id=resident.id,
            area_id=area_id,
            said_at=office.now,
        )
