"""The rows of messages: recorded before anything is done, finished by exactly one run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from bot import statements
from bot.codec import from_json, to_json
from bot.messages import Incoming, NoReply, Reply
from bot.models import Message, MessageState
from bot.replies import reply_from_json, reply_to_json
from bot.words import words_of
from core.alone import Alone
from core.columns import new_public_id, open_value, seal_value
from core.errors import LinliError
from core.postponed import end_alone, end_with
from core.sealing import keyring

TABLE = Message.__tablename__


@dataclass(frozen=True)
class Ended:
    """How a message ended; owed: a holding sentence went out, and the reply follows by itself."""

    reply: Reply
    owed: bool


@dataclass(frozen=True)
class Record:
    """A message's row as one run sees it; `ended` is None while no run has finished it.

    tries: how many of WeChat's tries recorded it, this one included.
    """

    id: int
    public_id: str
    sender_hash: str
    sent_at: datetime
    msg_id: int
    run: int
    tries: int
    ended: Ended | None
    is_new: bool


def sender_hash_of(openid: str) -> str:
    """The keyed hash under which a sender's rows are found."""
    return keyring().keyed_hash(openid)


def key_hash_of(message: Incoming) -> str:
    """The keyed hash that is the same for every try of one push."""
    return keyring().keyed_hash(f"push|{message.account}|{message.key}")


def record(
    db: Session,
    message: Incoming,
    key_hash: str,
    account: str,
    *,
    now: datetime,
    again: bool = False,
) -> Record:
    """The message's row, made by the first try; while it is unfinished each call takes a new
    run, so that only the last taker can finish it. again: this try recorded it before."""
    values = _values(message, key_hash, account, now)
    row = db.execute(statements.record(db), {**values, "more_tries": 0 if again else 1}).one()
    return _as_recorded(row, values)


def record_by(
    connection: Connection,
    statement: Alone,
    noted_by: Mapping[str, Any],
    message: Incoming,
    key_hash: str,
    account: str,
    *,
    now: datetime,
    again: bool = False,
) -> Record | None:
    """`record` by a `statements.record_and_note`, whose other parameters are `noted_by`, as a
    commit of its own; None, and nothing done, when the sender is unknown."""
    values = _values(message, key_hash, account, now)
    mine = {f"my_{name}": value for name, value in values.items()}
    given = {**mine, "more_tries": 0 if again else 1, **noted_by}
    row = statement.run(connection, given)
    return _as_recorded(row, values) if row else None


def _values(message: Incoming, key_hash: str, account: str, now: datetime) -> dict[str, Any]:
    public_id = new_public_id()
    return {
        "public_id": public_id,
        "account": account,
        "key_hash": key_hash,
        "sender_hash": sender_hash_of(message.sender),
        "kind": _kind_of(message),
        "body_sealed": seal_value(to_json(message), TABLE, "body_sealed", public_id),
        "msg_id": getattr(message, "msg_id", None) or 0,
        "sent_at": datetime.fromtimestamp(min(message.created_at, 2**33), UTC),
        "received_at": now,
    }


def _as_recorded(row: Any, values: Mapping[str, Any]) -> Record:
    return Record(
        id=row.id,
        public_id=row.public_id,
        sender_hash=values["sender_hash"],
        sent_at=values["sent_at"],
        msg_id=values["msg_id"],
        run=row.run,
        tries=row.tries,
        ended=_ended(row.state, row.reply_sealed, row.public_id, row.held_at),
        is_new=row.public_id == values["public_id"],
    )


def finish(
    db: Session,
    mine: Record,
    reply: Reply,
    *,
    now: datetime,
    failure: str | None = None,
    held: bool = False,
    can_owe: bool = True,
) -> Ended | None:
    """The last statement of a run: done, or failed and left to the staff.

    held: a holding sentence went out that the row does not know of; can_owe: False for what
    needs no reply. None when another run has taken over or finished: the caller rolls
    everything back.
    """
    values = {
        "mine": mine.id,
        "my_run": mine.run,
        "failed": failure is not None,
        "can_owe": can_owe,
        "reply": seal_value(reply_to_json(reply), TABLE, "reply_sealed", mine.public_id),
        "now": now,
        "held": now if held else None,
        "failure": failure and failure[:60],
    }
    # A held reply is owed besides: that takes a transaction.
    row = None if held else end_alone(db, statements.FINISH, {**values, "alone": True})
    row = row or end_with(db, statements.FINISH, {**values, "alone": False})
    return Ended(reply, owed=can_owe and row.held_at is not None) if row else None


def is_recorded(db: Session, account: str, key_hash: str) -> bool:
    """Whether there is a row, finished or not."""
    found = db.execute(statements.FIND, {"of_account": account, "of_key": key_hash})
    return found.first() is not None


def find_end(db: Session, account: str, key_hash: str) -> Ended | None:
    """How a message ended; None while it is unfinished, or when there is no row."""
    row = db.execute(statements.FIND, {"of_account": account, "of_key": key_hash}).first()
    return _ended(row.state, row.reply_sealed, row.public_id, row.held_at) if row else None


def hold(db: Session, account: str, key_hash: str, *, now: datetime) -> bool:
    """Note that a holding sentence goes out; False when the message is finished (or unknown)."""
    values = {"of_account": account, "of_key": key_hash, "now": now}
    return db.execute(statements.HOLD, values).first() is not None


def take_stranded(
    db: Session, *, now: datetime, older_than: timedelta, limit: int
) -> list[tuple[Record, Incoming | None]]:
    """Unfinished messages whose tries are all over, earliest first, each with a new run and
    marked as held: nobody waits on a connection any more, so their replies are owed.

    The message is None where its row can't be read (another version wrote it, or its key is
    not here).
    """
    statement = statements.stranded(before=now - older_than, limit=limit, now=now)
    rows = db.scalars(statement, execution_options={"populate_existing": True}).all()
    rows = sorted(rows, key=lambda row: (row.sent_at, row.msg_id))
    return [(_as_record(row), _message_in(row)) for row in rows]


def _message_in(row: Message) -> Incoming | None:
    try:
        return from_json(row.body or {})
    except (LinliError, ValueError, TypeError):
        return None


def _as_record(row: Message) -> Record:
    return Record(
        id=row.id,
        public_id=row.public_id,
        sender_hash=row.sender_hash or "",
        sent_at=row.sent_at,
        msg_id=row.msg_id,
        run=row.run,
        tries=row.tries,
        ended=None,
        is_new=False,
    )


def _ended(
    state: str, sealed: bytes | None, public_id: str, held_at: datetime | None
) -> Ended | None:
    if state == MessageState.WORKING:
        return None
    # An erased message has no reply any more, and nobody waits for one.
    reply = _reply(sealed, public_id) or NoReply()
    return Ended(reply, owed=sealed is not None and held_at is not None)


def _reply(sealed: bytes | None, public_id: str) -> Reply | None:
    if sealed is None:
        return None
    return reply_from_json(open_value(sealed, TABLE, "reply_sealed", public_id))


@dataclass(frozen=True)
class LastReply:
    """The reply to a sender's last finished message as it is kept: opened only when it matters."""

    sealed: bytes | None = None
    public_id: str | None = None

    def open(self) -> Reply | None:
        """The reply, None where there was none."""
        return _reply(self.sealed, self.public_id or "")


NEVER_ANSWERED = LastReply()


def last_reply(db: Session, openid: str) -> Reply | None:
    """The reply to the sender's last finished message."""
    found = db.execute(statements.LAST, {"sender": sender_hash_of(openid)}).first()
    return _reply(found[0], found[1]) if found else None


def last_words(db: Session, openid: str, *, since: datetime) -> str:
    """What the sender's last finished message said, '' where it said nothing or was before then."""
    return next(iter(words_since(db, openid, since=since, most=1)), "")


def words_since(db: Session, openid: str, *, since: datetime, most: int) -> list[str]:
    """What the sender's finished messages have said since, the newest first; at most so many."""
    own = select(Message).where(
        Message.sender_hash == sender_hash_of(openid),
        Message.reply_sealed.is_not(None),
        Message.sent_at > since,
    )
    newest = own.order_by(Message.sent_at.desc(), Message.msg_id.desc()).limit(most)
    return [words_of(found) for found in db.scalars(newest)]


def follows_another(db: Session, message: Incoming) -> bool:
    """Whether the sender's last finished message was of the same kind."""
    found = db.execute(statements.LAST, {"sender": sender_hash_of(message.sender)}).first()
    return found is not None and found.kind == _kind_of(message)


def _kind_of(message: Incoming) -> str:
    return type(message).__name__[:30]
