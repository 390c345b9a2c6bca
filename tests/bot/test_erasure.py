"""What is left of somebody's messages when he has left, on both databases."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import ledger
from bot.erasure import erase
from bot.events import Unsubscribe
from bot.ledger import Ended, Record, sender_hash_of
from bot.messages import Incoming, NoReply, TextMessage, TextReply
from bot.models import Message, MessageState
from core.database import Sessions

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def says(sender: str, text: str) -> TextMessage:
    return TextMessage(
        account="gh_1", sender=sender, created_at=1_795_000_000, key=f"{sender}{text}", text=text
    )


def leaves(sender: str) -> Unsubscribe:
    return Unsubscribe(account="gh_1", sender=sender, created_at=1_795_000_100, key="left")


def recorded(db: Session, message: Incoming) -> Record:
    mine = ledger.record(db, message, ledger.key_hash_of(message), "wx1", now=NOON)
    db.commit()
    return mine


def answered(db: Session, message: Incoming, reply: str) -> None:
    ledger.finish(db, recorded(db, message), TextReply(reply), now=NOON)
    db.commit()


def rows(sessions: Sessions) -> list[Message]:
    with sessions() as db:
        return list(db.scalars(select(Message).order_by(Message.id)))


def test_words_replies_and_sender_are_gone(db: Session, sessions: Sessions) -> None:
    answered(db, says("王阿姨", "楼道灯坏了"), "已登记")
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    row = rows(sessions)[0]
    assert (row.body, row.reply, row.sender_hash) == (None, None, None)


def test_nobody_elses_words_are_touched(db: Session, sessions: Sessions) -> None:
    answered(db, says("李叔", "居住证怎么办"), "带身份证")
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    row = rows(sessions)[0]
    assert row.reply is not None
    assert row.sender_hash == sender_hash_of("李叔")


def test_who_still_handles_a_message_finds_it_ended(db: Session, sessions: Sessions) -> None:
    unfinished = recorded(db, says("王阿姨", "楼道灯坏了"))
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    assert ledger.finish(db, unfinished, TextReply("已登记"), now=NOON) is None
    db.rollback()
    assert rows(sessions)[0].state == MessageState.DONE


def test_a_late_try_of_an_erased_message_gets_no_reply_and_no_new_run(db: Session) -> None:
    message = says("王阿姨", "楼道灯坏了")
    answered(db, message, "已登记")
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    again = recorded(db, message)
    assert (again.is_new, again.ended) == (False, Ended(NoReply(), owed=False))


def test_what_failed_no_longer_waits_for_the_staff(db: Session, sessions: Sessions) -> None:
    failed = recorded(db, says("王阿姨", "楼道灯坏了"))
    ledger.finish(db, failed, TextReply("已记下"), now=NOON, failure="KeyError")
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    row = rows(sessions)[0]
    assert (row.state, row.error) == (MessageState.DONE, None)


def test_the_leaving_itself_can_finish_in_the_commit_that_erases(
    db: Session, sessions: Sessions
) -> None:
    leaving = recorded(db, leaves("王阿姨"))
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    assert ledger.finish(db, leaving, NoReply(), now=NOON) is not None
    db.commit()
    row = rows(sessions)[0]
    assert (row.state, row.body, row.sender_hash) == (MessageState.DONE, None, None)
