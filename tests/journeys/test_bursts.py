"""What somebody sends in one breath makes one case and gets one answer."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import Contact
from bot.once import Timing
from cases.attachments import count_photos
from cases.models import Case, CaseEvent
from handlers.burst import LIVES
from simulator.person import LocalPhone, Person, words_of
from tests.backends import Backend
from tests.journeys.reading import count, number_in, rows
from tests.journeys.town import Town, found

THUMB = 0.2  # seconds between two messages of one breath
Sent = tuple[str, dict[str, str]]
PHOTO: Sent = ("photo", {})


@pytest.fixture
def town(backend: Backend, tmp_path: Path) -> Iterator[Town]:
    """A town that waits for a pause as long as in life."""
    town = found(backend, tmp_path, timing=Timing())
    yield town
    town.stop()


def says(text: str) -> Sent:
    """Typing it."""
    return "say", {"text": text}


def breath(town: Town, person: Person, *sent: Sent) -> list[str]:
    """All replies to what is sent as fast as a thumb can, without waiting for any."""
    phone, begun = LocalPhone(town.platform), []
    for action, values in sent:
        begun.append(phone.start(person.openid, action, values))
        time.sleep(THUMB)
    return [words_of(item) for each in begun for item in phone.end(each)["seen"]]


def words_in(town: Town, number: str) -> str:
    """All that the case holds in words."""
    with town.sessions() as db:
        case = town.case(db, number)
        events = rows(db, CaseEvent, case_id=case.id)
        return " ".join([case.description, *(event.words or "" for event in events)])


def test_three_texts_and_four_photos_make_one_case_and_one_answer(town: Town) -> None:
    wang = town.newcomer()
    texts = ("报修 厨房漏水了", "水都滴到床上了", "3号楼2单元501")
    (said,) = breath(town, wang, *map(says, texts), PHOTO, PHOTO, PHOTO, PHOTO)
    number = number_in(said)
    assert "您又发来 2 句话、4 张照片，都收到了。" in said
    assert "在哪个位置" not in said
    with town.sessions() as db:
        (case,) = town.cases_of(db, wang)
        assert (case.number, case.place) == (number, "3号楼2单元501")
        assert count_photos(db, case.id) == 4
    held = words_in(town, number)
    assert all(part in held for part in ("厨房漏水了", "滴到床上了"))
    # What comes after the pause is answered as always.
    assert wang.says("还在漏，越来越大") != ""


def test_photos_come_first_and_the_words_in_the_same_breath(town: Town) -> None:
    wang = town.newcomer()
    (said,) = breath(town, wang, PHOTO, PHOTO, PHOTO, says("报修 3号楼2单元楼道灯不亮"))
    with town.sessions() as db:
        (case,) = town.cases_of(db, wang)
        assert case.number == number_in(said)
        assert count_photos(db, case.id) == 3
    assert "3 份照片" in said


def test_photos_alone_get_one_answer_and_join_the_words_that_follow_later(town: Town) -> None:
    wang = town.newcomer()
    (said,) = breath(town, wang, PHOTO, PHOTO, PHOTO)
    assert "您又发来 2 张照片" in said
    assert said.endswith("请用一句话说说是什么事。")
    number = number_in(wang.says("3号楼门口井盖坏了"))
    with town.sessions() as db:
        assert count_photos(db, town.case(db, number).id) == 3


def test_a_question_and_danger_in_the_same_breath_have_answers_of_their_own(town: Town) -> None:
    wang = town.newcomer()
    sent = ("报修 3号楼2单元楼道灯不亮", "居住证怎么办理", "着火了，快来人")
    replies = breath(town, wang, *map(says, sent))
    assert len(replies) == 3
    assert any("119" in said for said in replies)
    assert any("派出所" in said for said in replies)
    with town.sessions() as db:
        assert len(town.cases_of(db, wang)) == 1
    # The offer of the urgent case is still open.
    assert "紧急" in wang.says("1")


def test_two_matters_in_one_breath_are_two_cases_and_both_numbers_are_told(town: Town) -> None:
    wang = town.newcomer()
    replies = breath(town, wang, says("报修 3号楼电梯坏了"), says("报修 3号楼2单元路灯不亮"))
    with town.sessions() as db:
        numbers = {case.number for case in town.cases_of(db, wang)}
    assert len(numbers) == 2
    assert {number_in(said) for said in replies} == numbers


def test_what_joined_after_its_leader_died_is_counted_in_the_next_reply(town: Town) -> None:
    wang = town.newcomer()
    wang.says("报修 厨房漏水了")
    with town.sessions.begin() as db:
        contact = db.get_one(Contact, town.resident(db, wang).id)
        assert contact.burst is not None
        # As if the process that held the reply had died a second ago.
        soon = (town.clock() + LIVES).isoformat()
        contact.burst = {**contact.burst, "until": soon}
    assert wang.says("水都滴到床上了") == ""
    town.clock.jump(LIVES)
    assert "您又发来 1 句话" in wang.says("进度")
    with town.sessions() as db:
        assert count(db, Case) == 1


def test_words_without_a_command_are_offered_once_and_become_one_case(town: Town) -> None:
    wang = town.newcomer()
    texts = ("我家厨房漏水了", "水都滴到床上了", "3号楼2单元501")
    replies = breath(town, wang, *map(says, texts), PHOTO, PHOTO, PHOTO, PHOTO)
    # The first is offered at once; to say where takes the offer, and the photos join the case.
    assert len(replies) == 2
    number = number_in(replies[-1])
    with town.sessions() as db:
        (case,) = town.cases_of(db, wang)
        assert (case.number, case.place) == (number, "3号楼2单元501")
        assert count_photos(db, case.id) == 4
    held = words_in(town, number)
    assert all(part in held for part in ("厨房漏水了", "滴到床上了"))
