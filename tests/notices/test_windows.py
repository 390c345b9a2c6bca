"""The windows in which WeChat lets the office speak first."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notices.windows import RULES, Opening, Reach, Way, Window, opening
from tests.notices.people import CAN_SEND, NOON

LIMITS = {"message": (5, 48 * 3600), "click": (3, 60), "follow": (3, 60), "scan": (3, 60)}

names = st.sampled_from(sorted(LIMITS))
ages = st.one_of(st.integers(0, 200), st.integers(0, 50 * 3600)).map(
    lambda seconds: timedelta(seconds=seconds)
)
windows = st.dictionaries(
    names, st.builds(lambda age, sends: Window(NOON - age, sends), ages, st.integers(0, 8))
)


def reach(name: str, age: timedelta, sends: int = 0) -> Reach:
    return Reach({name: Window(NOON - age, sends)})


def way_of(reach: Reach, now: datetime = NOON) -> Way:
    return opening(reach, CAN_SEND, now).way


@given(windows)
def test_a_send_never_exceeds_what_wechat_allows(given_windows: dict[str, Window]) -> None:
    found = opening(Reach(given_windows), CAN_SEND, NOON)
    if found.way == Way.CUSTOMER_SERVICE:
        assert found.window is not None
        window = given_windows[found.window]
        quota, seconds = LIMITS[found.window]
        assert window.sends < quota
        assert NOON - window.opened_at < timedelta(seconds=seconds)


@given(windows)
def test_a_window_with_time_and_quota_left_is_used(given_windows: dict[str, Window]) -> None:
    usable = [
        name
        for name, window in given_windows.items()
        if window.sends < LIMITS[name][0]
        and NOON - window.opened_at < timedelta(seconds=LIMITS[name][1]) - RULES[name].margin
    ]
    assert (way_of(Reach(given_windows)) == Way.CUSTOMER_SERVICE) == bool(usable)


@given(windows, st.sampled_from([frozenset[str](), frozenset({"template", "oauth"})]))
def test_without_the_ability_everything_waits_for_the_next_message(
    given_windows: dict[str, Window], abilities: frozenset[str]
) -> None:
    assert opening(Reach(given_windows), abilities, NOON) == Opening(Way.REPLY)


@given(windows)
def test_while_a_person_talks_with_the_resident_nothing_is_sent(
    given_windows: dict[str, Window],
) -> None:
    talking = Reach(given_windows, human_until=NOON + timedelta(seconds=1))
    assert way_of(talking) == Way.SILENT


@given(windows)
def test_who_refuses_messages_gets_none_until_he_writes(given_windows: dict[str, Window]) -> None:
    assert way_of(Reach(given_windows, unreachable="43019")) == Way.REPLY


@given(names, st.integers(0, 4))
def test_a_window_closes_before_wechat_closes_it(name: str, sends: int) -> None:
    lasts = timedelta(seconds=LIMITS[name][1])
    assert way_of(reach(name, lasts - timedelta(seconds=1), sends)) == Way.REPLY
    assert way_of(reach(name, lasts - RULES[name].margin)) == Way.REPLY


def test_after_a_message_the_fifth_send_goes_and_the_sixth_waits() -> None:
    hour = timedelta(hours=1)
    assert way_of(reach("message", hour, sends=4)) == Way.CUSTOMER_SERVICE
    assert way_of(reach("message", hour, sends=5)) == Way.REPLY


def test_a_click_allows_three_sends_within_its_minute() -> None:
    moment = timedelta(seconds=20)
    assert way_of(reach("click", moment, sends=2)) == Way.CUSTOMER_SERVICE
    assert way_of(reach("click", moment, sends=3)) == Way.REPLY
    assert way_of(reach("click", timedelta(seconds=60))) == Way.REPLY


def test_the_window_that_closes_first_is_used_first() -> None:
    both = Reach({"message": Window(NOON), "scan": Window(NOON)})
    assert opening(both, CAN_SEND, NOON) == Opening(Way.CUSTOMER_SERVICE, "scan")


def test_when_the_person_has_gone_notices_go_again() -> None:
    rested = Reach({"message": Window(NOON - timedelta(hours=1))}, human_until=NOON)
    assert way_of(rested) == Way.CUSTOMER_SERVICE
