"""What a resident sends in one breath gets one reply, when he pauses; over all processes."""

import time
from dataclasses import replace

import pytest

from bot import ledger
from bot.messages import LeadReply, TextReply
from tests.bot.house import PATIENT, House, Process, done, says

FIRST, SECOND, THIRD = (says(words, msg_id=id_) for id_, words in enumerate(("一", "二", "三"), 1))
BREATH = replace(PATIENT, quiet=1.2, burst=9.0)
LEAD = LeadReply("办好了：一", "lead", "一")


@pytest.fixture
def leader(house: House) -> Process:
    """A process in which 一 leads what follows."""
    process = house.process(BREATH)
    process.desk.leads.add("一")
    return process


def test_the_first_reply_waits_for_a_pause_and_tells_of_all(house: House, leader: Process) -> None:
    other, third = house.process(BREATH), house.process(BREATH)
    first = house.send(leader, FIRST)
    house.wait_for(lambda: house.tasks("effect") == ["一"])
    assert other.reply_to(SECOND) == done("二")
    time.sleep(BREATH.quiet / 2)
    assert not first.done()
    assert third.reply_to(THIRD) == done("三")
    assert first.result() == TextReply("一，二，三")
    assert house.tasks("closed") == ["一"]


def test_alone_it_waits_for_one_pause_and_no_longer(leader: Process) -> None:
    began = time.monotonic()
    assert leader.reply_to(FIRST) == TextReply("一")
    assert BREATH.quiet <= time.monotonic() - began < BREATH.burst


def test_what_leads_nothing_never_waits(house: House) -> None:
    began = time.monotonic()
    assert house.process(replace(BREATH, quiet=BREATH.burst)).reply_to(FIRST) == done("一")
    assert time.monotonic() - began < BREATH.burst


def test_a_burst_without_end_is_answered_in_time(house: House) -> None:
    endless = house.process(replace(BREATH, burst=1.5))
    endless.desk.leads.add("一")
    other = house.process(BREATH)
    began = time.monotonic()
    first = house.send(endless, FIRST)
    number = 1
    while not first.done():
        number += 1
        other.reply_to(says("又", msg_id=number))
    assert time.monotonic() - began < BREATH.burst
    assert "又" in first.result().text  # type: ignore[union-attr]


def test_what_is_still_being_handled_is_waited_for(house: House, leader: Process) -> None:
    slow = house.process(BREATH)
    slow.desk.on["二"] = lambda: time.sleep(2 * BREATH.quiet)
    first = house.send(leader, FIRST)
    house.wait_for(lambda: house.tasks("effect") == ["一"])
    house.send(slow, SECOND)
    assert first.result() == TextReply("一，二")


def test_another_residents_words_are_no_part_of_it(house: House, leader: Process) -> None:
    first = house.send(leader, FIRST)
    house.wait_for(lambda: house.tasks("effect") == ["一"])
    began = time.monotonic()
    while not first.done():
        leader.reply_to(says("停水了", who="oXiaoLi", msg_id=int(time.monotonic() * 1000)))
    assert time.monotonic() - began < BREATH.burst


def test_where_too_many_wait_already_it_is_answered_at_once(house: House) -> None:
    crowded = house.process(replace(BREATH, quiet=BREATH.burst), waiters=0)
    crowded.desk.leads.add("一")
    began = time.monotonic()
    assert crowded.reply_to(FIRST) == TextReply("一")
    assert time.monotonic() - began < BREATH.burst


def test_a_database_lost_meanwhile_leaves_the_reply_as_it_was(
    house: House, leader: Process
) -> None:
    first = house.send(leader, FIRST)
    house.wait_for(lambda: house.tasks("effect") == ["一"])
    leader.wire.is_cut = True
    assert first.result() == LEAD
    assert house.tasks("closed") == []


def test_after_the_waiting_process_has_died_the_next_try_says_the_reply(house: House) -> None:
    dying, other = house.process(BREATH), house.process(BREATH)
    dying.desk.leads.add("一")
    mine = dying.runs.record(FIRST, ledger.key_hash_of(FIRST))
    # Its effects are committed; then it dies in its waiting.
    assert dying.runs.handle(mine, FIRST, ledger.key_hash_of(FIRST)) == LEAD
    assert other.reply_to(FIRST) == LEAD
    assert house.tasks("effect") == ["一"]
