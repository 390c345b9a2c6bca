"""The rows of messages, written and found without a word of what was said in the clear."""

import pytest
from sqlalchemy.orm import Session

from bot import ledger
from bot.ledger import Ended
from bot.messages import NewsReply, NoReply, TextReply
from bot.models import Message
from bot.order import TURN_SPAN, is_behind, place_of
from core.database import Sessions, is_postgresql
from core.postponed import make_postponing_sessions
from tests.bot.house import APPID, NOON, House, done, leaves, says

LAMP = says("楼道灯坏了")


def record(db: Session, *, again: bool = False) -> ledger.Record:
    return ledger.record(db, LAMP, ledger.key_hash_of(LAMP), APPID, now=NOON, again=again)


def test_every_call_takes_a_new_run_until_one_finishes(db: Session) -> None:
    runs = [record(db).run for _ in range(3)]
    last = record(db)
    assert [*runs, last.run] == [1, 2, 3, 4]
    assert ledger.finish(db, last, done("灯"), now=NOON) == Ended(done("灯"), owed=False)
    after = record(db)
    assert (after.run, after.ended) == (4, Ended(done("灯"), owed=False))


def test_only_the_last_taker_can_finish_and_only_once(db: Session) -> None:
    first, second = record(db), record(db)
    assert ledger.finish(db, first, done("早"), now=NOON) is None
    assert ledger.finish(db, second, done("晚"), now=NOON) is not None
    assert ledger.finish(db, second, done("再"), now=NOON) is None


def test_an_attempt_anew_is_not_another_try(db: Session) -> None:
    assert [record(db).tries, record(db, again=True).tries, record(db).tries] == [1, 1, 2]


def test_another_account_s_message_of_the_same_key_is_another_message(db: Session) -> None:
    key = ledger.key_hash_of(LAMP)
    one = ledger.record(db, LAMP, key, APPID, now=NOON)
    two = ledger.record(db, LAMP, key, "wx-other", now=NOON)
    assert (one.is_new, two.is_new, one.id == two.id) == (True, True, False)


@pytest.mark.parametrize(
    "reply", [NoReply(), done("灯"), NewsReply("题", "话", "https://x.example/")]
)
def test_every_kind_of_reply_comes_back_as_it_was(
    db: Session, reply: TextReply | NewsReply | NoReply
) -> None:
    ledger.finish(db, record(db), reply, now=NOON)
    found = ledger.find_end(db, APPID, ledger.key_hash_of(LAMP))
    assert found == Ended(reply, owed=False)


def test_nothing_is_found_before_the_end_or_without_a_row(db: Session) -> None:
    assert ledger.find_end(db, APPID, ledger.key_hash_of(LAMP)) is None
    record(db)
    assert ledger.find_end(db, APPID, ledger.key_hash_of(LAMP)) is None


def test_what_was_held_is_owed_unless_nobody_listens(db: Session) -> None:
    mine = record(db)
    assert ledger.hold(db, APPID, ledger.key_hash_of(LAMP), now=NOON)
    assert ledger.finish(db, mine, done("灯"), now=NOON) == Ended(done("灯"), owed=True)
    assert not ledger.hold(db, APPID, ledger.key_hash_of(LAMP), now=NOON)
    gone = ledger.record(db, leaves(), ledger.key_hash_of(leaves()), APPID, now=NOON)
    ended = ledger.finish(db, gone, NoReply(), now=NOON, held=True, can_owe=False)
    assert ended == Ended(NoReply(), owed=False)


@pytest.mark.parametrize("held", [False, True])
def test_an_end_that_owes_nothing_is_a_commit_of_its_own_on_postgresql(
    sessions: Sessions, held: bool
) -> None:
    with sessions.begin() as db:
        mine = record(db)
        if held:
            ledger.hold(db, APPID, ledger.key_hash_of(LAMP), now=NOON)
    with make_postponing_sessions(sessions)() as db:
        on_postgresql = is_postgresql(db)
        assert ledger.finish(db, mine, done("灯"), now=NOON) == Ended(done("灯"), owed=held)
    with sessions() as db:
        # Nobody has committed: what is owed goes with its notice.
        ended = ledger.find_end(db, APPID, ledger.key_hash_of(LAMP))
    assert (ended is not None) == (on_postgresql and not held)


def test_earlier_means_time_first_and_then_the_message_id(db: Session) -> None:
    def put(msg_id: int, after: int) -> ledger.Record:
        message = says("话", msg_id=msg_id, after=after)
        return ledger.record(db, message, message.key, APPID, now=NOON)

    rows = [put(5, 0), put(6, 0), put(1, 1)]
    assert [is_behind(db, place_of(row, now=NOON)) for row in rows] == [False, True, True]
    ledger.finish(db, rows[0], done("话"), now=NOON)
    assert not is_behind(db, place_of(rows[1], now=NOON))
    assert not is_behind(db, place_of(rows[2], now=NOON + 2 * TURN_SPAN))


def test_a_time_from_another_century_is_no_error(db: Session) -> None:
    message = says("话", after=2**40)
    assert ledger.record(db, message, message.key, APPID, now=NOON).is_new


def test_nothing_personal_stands_in_a_row_in_the_clear(house: House, sessions: Sessions) -> None:
    message = says("我叫王秀英", who="oWangXiuying")
    house.process().reply_to(message)
    with sessions() as db:
        row = db.query(Message).one()
        stored = " ".join(str(getattr(row, column.key)) for column in Message.__table__.columns)
    assert row.body is not None
    assert row.body["text"] == message.text
    for personal in (message.text, message.sender, message.key):
        assert personal not in stored
