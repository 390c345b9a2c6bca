"""The rows of messages: recorded before anything is done, finished by exactly one run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.orm import Session

from bot.codec import from_json, to_json
from bot.messages import Incoming, Reply
from bot.models import Message, MessageState
from bot.replies import reply_from_json, reply_to_json
from core.columns import new_public_id, open_value, seal_value
from core.sealing import keyring
from core.upsert import insert_into

TABLE = Message.__tablename__


@dataclass(frozen=True)
class Record:
    """A message's row as one run sees it; `reply` is None while no run has finished."""

    id: int
    public_id: str
    sender_hash: str
    sent_at: datetime
    msg_id: int
    run: int
    state: MessageState
    reply: Reply | None
    is_new: bool


@dataclass(frozen=True)
class Finished:
    """How a run ended; owed: a holding sentence went out, so the reply must follow by itself."""

    owed: bool


_DONE_OR_OWED: Any = case((Message.held_at.is_(None), MessageState.DONE), else_=MessageState.OWED)


def sender_hash_of(openid: str) -> str:
    """The keyed hash under which a sender's rows are found."""
    return keyring().keyed_hash(openid)


def key_hash_of(message: Incoming) -> str:
    """The keyed hash that is the same for every try of one push."""
    return keyring().keyed_hash(f"push|{message.account}|{message.key}")


def record(db: Session, message: Incoming, key_hash: str, account: str, *, now: datetime) -> Record:
    """The message's row, made by the first try; while it is unfinished each call takes a new
    run, so that only the last taker can finish it."""
    public_id = new_public_id()
    sent_at = datetime.fromtimestamp(min(message.created_at, 2**33), UTC)
    msg_id = getattr(message, "msg_id", None) or 0
    sender_hash = sender_hash_of(message.sender)
    statement = insert_into(db, Message.__table__).values(
        public_id=public_id,
        account=account,
        key_hash=key_hash,
        sender_hash=sender_hash,
        kind=type(message).__name__[:30],
        body_sealed=seal_value(to_json(message), TABLE, "body_sealed", public_id),
        msg_id=msg_id,
        sent_at=sent_at,
        received_at=now,
        tries=1,
        state=MessageState.WORKING,
        run=1,
    )
    working = Message.state == MessageState.WORKING
    statement = statement.on_conflict_do_update(
        index_elements=["account", "key_hash"],
        set_={
            "tries": Message.tries + 1,
            "run": case((working, Message.run + 1), else_=Message.run),
        },
    ).returning(Message.id, Message.public_id, Message.run, Message.state, Message.reply_sealed)
    row = db.execute(statement).one()
    return Record(
        id=row.id,
        public_id=row.public_id,
        sender_hash=sender_hash,
        sent_at=sent_at,
        msg_id=msg_id,
        run=row.run,
        state=MessageState(row.state),
        reply=_reply(row.reply_sealed, row.public_id),
        is_new=row.public_id == public_id,
    )


def has_earlier(db: Session, mine: Record, *, now: datetime, within: timedelta) -> bool:
    """Whether an earlier message of the same sender, arrived within that span, is unfinished."""
    earlier = or_(
        Message.sent_at < mine.sent_at,
        and_(Message.sent_at == mine.sent_at, Message.msg_id < mine.msg_id),
    )
    found = (
        select(Message.id)
        .where(Message.sender_hash == mine.sender_hash, Message.state == MessageState.WORKING)
        .where(earlier, Message.received_at > now - within)
        .limit(1)
    )
    return db.scalar(found) is not None


def finish(
    db: Session, mine: Record, reply: Reply, *, now: datetime, failure: str | None = None
) -> Finished | None:
    """The last statement of a run: done, or failed and left to the staff.

    None when another run has taken over or finished: the caller rolls everything back.
    """
    state = MessageState.FAILED if failure else _DONE_OR_OWED
    statement = (
        update(Message)
        .where(Message.id == mine.id, Message.run == mine.run)
        .where(Message.state == MessageState.WORKING)
        .values(
            state=state,
            reply_sealed=seal_value(reply_to_json(reply), TABLE, "reply_sealed", mine.public_id),
            finished_at=now,
            error=failure and failure[:60],
        )
        .returning(Message.held_at)
    )
    ended = db.execute(statement.execution_options(synchronize_session=False)).first()
    return Finished(owed=ended[0] is not None) if ended else None


def find_reply(db: Session, account: str, key_hash: str) -> Reply | None:
    """The reply of a finished message."""
    found = db.execute(
        select(Message.reply_sealed, Message.public_id).where(
            Message.account == account, Message.key_hash == key_hash
        )
    ).first()
    return _reply(found[0], found[1]) if found else None


def hold(db: Session, account: str, key_hash: str, *, now: datetime) -> bool:
    """Note that a holding sentence goes out; False when the message is finished (or unknown)."""
    statement = (
        update(Message)
        .where(Message.account == account, Message.key_hash == key_hash)
        .where(Message.state == MessageState.WORKING)
        .values(held_at=now)
        .returning(Message.id)
    )
    return db.execute(statement.execution_options(synchronize_session=False)).first() is not None


def take_stranded(
    db: Session, *, now: datetime, older_than: timedelta, limit: int
) -> list[tuple[Record, Incoming]]:
    """Unfinished messages whose tries are all over, each with a new run and marked as held:
    nobody waits on a connection any more, so their replies are owed."""
    chosen = (
        select(Message.id)
        .where(Message.state == MessageState.WORKING, Message.received_at < now - older_than)
        .order_by(Message.sent_at, Message.msg_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = db.scalars(
        update(Message)
        .where(Message.id.in_(chosen.scalar_subquery()))
        .values(run=Message.run + 1, held_at=now)
        .returning(Message),
        execution_options={"synchronize_session": False, "populate_existing": True},
    ).all()
    rows = sorted(rows, key=lambda row: (row.sent_at, row.msg_id))
    return [(_as_record(row), from_json(row.body or {})) for row in rows]


def _as_record(row: Message) -> Record:
    return Record(
        id=row.id,
        public_id=row.public_id,
        sender_hash=row.sender_hash or "",
        sent_at=row.sent_at,
        msg_id=row.msg_id,
        run=row.run,
        state=MessageState(row.state),
        reply=None,
        is_new=False,
    )


def _reply(sealed: bytes | None, public_id: str) -> Reply | None:
    if sealed is None:
        return None
    return reply_from_json(open_value(sealed, TABLE, "reply_sealed", public_id))


def last_reply(db: Session, openid: str) -> Reply | None:
    """The reply to the sender's last finished message."""
    found = db.execute(
        select(Message.reply_sealed, Message.public_id)
        .where(Message.sender_hash == sender_hash_of(openid), Message.reply_sealed.is_not(None))
        .order_by(Message.sent_at.desc(), Message.msg_id.desc())
        .limit(1)
    ).first()
    return _reply(found[0], found[1]) if found else None
