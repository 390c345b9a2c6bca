"""Sending through WeChat, whatever happens in between, on both databases."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from accounts.questions import ask, find_question
from core.database import Sessions
from notices.channel import BadContent, ClosedWindow, Later, NotSent, Uncertain, Unreachable
from notices.delivery import deliver_due, settle
from notices.due import claim, find_due
from notices.models import Notice, NoticeState
from notices.outcomes import DOUBT_WAIT, SENT, STALE_AFTER
from notices.pause import Pause
from notices.service import queue, take_waiting
from notices.windows import Way
from tests.notices.people import (
    CAN_SEND,
    NOON,
    Clock,
    Killed,
    ScriptedChannel,
    channel,
    contact,
    meet,
    notices,
    tell,
)
from tests.notices.test_queue import SOLVED

MINUTE = timedelta(minutes=1)


def deliver(
    sessions: Sessions, to: ScriptedChannel, clock: Clock, abilities: frozenset[str] = CAN_SEND
) -> Counter[str]:
    return deliver_due(sessions, to, abilities, clock=clock, pause=Pause())


def deliver_for(span: timedelta, sessions: Sessions, to: ScriptedChannel, clock: Clock) -> None:
    """What a worker does in that span, a look each ten seconds."""
    end = clock.at + span
    while clock.at < end:
        deliver(sessions, to, clock)
        clock.move(timedelta(seconds=10))


def states(sessions: Sessions) -> list[NoticeState]:
    return [notice.state for notice in notices(sessions)]


def test_an_update_arrives_by_itself_and_is_counted(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    outside = channel()
    assert deliver(sessions, outside, Clock()) == {"sent": 1}
    assert outside.sent == [("o-王阿姨", "已受理")]
    assert notices(sessions)[0].way == Way.CUSTOMER_SERVICE
    assert contact(sessions, auntie).message_sends == 1


def test_what_was_sent_is_not_sent_again(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨"), "已受理")
    outside, clock = channel(), Clock()
    deliver_for(5 * MINUTE, sessions, outside, clock)
    assert outside.texts == ["已受理"]


def test_without_the_ability_it_waits_for_the_next_message(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    outside = channel()
    deliver(sessions, outside, Clock(), abilities=frozenset({"menu"}))
    assert outside.sent == []
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["已受理"]


@pytest.mark.parametrize("hours", [47, 49])
def test_after_48_hours_of_silence_nothing_is_sent(
    db: Session, sessions: Sessions, hours: int
) -> None:
    tell(db, meet(db, "王阿姨", message_at=NOON - timedelta(hours=hours)), "已受理")
    outside = channel()
    deliver(sessions, outside, Clock())
    assert bool(outside.sent) == (hours < 48)


def test_who_never_wrote_is_not_written_to(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨", message_at=None), "已受理")
    outside = channel()
    deliver(sessions, outside, Clock())
    assert outside.sent == []


def test_five_updates_go_and_the_sixth_comes_with_the_next_message(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    for number in range(6):
        tell(db, auntie, f"第{number}次")
    outside = channel()
    deliver_for(2 * MINUTE, sessions, outside, Clock())
    assert outside.texts == [f"第{number}次" for number in range(5)]
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["第5次"]


def test_one_pass_sends_one_notice_a_resident_the_oldest_first(
    db: Session, sessions: Sessions
) -> None:
    auntie, uncle = meet(db, "王阿姨"), meet(db, "李叔")
    for text, whom in (("一", auntie), ("二", auntie), ("甲", uncle)):
        tell(db, whom, text)
    outside, clock = channel(), Clock()
    deliver(sessions, outside, clock)
    assert outside.texts == ["一", "甲"]
    deliver(sessions, outside, clock)
    assert outside.texts == ["一", "甲", "二"]


def test_while_a_person_talks_with_her_the_notifier_is_silent(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    db.get_one(Contact, auntie).human_until = NOON + 30 * MINUTE
    db.commit()
    outside, clock = channel(), Clock()
    deliver(sessions, outside, clock)
    assert outside.sent == []
    clock.move(30 * MINUTE)
    deliver(sessions, outside, clock)
    assert outside.texts == ["已受理"]


def test_killed_after_delivering_it_is_sent_exactly_once_more(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已办结")
    outside, clock = channel(Killed()), Clock()
    with pytest.raises(Killed):
        deliver(sessions, outside, clock)
    assert states(sessions) == [NoticeState.SENDING]
    assert contact(sessions, auntie).message_sends == 1
    deliver_for(STALE_AFTER, sessions, outside, clock)
    assert outside.texts == ["已办结"]
    deliver_for(60 * MINUTE, sessions, outside, clock)
    assert outside.texts == ["已办结", "已办结"]
    told = notices(sessions)[0]
    assert (told.state, told.attempts, told.doubts) == (NoticeState.SENT, 2, 1)


def test_killed_twice_it_is_left_to_her_next_message(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已办结")
    outside, clock = channel(Killed(), Killed()), Clock()
    for _ in range(2):
        with pytest.raises(Killed):
            deliver(sessions, outside, clock)
        clock.move(STALE_AFTER)
    deliver_for(60 * MINUTE, sessions, outside, clock)
    assert outside.texts == ["已办结", "已办结"]
    assert states(sessions) == [NoticeState.UNCERTAIN]
    assert len(take_waiting(db, auntie, now=clock.at)) == 1


def test_a_timeout_is_doubt_and_followed_by_one_more_send(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨"), "已办结")
    outside, clock = channel(Uncertain("ReadTimeout")), Clock()
    assert deliver(sessions, outside, clock) == {"uncertain": 1}
    assert deliver(sessions, outside, clock) == {}
    clock.move(DOUBT_WAIT)
    assert deliver(sessions, outside, clock) == {"sent": 1}


def test_timeouts_without_end_send_it_twice_at_most(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨"), "已办结")
    failures = [Uncertain("ReadTimeout") for _ in range(9)]
    outside, clock = channel(*failures), Clock()
    deliver_for(60 * MINUTE, sessions, outside, clock)
    told = notices(sessions)[0]
    assert (told.state, told.attempts, told.doubts) == (NoticeState.UNCERTAIN, 2, 2)


def test_a_fault_of_ours_in_mid_send_is_doubt_too(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨"), "已办结")
    deliver(sessions, channel(ZeroDivisionError()), Clock())
    told = notices(sessions)[0]
    assert (told.state, told.reason) == (NoticeState.UNCERTAIN, "ZeroDivisionError")


def test_a_window_wechat_calls_closed_stays_closed_until_she_writes(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    outside, clock = channel(ClosedWindow("45047")), Clock()
    deliver_for(10 * MINUTE, sessions, outside, clock)
    told = notices(sessions)[0]
    assert (told.state, told.attempts, told.reason) == (NoticeState.WAITING, 1, "45047")
    assert [notice.text for notice in take_waiting(db, auntie, now=clock.at)] == ["已受理"]


def test_who_refuses_messages_is_left_alone_until_she_writes(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    tell(db, auntie, "二")
    outside = channel(Unreachable("43019"))
    deliver_for(10 * MINUTE, sessions, outside, Clock())
    assert outside.sent == []
    assert contact(sessions, auntie).unreachable == "43019"
    assert contact(sessions, auntie).message_sends == 0
    assert len(take_waiting(db, auntie, now=NOON)) == 2


def test_a_text_wechat_refuses_does_not_stand_in_the_way(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "太长")
    tell(db, auntie, "二")
    outside = channel(BadContent("45002"))
    deliver_for(MINUTE, sessions, outside, Clock())
    assert outside.texts == ["二"]
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["太长"]


def test_what_never_left_is_tried_again_and_not_counted(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    outside = channel(NotSent("ConnectTimeout"), Later("45011"), NotSent("ConnectTimeout"))
    deliver_for(5 * MINUTE, sessions, outside, Clock())
    assert outside.texts == ["已受理"]
    assert contact(sessions, auntie).message_sends == 1


def test_while_the_first_one_waits_the_second_does_not_overtake_it(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    tell(db, auntie, "二")
    outside = channel(Later("-1", 60))
    deliver_for(3 * MINUTE, sessions, outside, Clock())
    assert outside.texts == ["一", "二"]


def test_when_wechat_is_away_the_others_are_not_brought_into_doubt(
    db: Session, sessions: Sessions
) -> None:
    for number in range(5):
        tell(db, meet(db, f"居民{number}"), "停水")
    outside = channel(*[Uncertain("ReadTimeout") for _ in range(5)])
    deliver(sessions, outside, Clock())
    assert states(sessions).count(NoticeState.UNCERTAIN) == 1


def test_two_workers_never_claim_the_same_notice(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    tell(db, auntie, "二")
    due = find_due(db, CAN_SEND, now=NOON, limit=9)
    db.commit()
    assert len(due) == 1
    with sessions.begin() as first:
        assert claim(first, *due[0], CAN_SEND, now=NOON) is not None
    with sessions.begin() as second:
        assert claim(second, *due[0], CAN_SEND, now=NOON) is None
        assert find_due(second, CAN_SEND, now=NOON, limit=9) == []


def test_an_outcome_that_comes_too_late_changes_nothing(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    with sessions.begin() as work:
        errand = claim(work, *find_due(work, CAN_SEND, now=NOON, limit=1)[0], CAN_SEND, now=NOON)
    assert errand is not None
    take_waiting(db, auntie, now=NOON + STALE_AFTER)
    db.commit()
    with sessions.begin() as work:
        assert not settle(work, errand, SENT, now=NOON + STALE_AFTER)
    assert notices(sessions)[0].way == Way.REPLY


def test_a_message_during_the_send_keeps_its_fresh_window(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨", message_at=NOON - MINUTE)
    tell(db, auntie, "一")

    class WritesMeanwhile(ScriptedChannel):
        def send_text(self, openid: str, text: str) -> None:  # noqa: ARG002
            with sessions.begin() as work:
                hers = work.get_one(Contact, auntie)
                hers.message_at, hers.message_sends = NOON, 0
            raise ClosedWindow("45015")

    deliver(sessions, WritesMeanwhile(), Clock())
    assert contact(sessions, auntie).message_sends == 0


def test_the_question_of_a_notice_is_open_once_it_has_arrived(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    db.commit()
    outside, clock = channel(NotSent("ConnectTimeout")), Clock()
    deliver(sessions, outside, clock)
    assert find_question(db, auntie, now=NOON) is None
    db.rollback()
    deliver(sessions, outside, Clock(NOON + MINUTE))
    assert outside.texts == [f"修好了\n{SOLVED['words']}"]
    assert find_question(db, auntie, now=NOON) is not None


def test_news_that_meets_danger_asks_nothing(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    ask(db, auntie, "offer", {"urgent": True}, lives=timedelta(minutes=30), now=NOON)
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    db.commit()
    outside = channel()
    deliver(sessions, outside, Clock())
    assert outside.texts == ["修好了"]


def test_who_has_left_is_not_written_to(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    db.get_one(Resident, auntie).follows = False
    db.commit()
    outside = channel()
    deliver(sessions, outside, Clock())
    assert outside.sent == []


def test_a_notice_that_cannot_be_opened_is_given_up_and_the_next_one_goes(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    tell(db, auntie, "二")
    db.get_one(Notice, notices(sessions)[0].id).text_sealed = b"sealed with a key that is lost"
    db.commit()
    outside = channel()
    deliver_for(MINUTE, sessions, outside, Clock())
    assert outside.texts == ["二"]
    assert notices(sessions)[0].reason == "unsealable"
