"""What the tries left behind is finished by the worker: once, and never for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.messages import TextReply
from bot.models import Message, MessageState
from bot.runs import MOST_RUNS
from tests.bot.house import APOLOGY, HOLDING, House, Process, done, leaves, says

LAMP = says("楼道灯坏了")
WATER = says("停水了", msg_id=10)


@pytest.fixture
def web(house: House) -> Process:
    """A process that records messages and then dies."""
    return house.process()


def strand(house: House, web: Process) -> None:
    """Two messages were recorded, and all their tries are over."""
    web.runs.record(LAMP, "lamp")
    web.runs.record(WATER, "water")
    house.pass_time(30)


def states(house: House) -> list[MessageState]:
    return [row.state for row in house.rows()]


def test_the_worker_finishes_what_no_try_could_and_owes_the_replies(
    house: House, web: Process
) -> None:
    strand(house, web)
    assert house.finish_stranded() == 2
    assert house.finish_stranded() == 0
    assert house.tasks("effect") == [LAMP.text, WATER.text]
    assert house.tasks("owed") == [done(LAMP.text).text, done(WATER.text).text]
    assert states(house) == [MessageState.OWED] * 2


def test_what_a_try_may_still_finish_is_left_to_it(house: House, web: Process) -> None:
    web.runs.record(LAMP, "lamp")
    assert house.finish_stranded() == 0


def test_what_nobody_waits_for_is_done_and_not_owed(house: House, web: Process) -> None:
    web.runs.record(leaves(), "leaves")
    house.pass_time(30)
    assert house.finish_stranded() == 1
    assert states(house) == [MessageState.DONE]
    assert house.tasks("owed") == []


def test_worker_and_web_at_the_same_moment_have_one_effect(house: House, web: Process) -> None:
    messages = [says(f"第{number}件", msg_id=number) for number in range(1, 9)]
    mine = [web.runs.record(message, message.key) for message in messages]
    house.pass_time(30)
    worker = house.process()
    taking = house.pool.submit(house.finish_stranded, worker)
    ended = [
        house.pool.submit(web.runs.handle, record, message, message.key)
        for record, message in zip(mine, messages, strict=True)
    ]
    taking.result()
    for each in ended:
        each.exception()  # SQLite may have been busy: then the row is still there to be taken
    house.finish_stranded(worker)
    assert sorted(house.tasks("effect")) == sorted(message.text for message in messages)
    owed = [row for row in house.rows() if row.state == MessageState.OWED]
    assert len(house.tasks("owed")) == len(owed)
    assert {row.state for row in house.rows()} <= {MessageState.DONE, MessageState.OWED}


def test_a_run_that_was_overtaken_leaves_nothing_and_says_what_the_winner_said(
    house: House, web: Process
) -> None:
    other = house.process()
    loser = web.runs.record(LAMP, "lamp")
    winner = other.runs.record(LAMP, "lamp")
    assert web.runs.handle(loser, LAMP, "lamp") is None
    assert house.tasks("effect") == []
    assert other.runs.handle(winner, LAMP, "lamp") == done(LAMP.text)
    assert web.runs.handle(loser, LAMP, "lamp") == done(LAMP.text)
    assert house.tasks("effect") == [LAMP.text]


def test_a_message_that_always_fails_is_handled_once_and_left_to_the_staff(
    house: House, web: Process
) -> None:
    strand(house, web)
    worker = house.process()
    worker.desk.on[LAMP.text] = lambda: [][0]
    house.finish_stranded(worker)
    house.finish_stranded(worker)
    assert worker.desk.begun == [LAMP.text, WATER.text]
    assert states(house) == [MessageState.FAILED, MessageState.OWED]
    assert house.tasks("owed") == [APOLOGY.text, done(WATER.text).text]


def test_what_the_database_refuses_for_good_is_not_attempted_again(
    house: House, web: Process
) -> None:
    refused = IntegrityError(None, None, ValueError("twice"))

    def refuse() -> None:
        raise refused

    web.desk.on[LAMP.text] = refuse
    assert web.reply_to(LAMP) == APOLOGY
    assert web.desk.begun == [LAMP.text]
    assert [row.error for row in house.rows()] == ["IntegrityError"]


def test_what_never_passes_is_given_up_and_never_keeps_the_others_waiting(
    house: House, web: Process
) -> None:
    strand(house, web)
    worker = house.process()

    def lock() -> None:
        raise OperationalError(None, None, TimeoutError("locked"))

    worker.desk.on[LAMP.text] = lock
    for _round in range(MOST_RUNS + 2):
        house.finish_stranded(worker)
    assert worker.desk.begun.count(LAMP.text) < MOST_RUNS
    assert worker.desk.begun.count(WATER.text) == 1
    assert [row.error for row in house.rows()] == ["TooManyRuns", None]
    assert house.tasks("owed") == [done(WATER.text).text, APOLOGY.text]


def test_a_reply_that_can_not_even_be_queued_is_given_up_too(house: House, web: Process) -> None:
    strand(house, web)
    worker = house.process()
    worker.desk.on["owed"] = lambda: [][0]
    for _round in range(MOST_RUNS + 2):
        house.finish_stranded(worker)
    assert states(house) == [MessageState.FAILED] * 2
    assert house.finish_stranded(worker) == 0


def test_a_body_of_another_version_does_not_block_the_others(house: House, web: Process) -> None:
    strand(house, web)
    lamp = house.rows()[0]
    lamp.body = {"type": "HologramMessage"}
    with house.sessions.begin() as db:
        new_body = update(Message).where(Message.id == lamp.id)
        db.execute(new_body.values(body_sealed=lamp.body_sealed))
    assert house.finish_stranded() == 2
    assert states(house) == [MessageState.FAILED, MessageState.OWED]
    assert house.tasks("effect") == [WATER.text]


def test_a_body_whose_key_is_gone_does_not_block_the_others(house: House, web: Process) -> None:
    strand(house, web)
    with house.sessions.begin() as db:
        db.execute(update(Message).where(Message.msg_id == LAMP.msg_id).values(body_sealed=b"?"))
    house.finish_stranded()
    assert states(house) == [MessageState.FAILED, MessageState.OWED]


def test_only_so_many_are_taken_at_a_time_earliest_first(house: House, web: Process) -> None:
    for number in (3, 1, 2):
        web.runs.record(says(f"{number}", msg_id=number), f"{number}")
    house.pass_time(30)
    runs = house.process().runs
    assert runs.finish_stranded(older_than=timedelta(seconds=20), limit=2) == 2
    assert house.tasks("effect") == ["1", "2"]


def test_a_holding_sentence_and_its_reply_never_both_answer_a_try(
    house: House, web: Process
) -> None:
    mine = web.runs.record(LAMP, "lamp")
    assert web.runs.hold("lamp") == HOLDING
    assert web.runs.handle(mine, LAMP, "lamp") == HOLDING
    assert web.runs.hold("lamp") == HOLDING
    assert house.tasks("owed") == [done(LAMP.text).text]


def test_hold_finds_a_reply_that_is_there_and_nothing_without_a_row(
    house: House, web: Process
) -> None:
    assert web.runs.hold("lamp") is None
    mine = web.runs.record(LAMP, "lamp")
    web.runs.handle(mine, LAMP, "lamp")
    assert web.runs.hold("lamp") == done(LAMP.text)
    assert house.tasks("owed") == []


def test_a_push_costs_few_statements(web: Process) -> None:
    mine = web.runs.record(LAMP, "lamp")
    recording = counted(web)
    web.runs.handle(mine, LAMP, "lamp")
    handling = counted(web)
    # The desk of these tests adds one row in each.
    assert recording == ["INSERT", "INSERT"]
    assert handling == ["SELECT", "INSERT", "UPDATE"]


def counted(process: Process) -> list[str]:
    """The statements since the last look."""
    seen, process.wire.statements = process.wire.statements, []
    return [word for word in seen if word not in ("BEGIN", "PRAGMA")]


def test_the_log_never_tells_what_was_said(
    web: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = replace(LAMP, text="身份证 440106198001011234", key="secret")

    def fail() -> None:
        raise ValueError(secret.text, secret.sender)

    web.desk.on[secret.text] = fail
    assert web.reply_to(secret) == TextReply(APOLOGY.text)
    said = capsys.readouterr()
    assert "ValueError" in said.out + said.err
    assert "440106" not in said.out + said.err
    assert secret.sender not in said.out + said.err
