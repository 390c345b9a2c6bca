"""Five seconds, three tries, and the line that a resident sees when all of them failed."""

import threading

import pytest
from flask import Response

from simulator import pushes
from simulator.chat import Exchange
from simulator.person import Person
from simulator.platform import FAILURE_LINE, Platform
from simulator.transport import wsgi_transport
from tests.simulator.desk import Answer, Heard, Script, echo, make_platform

PATIENT = 10.0  # seconds: how long a hanging script waits at most for its test to end


def test_a_good_answer_needs_one_try() -> None:
    platform, desk = make_platform()
    assert wang(platform).says("楼道灯坏了") == "您说：楼道灯坏了"
    assert len(desk.heard) == 1


def test_three_tries_carry_the_same_query_and_body_and_then_the_line_is_shown() -> None:
    over = threading.Event()

    def hang(_: Heard) -> str:
        over.wait(PATIENT)
        return "success"

    platform, desk = make_platform(hang, time_scale=0.02)
    said = wang(platform).says("在吗")
    over.set()
    assert said == FAILURE_LINE == "该公众号提供的服务出现故障，请稍后再试"
    assert len(desk.heard) == 3
    assert len({(each.query, each.body) for each in desk.heard}) == 1


def test_the_second_try_brings_the_reply_when_the_first_hangs() -> None:
    over = threading.Event()

    def hang_once(heard: Heard) -> str:
        if heard.count == 1:
            over.wait(PATIENT)
        return heard.text(f"第 {heard.count} 次")

    platform, _ = make_platform(hang_once)
    person = wang(platform)
    assert person.says("在吗") == "第 2 次"
    over.set()
    assert [each["problem"] for each in person.outcome["tries"]] == ["timeout", ""]
    assert len(person.outcome["seen"]) == 1


@pytest.mark.parametrize("status", [301, 403, 500, 503])
def test_any_other_status_is_tried_again(status: int) -> None:
    platform, desk = make_platform(lambda _: Response("oops", status), time_scale=0.001)
    assert wang(platform).says("在吗") == FAILURE_LINE
    assert len(desk.heard) == 3


def test_a_server_that_is_not_there_is_tried_three_times() -> None:
    def nobody(*_: object) -> tuple[int, bytes]:
        raise ConnectionRefusedError

    platform, _ = make_platform(time_scale=0.001)
    platform = Platform(platform.account, platform.target, transport=nobody, time_scale=0.001)
    person = wang(platform)
    assert person.says("在吗") == FAILURE_LINE
    assert [each["problem"] for each in person.outcome["tries"]] == ["no connection"] * 3


@pytest.mark.parametrize("nothing", [b"success", b"", b" success\n"])
def test_success_and_nothing_end_the_tries_in_silence(nothing: bytes) -> None:
    platform, desk = make_platform(lambda _: nothing)
    person = wang(platform)
    assert person.says("在吗") == ""
    assert person.outcome["outcome"] == "silent"
    assert len(desk.heard) == 1


def test_an_event_that_nobody_waits_for_fails_without_a_line() -> None:
    platform, _ = make_platform(lambda _: Response("", 500), time_scale=0.001)
    person = wang(platform)
    exchange = platform.send(person.openid, pushes.menu_view("https://example.org"))
    assert exchange.outcome == "failed"
    assert not platform.replies_to(exchange)
    assert person.presses("menu-key") == FAILURE_LINE


def test_a_duplicate_delivery_sends_the_same_push_twice_at_once() -> None:
    both = threading.Barrier(2, timeout=PATIENT)

    def together(heard: Heard) -> str:
        both.wait()
        return echo(heard)

    platform, desk = make_platform(together)
    platform.faults.set("duplicate")
    person = wang(platform)
    assert person.says("报修") == "您说：报修"
    first, second = desk.heard
    assert (first.query, first.body) == (second.query, second.body)
    assert len(person.outcome["seen"]) == 1


def test_two_residents_do_not_wait_for_each_other() -> None:
    both = threading.Barrier(2, timeout=PATIENT)

    def together(heard: Heard) -> str:
        both.wait()
        return echo(heard)

    platform, _ = make_platform(together, time_scale=1.0)
    residents = platform.residents[:2]
    said: list[str] = []

    def speak(openid: str) -> None:
        said.append(Person(platform, openid).says("你好"))

    threads = [threading.Thread(target=speak, args=(each.openid,)) for each in residents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["您说：你好"] * 2


def test_an_answer_after_the_limit_is_lost() -> None:
    over, answered = threading.Event(), threading.Event()

    def too_late(heard: Heard) -> Answer:
        over.wait(PATIENT)
        answered.set()
        return heard.text("晚了")

    platform, _ = make_platform(too_late, time_scale=0.01)
    person = wang(platform)
    assert person.says("在吗") == FAILURE_LINE
    over.set()
    assert answered.wait(PATIENT)
    assert "晚了" not in str(platform.chat.since(0, openid=person.openid))


def test_an_application_that_raises_counts_as_a_broken_connection() -> None:
    def broken(_: object, __: object) -> list[bytes]:
        raise RuntimeError("bug")

    with pytest.raises(ConnectionError):
        wsgi_transport(broken)("http://desk.test/", {}, b"", 1.0)


def test_message_ids_differ_and_events_have_none() -> None:
    script: Script = echo
    platform, desk = make_platform(script)
    person = wang(platform)
    person.says("一")
    person.says("二")
    person.presses("key")
    ids = [each["MsgId"] for each in desk.heard]
    assert len(set(ids[:2])) == 2
    assert int(ids[0]) > 2**53
    assert ids[2] == ""


def test_the_raw_exchange_keeps_both_directions_sealed_and_plain() -> None:
    platform, _ = make_platform()
    person = wang(platform)
    person.says("看一看")
    exchange = newest(platform, person)
    assert "看一看" in exchange.plain
    assert "看一看" not in exchange.body
    assert "<Encrypt>" in exchange.body
    [attempt] = exchange.tries
    assert "您说：看一看" in attempt.plain
    assert "您说" not in attempt.body


def newest(platform: Platform, person: Person) -> Exchange:
    return platform.chat.exchanges(person.openid)[0]


def wang(platform: Platform) -> Person:
    return Person(platform, platform.residents[0].openid)
