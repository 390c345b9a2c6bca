"""The channel's SQL, put together once: building a statement costs more than running it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from bot.models import Message, MessageState
from core.columns import BigId, SealedBytes, UtcTime
from core.database import is_postgresql
from core.upsert import insert_into

message: Any = Message.__table__
column = message.c

_is_working = column.state == MessageState.WORKING
_is_this = and_(
    column.account == bindparam("of_account", type_=String),
    column.key_hash == bindparam("of_key", type_=String),
)
_now = bindparam("now", type_=UtcTime)
_prepared: dict[bool, Any] = {}


def record(db: Session) -> Any:
    """Insert a message's row, or take a new run of it while it is unfinished.

    Wants the row's columns and `more_tries`, counted on a row that is there already.
    """
    dialect = is_postgresql(db)
    if dialect not in _prepared:
        _prepared[dialect] = _record(db)
    return _prepared[dialect]


_GIVEN = ["public_id", "account", "key_hash", "sender_hash", "kind", "body_sealed"]
_GIVEN += ["msg_id", "sent_at", "received_at"]
_FIRST = {"tries": 1, "state": MessageState.WORKING.value, "run": 1}


def _record(db: Session) -> Any:
    values: dict[str, Any] = {name: bindparam(name, type_=column[name].type) for name in _GIVEN}
    return _or_next_run(insert_into(db, message).values(values | _FIRST))


def record_and_note(known: Select[Any], noting: Callable[[ColumnElement[bool]], Insert]) -> Any:
    """`record` for a sender of whom `known` has a row, together with `noting` him when the message
    is new; no row, and nothing done, for any other. For PostgreSQL, where a statement that stands
    alone spares the round trips of a transaction.

    Wants the parameters of `record`, their names beginning with `my_`, and those of both parts.
    """
    given = {name: bindparam(f"my_{name}", type_=column[name].type) for name in _GIVEN}
    values = [*given.values(), *(literal(value) for value in _FIRST.values())]
    row = select(*values).where(known.exists())
    insertion = postgresql.insert(message).from_select([*given, *_FIRST], row)
    mine = _or_next_run(insertion).cte("mine")
    is_new = select(mine.c.id).where(mine.c.public_id == given["public_id"]).exists()
    return select(mine).add_cte(noting(is_new).cte("noted"))


def _or_next_run(insertion: Any) -> Any:
    return insertion.on_conflict_do_update(
        index_elements=["account", "key_hash"],
        set_={
            "tries": column.tries + bindparam("more_tries", type_=Integer),
            "run": case((_is_working, column.run + 1), else_=column.run),
        },
    ).returning(
        column.id,
        column.public_id,
        column.run,
        column.tries,
        column.state,
        column.reply_sealed,
        column.held_at,
    )


_is_senders = column.sender_hash == bindparam("sender", type_=String)
_is_earlier = tuple_(column.sent_at, column.msg_id) < tuple_(
    bindparam("sent", type_=UtcTime), bindparam("number", type_=BigId)
)

# An earlier unfinished message of `sender`, among those since `oldest` by WeChat's clock and
# `since` by ours; the pair and its lower bound are what the index on the sender's order serves.
EARLIER: Any = (
    select(column.id)
    .where(
        _is_senders,
        column.sent_at >= bindparam("oldest", type_=UtcTime),
        _is_earlier,
        _is_working,
        column.received_at > bindparam("since", type_=UtcTime),
    )
    .limit(1)
)

# What `sender` has sent since `minute_before` and before this one, by WeChat's clock.
LAST_MINUTE: Any = select(column.id).where(
    _is_senders, column.sent_at >= bindparam("minute_before", type_=UtcTime), _is_earlier
)

# Of the messages of `sender` after this one: how many arrived `since`, and how many are unfinished.
LATER: Any = select(func.count(), func.count().filter(_is_working)).where(
    _is_senders,
    tuple_(column.sent_at, column.msg_id)
    > tuple_(bindparam("sent", type_=UtcTime), bindparam("number", type_=BigId)),
    column.sent_at >= bindparam("sent", type_=UtcTime),
    column.received_at > bindparam("since", type_=UtcTime),
)

_held = func.coalesce(column.held_at, bindparam("held", type_=UtcTime))
FINISH: Any = (
    update(message)
    .where(
        column.id == bindparam("mine", type_=BigId),
        column.run == bindparam("my_run", type_=Integer),
        _is_working,
        # What is held is ended only where its reply can be owed in the same transaction.
        or_(column.held_at.is_(None), not_(bindparam("alone", type_=Boolean))),
    )
    .values(
        state=case(
            (bindparam("failed", type_=Boolean), MessageState.FAILED.value),
            (
                and_(bindparam("can_owe", type_=Boolean), _held.is_not(None)),
                MessageState.OWED.value,
            ),
            else_=MessageState.DONE.value,
        ),
        reply_sealed=bindparam("reply", type_=SealedBytes),
        finished_at=_now,
        held_at=_held,
        error=bindparam("failure", type_=String),
    )
    .returning(column.held_at)
)

HOLD: Any = (
    update(message)
    .where(_is_this, _is_working)
    .values(held_at=func.coalesce(column.held_at, _now))
    .returning(column.id)
)

FIND: Any = select(column.state, column.reply_sealed, column.public_id, column.held_at).where(
    _is_this
)

LAST: Any = (
    select(column.reply_sealed, column.public_id, column.kind)
    .where(_is_senders, column.reply_sealed.is_not(None))
    .order_by(column.sent_at.desc(), column.msg_id.desc())
    .limit(1)
)

# The row of that reply, as part of a statement that is made anyway.
LAST_ID: Any = LAST.with_only_columns(column.id).scalar_subquery()


def stranded(*, before: datetime, limit: int, now: datetime) -> Any:
    """Take a new run of unfinished messages that arrived before then; returns their rows."""
    # As an expression of its own PostgreSQL evaluates it once: inside IN it might look for
    # `limit` unlocked rows more than once.
    chosen = (
        select(Message.id)
        .where(Message.state == MessageState.WORKING, Message.received_at < before)
        .order_by(Message.sent_at, Message.msg_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("chosen")
    )
    return (
        update(Message)
        .where(Message.id.in_(select(chosen.c.id)))
        .values(run=Message.run + 1, held_at=func.coalesce(Message.held_at, now))
        .returning(Message)
        .execution_options(synchronize_session=False)
    )
