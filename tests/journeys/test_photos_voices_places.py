"""What residents send instead of words finds its case."""

from cases.media import MediaFolder
from cases.models import Attachment, Case
from core.sealing import Keyring
from simulator.media import make_photo, make_voice
from simulator.person import Person
from tests.backends import DATA_KEY
from tests.journeys.reading import count, number_in, rows
from tests.journeys.town import Town

PLACE = "幸福里 3 号楼 2 单元"


def kept(town: Town, case: Case) -> list[tuple[str, bytes, bytes]]:
    """Kind, bytes on the disk and what they are of all that is attached to a case."""
    folder = town.settings.data_dir / "media"
    reader = MediaFolder(folder, Keyring(DATA_KEY))
    with town.sessions() as db:
        found = rows(db, Attachment, case_id=case.id)
        return [
            (
                row.kind,
                (folder / row.public_id[:2] / row.public_id).read_bytes(),
                reader.read(row.public_id),
            )
            for row in found
        ]


def only_case(town: Town, person: Person) -> Case:
    """The one case that somebody has."""
    with town.sessions() as db:
        (case,) = town.cases_of(db, person)
        return case


def test_a_photo_and_then_the_words_make_one_case_with_the_photo(street: Town) -> None:
    wang, photo = street.newcomer(), make_photo(7)
    assert "请用一句话说说是什么事" in wang.sends_photo(photo)
    said = wang.says("报修 3号楼2单元门口路灯不亮")
    assert "1 份照片或语音已放进去" in said
    assert "拍张照片" not in said
    street.work()
    case = only_case(street, wang)
    assert case.number == number_in(said)
    ((kind, on_disk, content),) = kept(street, case)
    assert (kind, content) == ("photo", photo)
    assert not on_disk.startswith(b"\xff\xd8\xff")
    assert photo[100:200] not in on_disk


def test_a_photo_and_then_a_question_that_can_be_answered_still_become_a_case(
    street: Town,
) -> None:
    wang = street.newcomer()
    wang.sends_photo()
    assert "回复 1" in wang.says("楼道灯坏了找谁")
    assert "1 份照片或语音已放进去" in wang.says("1")


def test_a_place_and_then_the_words_make_one_case_at_that_place(street: Town) -> None:
    wang = street.newcomer()
    said = wang.sends_location(PLACE)
    assert PLACE in said
    assert "说说是什么事" in said
    said = wang.says("树枝断了挡路")
    assert number_in(said)
    assert f"地点：{PLACE}" in said
    assert "在哪个位置" not in said
    assert (only_case(street, wang).place or "").startswith(PLACE)


def test_a_place_is_not_forgotten_over_an_answer(street: Town) -> None:
    wang = street.newcomer()
    wang.sends_location(PLACE)
    assert "回复 1" in wang.says("楼道灯坏了找谁")
    assert f"地点：{PLACE}" in wang.says("1")


def test_a_place_sent_after_an_offer_goes_with_it_and_not_with_an_older_case(
    street: Town,
) -> None:
    wang = street.newcomer()
    wang.says("报修 路灯不亮")
    wang.says("取消")
    assert "回复 1" in wang.says("楼道灯坏了找谁")
    assert "回复 1" in wang.sends_location(PLACE)
    assert f"地点：{PLACE}" in wang.says("1")
    with street.sessions() as db:
        older, newer = street.cases_of(db, wang)
        assert older.place is None
        assert (newer.place or "").startswith(PLACE)


def test_a_voice_that_nobody_has_put_into_words_is_handed_to_the_staff(street: Town) -> None:
    wang = street.newcomer()
    assert "回复 1 交给工作人员听" in wang.sends_voice()
    said = wang.says("1")
    assert "1 份照片或语音已放进去" in said
    street.work()
    case = only_case(street, wang)
    assert case.number == number_in(said)
    ((kind, on_disk, content),) = kept(street, case)
    assert (kind, content) == ("voice", make_voice())
    assert b"#!AMR" not in on_disk


def test_a_voice_that_wechat_has_put_into_words_is_heard_as_they_are(street: Town) -> None:
    wang = street.newcomer()
    assert "居住登记" in wang.sends_voice("居住证怎么办")


def test_photos_sent_together_get_one_answer_and_a_later_one_its_own(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 路灯不亮")
    assert "收到" in wang.sends_photo()
    wang.says("3号楼2单元")
    assert "收到" in wang.sends_photo()
    assert wang.sends_photo() == ""
    wang.says("谢谢")
    assert "收到" in wang.sends_photo()
    with street.sessions() as db:
        (case,) = street.cases_of(db, wang)
        assert count(db, Attachment, case_id=case.id) == 4
