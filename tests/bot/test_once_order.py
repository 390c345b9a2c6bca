"""What one resident says is handled in the order in which he said it."""

import time
from dataclasses import replace

from tests.bot.house import PATIENT, TIMING, House, done, says

FIRST, SECOND, THIRD = (says(words, msg_id=id_) for id_, words in enumerate(("一", "二", "三"), 1))
# Nobody is handled out of turn before a test's end.
NO_HURRY = replace(PATIENT, turn=9.0)


def test_messages_that_arrive_the_wrong_way_round_are_handled_the_right_way(house: House) -> None:
    busy, one, two = house.process(), house.process(NO_HURRY), house.process(NO_HURRY)
    mine = busy.runs.record(FIRST, "first")
    later = [house.send(one, THIRD)]
    house.wait_for(lambda: len(house.rows()) == 2)
    later.append(house.send(two, SECOND))
    house.wait_for(lambda: len(house.rows()) == 3)
    assert house.tasks("effect") == []
    assert busy.runs.handle(mine, FIRST, "first") == done("一")
    assert [each.result() for each in later] == [done("三"), done("二")]
    assert house.tasks("effect") == ["一", "二", "三"]


def test_an_older_message_goes_first_whatever_its_id(house: House) -> None:
    busy, one = house.process(), house.process(NO_HURRY)
    older, newer = says("先说的", msg_id=99), says("后说的", msg_id=1, after=1)
    mine = busy.runs.record(older, "older")
    waiting = house.send(one, newer)
    house.wait_for(lambda: len(house.rows()) == 2)
    busy.runs.handle(mine, older, "older")
    assert waiting.result() == done("后说的")
    assert house.tasks("effect") == ["先说的", "后说的"]


def test_a_later_message_holds_nobody_up(house: House) -> None:
    busy, one = house.process(), house.process(NO_HURRY)
    busy.runs.record(SECOND, "second")
    assert one.reply_to(FIRST) == done("一")


def test_another_resident_is_not_held_up(house: House) -> None:
    busy, one = house.process(), house.process(NO_HURRY)
    busy.runs.record(FIRST, "first")
    began = time.monotonic()
    assert one.reply_to(says("停水了", who="oXiaoLi", msg_id=5)) == done("停水了")
    assert time.monotonic() - began < NO_HURRY.turn / 2


def test_a_dead_message_holds_the_next_one_up_for_no_more_than_its_turn(house: House) -> None:
    dead, one = house.process(), house.process()
    dead.runs.record(FIRST, "first")
    began = time.monotonic()
    assert one.reply_to(SECOND) == done("二")
    assert time.monotonic() - began >= TIMING.turn


def test_what_arrived_long_ago_holds_nobody_up(house: House) -> None:
    dead, one = house.process(), house.process(NO_HURRY)
    dead.runs.record(FIRST, "first")
    house.pass_time(21)
    began = time.monotonic()
    assert one.reply_to(SECOND) == done("二")
    assert time.monotonic() - began < NO_HURRY.turn / 2


def test_those_who_wait_for_their_turn_leave_threads_to_others(house: House) -> None:
    dead, one = house.process(), house.process(NO_HURRY, waiters=0)
    dead.runs.record(FIRST, "first")
    assert one.reply_to(SECOND) == done("二")
