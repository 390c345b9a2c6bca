"""Words of suicide: they, and what is said next, are met gently, and the duty is told."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.models import Contact
from bot.ledger import key_hash_of
from bot.messages import Incoming
from community.texts import desk as texts
from duty.concerns import has_unread, open_concern
from handlers.context import Context
from handlers.turn import Turn

# So long what he says belongs to it: 我在6号楼顶上 is no question about roofs.
STAYS = timedelta(minutes=30)


def tell_duty(turn: Turn, context: Context) -> None:
    """Whoever has the duty sees it, together with the reply or not at all."""
    home = context.setup.areas.neighbourhood_of(context.area_id) or context.area
    keep(
        context.db,
        context.rules.account,
        turn.message,
        resident_id=context.resident.id,
        area_id=home.id if home else None,
        now=context.now,
    )


def keep(
    db: Session,
    account: str,
    message: Incoming,
    *,
    resident_id: int,
    area_id: int | None,
    now: datetime,
) -> None:
    """Keep the recorded message for the duty of that neighbourhood, and that he cried just now."""
    contact = db.get(Contact, resident_id)
    if contact is not None:
        contact.cried_at = now
    key = key_hash_of(message)
    open_concern(db, account, key, resident_id=resident_id, area_id=area_id, said_at=now)


def is_near(turn: Turn, context: Context) -> bool:
    """Words soon after such words, about nothing that the office does."""
    cried_at = context.contact.cried_at if context.contact else None
    if cried_at is None or cried_at < context.now - STAYS:
        return False
    return context.topic_of(turn.text) is None


def listen(turn: Turn, context: Context) -> str:
    """Still warmth and numbers, and nothing is asked; whoever has read all there was is told that
    there is more."""
    if not has_unread(context.db, context.resident.id):
        tell_duty(turn, context)
    return context.say(texts.EMERGENCY_GENTLE_MORE)
