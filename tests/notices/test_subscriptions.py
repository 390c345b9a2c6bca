"""A resident's yes to one notice of how it ends: given once, spent once, and only for that."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from accounts.questions import find_question
from core.database import Sessions
from notices.channel import BadContent, Later, NoConsent, SendFailed, Uncertain
from notices.delivery import deliver_due
from notices.erasure import erase
from notices.models import NoticeState, Subscription
from notices.pause import Pause
from notices.service import queue, take_waiting
from notices.subscriptions import agree, offer, token_of
from notices.windows import Way
from tests.notices.people import NOON, Clock, ScriptedChannel, channel, meet, notices
from tests.notices.test_queue import SOLVED

LONG_AGO = NOON - timedelta(days=3)
EVERYTHING = frozenset({"customer_service", "subscribe"})


def offered(db: Session, resident_id: int, case: int = 17) -> dict[str, str]:
    """What WeChat's page comes back with when he says yes to being told of that case's end."""
    asked = offer(db, resident_id, f"case:{case}", text_version="2026-11", now=NOON)
    openid = db.get_one(Resident, resident_id).openid or ""
    fields = {"openid": openid, "scene": str(asked.scene), "reserved": token_of(asked, openid)}
    db.commit()
    return fields


def agreed(db: Session, resident_id: int, case: int = 17) -> None:
    assert agree(db, offered(db, resident_id, case), now=NOON)
    db.commit()


def ends(
    db: Session, resident_id: int, case: int = 17, kind: str = "resolve", seq: int = 4
) -> None:
    cause = f"case:{case}:{seq}"
    queue(db, resident_id=resident_id, cause=cause, kind=kind, text="已办结：灯已换好", now=NOON)
    db.commit()


def deliver(
    sessions: Sessions, to: ScriptedChannel, clock: Clock | None = None, can: Any = EVERYTHING
) -> None:
    deliver_due(sessions, to, can, clock=clock or Clock(), pause=Pause(), title="有结果了")


def spent(sessions: Sessions) -> list[bool]:
    with sessions() as db:
        return [row.spent_at is not None for row in db.scalars(select(Subscription))]


@pytest.mark.parametrize("kind", ["resolve", "decline"])
def test_with_the_window_shut_the_end_comes_as_a_one_time_notice(
    db: Session, sessions: Sessions, kind: str
) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie, kind=kind)
    outside = channel()
    deliver(sessions, outside)
    with sessions() as session:
        scene = session.scalars(select(Subscription.scene)).one()
    assert outside.cards == [(scene, "有结果了", "已办结：灯已换好")]
    assert notices(sessions)[0].way == Way.ONE_TIME
    assert spent(sessions) == [True]
    deliver(sessions, outside)
    assert len(outside.sent) == 1


@pytest.mark.parametrize("kind", ["accept", "reply", "ask", "transfer"])
def test_nothing_but_the_end_is_worth_it(db: Session, sessions: Sessions, kind: str) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie, kind=kind)
    outside = channel()
    deliver(sessions, outside)
    assert (outside.sent, spent(sessions)) == ([], [False])
    assert len(take_waiting(db, auntie, now=NOON)) == 1


def test_with_the_window_open_it_is_kept(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    agreed(db, auntie)
    ends(db, auntie)
    outside = channel()
    deliver(sessions, outside)
    assert (outside.texts, outside.cards, spent(sessions)) == (["已办结：灯已换好"], [], [False])


def test_it_is_for_its_own_case_and_for_one_notice(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie, case=17)
    for seq, case in enumerate((1, 170, 17, 17)):
        ends(db, auntie, case, seq=seq)
    outside = channel()
    deliver(sessions, outside)
    assert len(outside.cards) == 1
    assert [notice.cause for notice in notices(sessions) if notice.way] == ["case:17:2"]


def test_it_overtakes_what_waits_for_the_next_message(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie, kind="accept", seq=2)
    ends(db, auntie, seq=3)
    outside = channel()
    deliver(sessions, outside)
    assert len(outside.cards) == 1
    assert [notice.kind for notice in take_waiting(db, auntie, now=NOON)] == ["accept"]


def test_whose_chat_a_person_has_is_left_alone(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie)
    db.get_one(Contact, auntie).human_until = NOON + timedelta(minutes=30)
    db.commit()
    outside, clock = channel(), Clock()
    deliver(sessions, outside, clock)
    assert (outside.sent, spent(sessions)) == ([], [False])
    clock.move(timedelta(minutes=31))
    deliver(sessions, outside, clock)
    assert len(outside.cards) == 1


@pytest.mark.parametrize("can", [{"customer_service"}, {"template", "menu"}, set()])
def test_without_the_ability_it_is_not_used(db: Session, sessions: Sessions, can: set[str]) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie)
    outside = channel()
    deliver(sessions, outside, can=frozenset(can))
    assert outside.sent == []


def test_it_also_works_where_nothing_else_can_be_pushed(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨")
    agreed(db, auntie)
    ends(db, auntie)
    outside = channel()
    deliver(sessions, outside, can=frozenset({"subscribe"}))
    assert len(outside.cards) == 1


@pytest.mark.parametrize(
    ("failure", "is_kept", "state"),
    [
        (Later("-1"), True, NoticeState.WAITING),
        (BadContent("47003"), True, NoticeState.WAITING),
        (NoConsent("43101"), False, NoticeState.WAITING),
        (Uncertain("timeout"), False, NoticeState.UNCERTAIN),
    ],
)
def test_a_send_that_fails_gives_the_yes_back_only_when_it_surely_was_not_used(
    db: Session, sessions: Sessions, failure: SendFailed, is_kept: bool, state: NoticeState
) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    ends(db, auntie)
    outside, clock = channel(failure), Clock()
    deliver(sessions, outside, clock)
    assert spent(sessions) == [not is_kept]
    assert [notice.state for notice in notices(sessions)] == [state]
    clock.move(timedelta(hours=1))
    deliver(sessions, outside, clock)
    assert len(outside.sent) == isinstance(failure, Later)
    assert bool(take_waiting(db, auntie, now=clock.at)) != isinstance(failure, Later)


def test_what_it_asks_can_be_answered(db: Session, sessions: Sessions) -> None:
    auntie = meet(db, "王阿姨", message_at=LONG_AGO)
    agreed(db, auntie)
    text = "已办结：" + "换" * 300
    queue(
        db, resident_id=auntie, cause="case:17:4", kind="resolve", text=text, question=SOLVED,
        now=NOON,
    )  # fmt: skip
    db.commit()
    outside = channel()
    deliver(sessions, outside)
    _, _, said = outside.cards[0]
    assert len(said) == 200
    assert said.endswith(f"……\n发“进度”可看全部。\n{SOLVED['words']}")
    question = find_question(db, auntie, now=NOON)
    assert question is not None
    assert question.kind == SOLVED["kind"]


def test_a_yes_counts_once(db: Session) -> None:
    fields = offered(db, meet(db, "王阿姨"))
    assert agree(db, fields, now=NOON)
    assert not agree(db, fields, now=NOON)


@pytest.mark.parametrize(
    "changed",
    [
        {"openid": "o-李叔"},
        {"openid": ""},
        {"scene": "9999"},
        {"scene": "一"},
        {"scene": "9" * 5000},
        {"reserved": ""},
        {"reserved": "00" * 42},
        {"reserved": "这不是我们的"},
        {"reserved": "ff" * 42},
    ],
)
def test_a_yes_that_we_did_not_ask_for_changes_nothing(
    db: Session, changed: dict[str, str]
) -> None:
    fields = offered(db, meet(db, "王阿姨"))
    meet(db, "李叔")
    assert not agree(db, {**fields, **changed}, now=NOON)
    assert agree(db, fields, now=NOON)


def test_a_token_can_not_be_turned_to_another_row(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    one, other = offered(db, auntie, 1), offered(db, auntie, 2)
    forged = other["reserved"][:44] + one["reserved"][44:]
    assert not agree(db, {**other, "reserved": forged}, now=NOON)


def test_the_token_is_what_wechat_hands_back_unchanged(db: Session) -> None:
    token = offered(db, meet(db, "王阿姨"))["reserved"]
    assert token.isalnum()
    assert token.isascii()
    assert len(token) <= 128


def test_who_leaves_leaves_no_yes_behind(db: Session) -> None:
    auntie = meet(db, "王阿姨")
    agreed(db, auntie)
    erase(db, db.get_one(Resident, auntie), now=NOON)
    assert db.scalars(select(Subscription)).all() == []
