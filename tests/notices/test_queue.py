"""Queueing notices, and carrying them in passive replies, on both databases."""

from datetime import timedelta

from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from accounts.questions import ask, find_question
from core.database import Sessions
from notices.asking import Asked, open_question, put_off, words_to_ask
from notices.erasure import erase
from notices.models import Notice, NoticeState
from notices.outcomes import STALE_AFTER
from notices.service import queue, take_waiting
from notices.windows import Way
from tests.notices.people import NOON, meet, notices, tell

SOLVED: Asked = {
    "kind": "solved",
    "content": {"choices": {"1": "已解决", "2": "没解决"}},
    "case_id": None,
    "lives_seconds": 7 * 86400.0,
    "words": "解决了吗？1 已解决 2 没解决",
}


def test_one_event_tells_a_resident_once(db: Session, sessions: Sessions) -> None:
    auntie, uncle = meet(db, "王阿姨"), meet(db, "李叔")
    for resident_id in (auntie, auntie, uncle):
        tell(db, resident_id, "已受理")
    assert [notice.resident_id for notice in notices(sessions)] == [auntie, uncle]


def test_queueing_says_whether_the_event_was_new(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    told = [
        queue(db, resident_id=auntie, cause="a", kind="step", text=text, now=NOON)
        for text in ("已受理", "又一遍")
    ]
    assert told == [True, False]


def test_who_has_been_erased_is_told_nothing(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    db.get_one(Resident, auntie).erased_at = NOON
    db.commit()
    tell(db, auntie, "已受理")
    assert notices(sessions) == []


def test_the_text_is_sealed(db: Session, sessions: Sessions) -> None:
    tell(db, meet(db, "王阿姨"), "3号楼的灯修好了")
    notice = notices(sessions)[0]
    assert notice.text == "3号楼的灯修好了"
    assert "灯".encode() not in (notice.text_sealed or b"")


def test_the_next_reply_carries_what_waits_oldest_first(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    for text in ("一", "二", "三", "四"):
        tell(db, auntie, text)
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["一", "二", "三"]
    db.commit()
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["四"]
    db.commit()
    assert take_waiting(db, auntie, now=NOON) == []
    db.rollback()
    assert {(notice.state, notice.way) for notice in notices(sessions)} == {
        (NoticeState.SENT, Way.REPLY)
    }


def test_a_reply_that_is_rolled_back_carried_nothing(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    assert take_waiting(db, auntie, now=NOON)
    db.rollback()
    assert notices(sessions)[0].state == NoticeState.WAITING


def test_a_stranger_gets_nobody_elses_notices(db: Session) -> None:
    auntie, stranger = meet(db, "王阿姨"), meet(db, "路人")
    tell(db, auntie, "已受理")
    assert take_waiting(db, stranger, now=NOON) == []


def test_a_doubtful_one_is_carried_with_the_same_text_and_counted(
    db: Session, sessions: Sessions
) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已办结")
    notice = db.get_one(Notice, notices(sessions)[0].id)
    notice.state, notice.attempts, notice.doubts = NoticeState.UNCERTAIN, 1, 1
    db.commit()
    assert [notice.text for notice in take_waiting(db, auntie, now=NOON)] == ["已办结"]
    db.commit()
    told = notices(sessions)[0]
    assert (told.state, told.attempts, told.doubts) == (NoticeState.SENT, 2, 1)


def being_sent(db: Session, sessions: Sessions) -> None:
    notice = db.get_one(Notice, notices(sessions)[0].id)
    notice.state, notice.sending_at, notice.attempts = NoticeState.SENDING, NOON, 1
    db.commit()


def test_while_one_is_being_sent_the_others_stay_behind_it(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    tell(db, auntie, "二")
    being_sent(db, sessions)
    assert take_waiting(db, auntie, now=NOON + timedelta(seconds=1)) == []


def test_one_whose_sender_died_is_carried_as_doubtful(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "一")
    being_sent(db, sessions)
    assert len(take_waiting(db, auntie, now=NOON + STALE_AFTER)) == 1
    db.commit()
    assert notices(sessions)[0].doubts == 1


def test_while_a_person_talks_with_her_the_bot_keeps_its_news(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    tell(db, auntie, "已受理")
    db.get_one(Contact, auntie).human_until = NOON + timedelta(minutes=30)
    db.commit()
    assert take_waiting(db, auntie, now=NOON) == []


def test_a_notice_asks_its_question_when_none_is_open(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    notice = take_waiting(db, auntie, now=NOON)[0]
    assert words_to_ask(db, notice, now=NOON) == SOLVED["words"]
    open_question(db, notice, now=NOON)
    found = find_question(db, auntie, now=NOON)
    assert found is not None
    assert found.kind == "solved"
    assert found.content == {**SOLVED["content"], "prompt": SOLVED["words"]}


def test_a_notice_takes_the_place_of_what_is_asked_and_keeps_it(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    ask(db, auntie, "area", {"then": "case"}, lives=timedelta(minutes=30), now=NOON)
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    notice = take_waiting(db, auntie, now=NOON)[0]
    assert words_to_ask(db, notice, now=NOON) == SOLVED["words"]
    open_question(db, notice, now=NOON)
    found = find_question(db, auntie, now=NOON)
    assert found is not None
    assert found.kind == "solved"
    back = (found.content or {})["back"]
    assert (back["kind"], back["content"], back["times"]) == ("area", {"then": "case"}, 1)


def test_a_notice_asks_nothing_where_danger_is_spoken_of(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    ask(db, auntie, "offer", {"urgent": True}, lives=timedelta(minutes=30), now=NOON)
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    notice = take_waiting(db, auntie, now=NOON)[0]
    assert words_to_ask(db, notice, now=NOON) == ""
    open_question(db, notice, now=NOON)
    found = find_question(db, auntie, now=NOON)
    assert found is not None
    assert found.kind == "offer"
    assert found.content == {"urgent": True, "waits": SOLVED}


def test_several_notices_wait_one_behind_the_other(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    ask(db, auntie, "area", {}, lives=timedelta(minutes=30), now=NOON)
    for cause in "ab":
        queue(
            db, resident_id=auntie, cause=cause, kind="step", text=cause, question=SOLVED, now=NOON
        )
    for notice in take_waiting(db, auntie, now=NOON):
        put_off(db, notice, now=NOON)
    found = find_question(db, auntie, now=NOON)
    assert found is not None
    behind = {**SOLVED, "content": {**SOLVED["content"], "waits": SOLVED}}
    assert found.content == {"waits": behind}


def test_erasing_keeps_the_rows_without_a_word(db: Session, sessions: Sessions) -> None:
    auntie, uncle = meet(db, "王阿姨"), meet(db, "李叔")
    queue(db, resident_id=auntie, cause="a", kind="step", text="修好了", question=SOLVED, now=NOON)
    tell(db, uncle, "已受理")
    erase(db, db.get_one(Resident, auntie), now=NOON)
    db.commit()
    hers, his = notices(sessions)
    assert (hers.state, hers.reason) == (NoticeState.GIVEN_UP, "erased")
    assert (hers.text, hers.question) == (None, None)
    assert his.text == "已受理"
