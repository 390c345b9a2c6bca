"""A reply that comes too late for its connections still comes, and comes once."""

import time
from concurrent.futures import Future
from dataclasses import replace

from bot.messages import NoReply, Reply
from bot.models import MessageState
from tests.bot.house import HOLDING, PATIENT, TIMING, Gate, House, Process, done, says

LAMP = says("楼道灯坏了")
OLD_LAMP = says("楼道灯坏了", old=True)


def neighbour_of(one: Process, house: House) -> Process:
    """Another process; with SQLite, whose one writer is the slow handler itself, the same."""
    return one if house.backend.redis_url is None else house.process()


def test_the_last_try_gets_the_holding_sentence_and_the_reply_follows_once(house: House) -> None:
    one, gate = house.process(), Gate()
    one.desk.on[LAMP.text] = gate
    first = house.send(one, OLD_LAMP)
    gate.wait_until_reached()
    assert neighbour_of(one, house).reply_to(OLD_LAMP) == HOLDING
    gate.open()
    first.result()
    assert house.tasks("owed") == [done(LAMP.text).text]
    assert house.tasks("effect") == [LAMP.text]
    assert house.rows()[0].state == MessageState.OWED


def test_who_asks_again_is_not_told_what_is_on_its_way(house: House) -> None:
    one, gate = house.process(), Gate()
    one.desk.on[LAMP.text] = gate
    first = house.send(one, OLD_LAMP)
    gate.wait_until_reached()
    neighbour_of(one, house).reply_to(OLD_LAMP)
    gate.open()
    assert first.result() == HOLDING
    assert house.process().reply_to(OLD_LAMP) == HOLDING
    assert len(house.tasks("owed")) == 1


def test_the_third_try_is_the_last_whatever_the_clocks_say(house: House) -> None:
    one, gate = house.process(), Gate()
    one.desk.on[LAMP.text] = gate
    first = house.send(one, LAMP)
    gate.wait_until_reached()
    two = neighbour_of(one, house)
    assert two.reply_to(LAMP) == NoReply()
    assert two.reply_to(LAMP) == HOLDING
    gate.open()
    first.result()
    assert len(house.tasks("owed")) == 1


def test_an_earlier_try_stays_open_and_a_later_one_delivers(house: House) -> None:
    one, gate = house.process(), Gate()
    one.desk.on[LAMP.text] = gate
    first = house.send(one, LAMP)
    gate.wait_until_reached()
    began = time.monotonic()
    assert house.process().reply_to(LAMP) == NoReply()
    assert time.monotonic() - began >= TIMING.stay
    third: Future[Reply] = house.send(house.process(PATIENT), LAMP)
    gate.open()
    assert third.result() == first.result() == done(LAMP.text)
    assert house.tasks("owed") == []


def test_a_last_try_that_was_too_slow_itself_owes_its_reply(house: House) -> None:
    one = house.process()
    one.desk.on[LAMP.text] = lambda: time.sleep(TIMING.stay)
    assert one.reply_to(OLD_LAMP) == HOLDING
    assert house.tasks("owed") == [done(LAMP.text).text]


def test_surplus_waiters_leave_the_threads_to_others(house: House) -> None:
    one, gate = house.process(replace(PATIENT, again=0.02), waiters=1), Gate()
    one.desk.on[LAMP.text] = gate
    first = house.send(one, LAMP)
    gate.wait_until_reached()
    waiting = [house.send(one, LAMP) for _ in range(3)]
    house.wait_for(lambda: sum(each.done() for each in waiting) == 2)
    gate.open()
    assert [each.result() for each in waiting] == [HOLDING] * 3
    assert first.result() == HOLDING
    assert house.tasks("owed") == [done(LAMP.text).text]
