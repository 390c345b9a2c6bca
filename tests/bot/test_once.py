"""WeChat sends a push up to three times; it has one effect and one reply."""

from bot.erasure import erase
from bot.ledger import sender_hash_of
from bot.messages import NoReply, TextReply
from bot.models import MessageState
from core.errors import Invalid
from tests.bot.house import (
    APOLOGY,
    NOON,
    PATIENT,
    Gate,
    House,
    Killed,
    done,
    says,
    scan,
)

LAMP = says("楼道灯坏了")


def test_three_tries_over_two_processes_have_one_effect_and_the_same_reply(house: House) -> None:
    one, two, gate = house.process(PATIENT), house.process(PATIENT), Gate()
    one.desk.on[LAMP.text] = two.desk.on[LAMP.text] = gate
    tries = [house.send(process, LAMP) for process in (one, two, two)]
    gate.wait_until_reached()
    gate.open()
    assert [each.result() for each in tries] == [done(LAMP.text)] * 3
    assert house.tasks("effect") == [LAMP.text]
    assert len(house.tasks("received")) == len(house.rows()) == 1
    assert house.rows()[0].state == MessageState.DONE


def test_a_try_after_the_reply_gets_the_reply_again(house: House) -> None:
    assert house.process().reply_to(LAMP) == done(LAMP.text)
    assert house.process().reply_to(LAMP) == done(LAMP.text)
    assert house.tasks("effect") == [LAMP.text]
    assert [(row.tries, row.run) for row in house.rows()] == [(2, 1)]


def test_when_the_first_process_dies_the_second_try_answers(house: House) -> None:
    first, second = house.process(), house.process(PATIENT)

    def die() -> None:
        first.line.is_cut = True
        raise Killed

    first.desk.on[LAMP.text] = die
    assert isinstance(house.send(first, LAMP).exception(), Killed)
    assert house.is_leased(LAMP)
    assert house.send(second, LAMP).result() == done(LAMP.text)
    assert house.tasks("effect") == [LAMP.text]
    assert [(row.tries, row.run) for row in house.rows()] == [(2, 2)]


def test_a_flushed_store_lets_two_runs_work_and_one_of_them_count(house: House) -> None:
    first, second = house.process(PATIENT), house.process(PATIENT)
    slow, overtaking = Gate(), Gate()
    first.desk.on[LAMP.text], second.desk.on[LAMP.text] = slow, overtaking
    if house.backend.redis_url is None:
        overtaking.open()  # SQLite's one writer keeps the second run from coming so far
    early = house.send(first, LAMP)
    slow.wait_until_reached()
    house.flush(LAMP)
    late = house.send(second, LAMP)
    if house.backend.redis_url is not None:
        overtaking.wait_until_reached()
    slow.open()
    overtaking.open()
    assert [early.result(), late.result()] == [done(LAMP.text)] * 2
    assert house.tasks("effect") == [LAMP.text]


def test_without_a_store_parallel_tries_still_have_one_effect(house: House) -> None:
    processes = [house.process(PATIENT) for _ in range(3)]
    for process in processes:
        process.line.is_cut = True
    tries = [house.send(process, LAMP) for process in processes]
    assert [each.result() for each in tries] == [done(LAMP.text)] * 3
    assert house.tasks("effect") == [LAMP.text]


def test_a_store_that_stops_in_the_middle_loses_nothing(house: House) -> None:
    first, second, gate = house.process(PATIENT), house.process(PATIENT), Gate()
    first.desk.on[LAMP.text] = gate
    early = house.send(first, LAMP)
    gate.wait_until_reached()
    late = house.send(second, LAMP)
    first.line.is_cut = True
    gate.open()
    assert [early.result(), late.result()] == [done(LAMP.text)] * 2
    assert house.tasks("effect") == [LAMP.text]


def test_an_unknown_error_leaves_no_effect_an_apology_and_a_row_for_the_staff(
    house: House,
) -> None:
    process = house.process()
    process.desk.on[LAMP.text] = _divide
    assert process.reply_to(LAMP) == APOLOGY
    assert process.reply_to(LAMP) == APOLOGY
    assert (house.tasks("effect"), process.desk.begun) == ([], [LAMP.text])
    assert [(row.state, row.error) for row in house.rows()] == [
        (MessageState.FAILED, "ZeroDivisionError")
    ]


def test_what_may_not_wait_for_the_staff_is_seen_to_though_the_handler_broke(house: House) -> None:
    process = house.process()
    process.desk.on[LAMP.text] = _divide
    process.desk.cries.add(LAMP.text)
    assert process.reply_to(LAMP) == APOLOGY
    assert (house.tasks("effect"), house.tasks("rescued")) == ([], [LAMP.text])
    assert house.rows()[0].state == MessageState.DONE


def test_where_even_the_rescue_breaks_the_message_is_left_to_the_staff(house: House) -> None:
    process = house.process()
    process.desk.on |= {LAMP.text: _divide, "rescued": _divide}
    assert process.reply_to(LAMP) == APOLOGY
    assert house.tasks("rescued") == []
    assert house.rows()[0].state == MessageState.FAILED


def test_a_known_error_becomes_its_sentence(house: House) -> None:
    process = house.process()

    def refuse() -> None:
        raise Invalid("place", "请写清楚在哪里。")

    process.desk.on[LAMP.text] = refuse
    assert process.reply_to(LAMP) == TextReply("请写清楚在哪里。")
    assert house.tasks("effect") == []
    assert house.rows()[0].state == MessageState.DONE


def test_two_people_may_share_a_message_id(house: House) -> None:
    process = house.process()
    wang, li = says("灯坏了", msg_id=7), says("停水了", who="oXiaoLi", msg_id=7)
    assert [process.reply_to(wang), process.reply_to(li)] == [done("灯坏了"), done("停水了")]
    assert len(house.rows()) == 2


def test_an_event_needs_no_message_id(house: House) -> None:
    process = house.process()
    for event in (scan("block-3"), scan("block-4"), scan("block-4")):
        assert process.reply_to(event) == done("Scan")
    assert house.tasks("effect") == ["Scan", "Scan"]
    assert [(row.msg_id, row.tries) for row in house.rows()] == [(0, 1), (0, 2)]


def test_an_erased_message_is_not_handled_again(house: House) -> None:
    process = house.process()
    process.reply_to(LAMP)
    with house.sessions.begin() as db:
        erase(db, sender_hash_of(LAMP.sender), now=NOON)
    assert process.reply_to(LAMP) == NoReply()
    assert process.desk.begun == [LAMP.text]


def _divide() -> None:
    _ = 1 // 0
