"""What failed is seen to by commands, and `check` stops speaking of it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.residents import meet
from bot import ledger
from bot.messages import TextMessage, TextReply
from bot.models import Message
from core import clock
from core.audit import AuditRow, seal_chain
from core.database import Sessions, make_engine, make_sessions
from core.tasks import Task, TaskState, queue_task
from notices.models import Notice, NoticeState
from tests.cli.conftest import ON_BOTH_DATABASES, Operate, set_up
from tests.cli.linli import PRODUCTION, Linli

pytestmark = ON_BOTH_DATABASES
ACCOUNT = PRODUCTION["WECHAT_APPID"]


@pytest.fixture
def sessions(linli: Linli) -> Iterator[Sessions]:
    """A desk at work, in which nothing is wrong yet."""
    set_up(linli, demo=True)
    engine = make_engine(linli.database)
    made = make_sessions(engine)
    yield made
    engine.dispose()


def fail(sessions: Sessions, words: str) -> str:
    """王阿姨's message, left to the staff; its public id."""
    message = TextMessage(
        account="gh_1", sender="o-wang", created_at=1_795_000_000, key=words, text=words
    )
    with sessions.begin() as db:
        key = ledger.key_hash_of(message)
        mine = ledger.record(db, message, key, ACCOUNT, now=clock.now())
        sorry = TextReply("已记下您的话，工作人员会看。")
        ledger.finish(db, mine, sorry, now=clock.now(), failure="KeyError")
    return mine.public_id


@pytest.mark.usefixtures("on_duty")
def test_a_failed_message_is_listed_read_and_seen_to(operate: Operate, sessions: Sessions) -> None:
    public_id = fail(sessions, "3号楼\n楼道灯\x1b[2J坏了，电话13812345678")
    assert "1 messages failed" in operate("manage", "check").said
    listed = operate("manage", "message", "list")
    line = rf"{re.escape(public_id)}  20\d\d-\d\d-\d\d \d\d:\d\d  TextMessage  KeyError"
    assert re.fullmatch(rf"{line}\n", listed.said)
    with sessions() as db:
        assert not db.scalars(select(AuditRow).where(AuditRow.action == "message.read")).all()
    with_words = operate("manage", "message", "list", "--words")
    shown = "3号楼 楼道灯[2J坏了，电话【电话】"
    assert re.fullmatch(rf"{line}  {re.escape(shown)}\n", with_words.said)
    with sessions() as db:
        read = db.scalars(select(AuditRow).where(AuditRow.action == "message.read")).one()
        assert (read.actor_kind, "楼道灯" in str(read.facts)) == ("operator", False)
    assert operate("manage", "message", "seen", public_id).said == "Seen: 1.\n"
    assert operate("manage", "message", "list").said == ""
    assert operate("manage", "check").said == "Nothing is wrong.\n"


def test_an_id_that_looks_like_an_option_is_understood(
    operate: Operate, sessions: Sessions
) -> None:
    fail(sessions, "灯坏了")
    with sessions.begin() as db:
        db.execute(update(Message).values(public_id="-w0rds_begin-with-one"))
    assert operate("manage", "message", "seen", "-w0rds_begin-with-one").status == 0
    assert operate("manage", "message", "list").said == ""


def test_seen_to_is_all_or_nothing(operate: Operate, sessions: Sessions) -> None:
    public_id = fail(sessions, "灯坏了")
    refused = operate("manage", "message", "seen", public_id, "nothing")
    assert (refused.status, refused.complained) == (1, "没有这条来信。\n")
    assert public_id in operate("manage", "message", "list").said
    assert operate("manage", "message", "seen").status == 2


@pytest.mark.usefixtures("on_duty")
def test_what_ended_badly_is_told_for_seven_days(operate: Operate, sessions: Sessions) -> None:
    told = [
        "1 notices were given up in the last 7 days (unsealable).",
        "1 notices may or may not have arrived in the last 7 days (timeout).",
        "1 tasks failed in the last 7 days.",
    ]
    with sessions.begin() as db:
        _end_badly(db)
    assert operate("manage", "check").said.splitlines() == told
    with sessions.begin() as db:
        week = clock.now() - timedelta(days=7)
        db.execute(update(Notice).values(sending_at=week))
        db.execute(update(Task).values(changed_at=week))
    assert operate("manage", "check").said == "Nothing is wrong.\n"


@pytest.mark.usefixtures("on_duty")
def test_what_was_given_up_because_she_left_is_not_wrong(
    operate: Operate, sessions: Sessions
) -> None:
    with sessions.begin() as db:
        _notice(db, NoticeState.GIVEN_UP, "erased")
    assert operate("manage", "check").said == "Nothing is wrong.\n"


def _end_badly(db: Session) -> None:
    _notice(db, NoticeState.GIVEN_UP, "unsealable")
    _notice(db, NoticeState.UNCERTAIN, "timeout")
    queue_task(db, "count", {}, now=clock.now()).state = TaskState.FAILED
    seal_chain(db)


def _notice(db: Session, state: NoticeState, reason: str) -> None:
    """A notice that ended so just now; it was due long ago."""
    now = clock.now()
    aunt = meet(db, ACCOUNT, "o-wang", now=now)
    db.add(
        Notice(
            resident_id=aunt.id,
            cause=reason,
            kind="step",
            state=state,
            reason=reason,
            created_at=now - timedelta(days=30),
            due_at=now - timedelta(days=30),
            sending_at=now,
        )
    )
