"""The database goes away: nobody is told what is not true, and nothing is done twice."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import ledger
from bot.messages import NoReply
from bot.models import MessageState
from tests.backends import Backend
from tests.bot.house import (
    HOLDING,
    PATIENT,
    UNRECORDED,
    House,
    Process,
    done,
    house_of,
    leaves,
    says,
)
from tests.servers import databases
from tests.servers.postgres import PostgresServer

LAMP = says("楼道灯坏了")
OLD_LAMP = says("楼道灯坏了", old=True)


def test_without_a_database_the_resident_is_told_so(house: House) -> None:
    process = house.process()
    process.wire.is_cut = True
    assert process.reply_to(LAMP) == UNRECORDED
    assert house.rows() == []
    process.wire.is_cut = False
    assert process.reply_to(LAMP) == done(LAMP.text)


def test_one_failure_is_not_yet_an_outage(house: House) -> None:
    process = house.process(PATIENT)
    process.wire.is_cut = True
    reply = house.send(process, LAMP)
    house.wait_for(lambda: process.wire.statements)
    process.wire.is_cut = False
    assert reply.result() == done(LAMP.text)


def test_an_event_nobody_waits_for_stays_open_until_wechat_sends_it_again(house: House) -> None:
    process = house.process()
    process.wire.is_cut = True
    began = time.monotonic()
    assert process.reply_to(leaves()) == NoReply()
    assert time.monotonic() - began > 0.5
    process.wire.is_cut = False
    process.reply_to(leaves())
    assert house.tasks("effect") == ["Unsubscribe"]


def test_events_that_can_not_be_recorded_do_not_take_all_threads(house: House) -> None:
    process = house.process(PATIENT, waiters=0)
    process.wire.is_cut = True
    assert process.reply_to(leaves()) == NoReply()


def cut(process: Process) -> None:
    """The database goes away in the middle of handling, that once."""

    def now() -> None:
        process.desk.on.clear()
        process.wire.is_cut = True

    process.desk.on[LAMP.text] = now


def test_a_database_that_comes_back_in_time_gets_the_effect_once(house: House) -> None:
    process = house.process(PATIENT)
    cut(process)
    reply = house.send(process, LAMP)
    house.wait_for(lambda: process.wire.is_cut)
    process.wire.is_cut = False
    assert reply.result() == done(LAMP.text)
    assert house.tasks("effect") == [LAMP.text]
    assert [(row.tries, row.state) for row in house.rows()] == [(1, MessageState.DONE)]


def test_a_recorded_message_is_never_called_unrecorded(house: House) -> None:
    process = house.process()
    cut(process)
    assert process.reply_to(OLD_LAMP) == HOLDING
    house.pass_time(30)
    assert house.finish_stranded() == 1
    assert house.tasks("owed") == [done(LAMP.text).text]
    assert house.tasks("effect") == [LAMP.text]


def test_an_earlier_try_says_nothing_while_the_database_is_away(house: House) -> None:
    process = house.process()
    cut(process)
    assert process.reply_to(LAMP) == NoReply()
    process.wire.is_cut = False
    assert process.reply_to(LAMP) == done(LAMP.text)
    assert house.tasks("owed") == []


def test_a_commit_whose_answer_was_lost_is_found_and_not_done_again(house: House) -> None:
    process = house.process(PATIENT)

    def lose() -> None:
        process.wire.loses_commits = 1

    process.desk.on[LAMP.text] = lose
    assert process.reply_to(LAMP) == done(LAMP.text)
    assert process.desk.begun == house.tasks("effect") == [LAMP.text]


def test_a_record_whose_answer_was_lost_is_found(house: House) -> None:
    process = house.process(PATIENT)
    process.wire.loses_commits = 1
    assert process.reply_to(LAMP) == done(LAMP.text)
    assert len(house.rows()) == len(house.tasks("effect")) == 1


def test_an_error_while_noting_the_contact_leaves_no_row_and_says_so(house: House) -> None:
    process = house.process()
    process.desk.on["received"] = lambda: [][0]
    assert process.reply_to(LAMP) == UNRECORDED
    assert house.rows() == []


def test_sqlite_locked_by_another_program_is_an_outage_too(sqlite_url: str) -> None:
    with house_of(Backend("sqlite", sqlite_url, None)) as house:
        process = house.process()
        with writing(sqlite_url):
            assert process.reply_to(LAMP) == UNRECORDED
        assert process.reply_to(LAMP) == done(LAMP.text)


def test_what_can_be_read_to_be_recorded_is_not_called_unrecorded(sqlite_url: str) -> None:
    with house_of(Backend("sqlite", sqlite_url, None)) as house:
        dead, process = house.process(), house.process()
        for message in (LAMP, OLD_LAMP):
            dead.runs.record(message, ledger.key_hash_of(message))
        with writing(sqlite_url):
            assert process.reply_to(LAMP) == NoReply()
            assert process.reply_to(OLD_LAMP) == HOLDING
        house.pass_time(30)
        house.finish_stranded()
        assert house.tasks("owed") == [done(LAMP.text).text] * 2


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Another program holds the file's write lock."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@pytest.fixture
def mortal(own_postgres: PostgresServer) -> Iterator[tuple[House, PostgresServer]]:
    databases.migrate(own_postgres.url)
    with house_of(Backend("postgresql", own_postgres.url, None)) as house:
        yield house, own_postgres


def test_a_real_server_stopped_while_handling_loses_nothing(
    mortal: tuple[House, PostgresServer],
) -> None:
    house, server = mortal
    process = house.process()

    def stop() -> None:
        process.desk.on.clear()
        server.stop()

    process.desk.on[LAMP.text] = stop
    assert process.reply_to(LAMP) == NoReply()
    assert process.reply_to(says("有人吗", msg_id=10)) == UNRECORDED
    server.start()
    assert process.reply_to(LAMP) == done(LAMP.text)
    assert house.tasks("effect") == [LAMP.text]
    assert len(house.rows()) == 1
