"""What people's words are about: learned from some sentences, tried on others."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.subjects.sentences import HELD, by_writer
from community.subjects import (
    NO_SUBJECT,
    alike,
    is_clear,
    likeliest,
    matter_shares,
    shares_of,
    subjects,
)
from tests.each import for_each

STARTER = Path(__file__).parents[2] / "community" / "starter"


def test_others_than_those_it_learned_from_are_mostly_understood() -> None:
    told = by_writer()[HELD]
    guesses = [(one, *likeliest(one.text)) for one in told]
    right = sum(subject.key == one.key for one, subject, _ in guesses)
    assert right / len(told) >= 0.85
    sure = [(one, subject) for one, subject, share in guesses if share >= 0.9]
    assert len(sure) / len(told) >= 0.6
    wrong = [f"{subject.name}: {one.text}" for one, subject in sure if subject.key != one.key]
    assert len(wrong) / len(sure) <= 0.05, wrong


def test_each_subject_is_learned_and_tried() -> None:
    keys = {one.key for one in subjects()}
    writers = by_writer()
    assert {one.key for one in writers[HELD]} == keys - {"elsewhere"}
    for number, own in writers.items():
        assert {one.key for one in own} <= keys, number


def test_subjects_name_topics_that_there_are() -> None:
    places = (STARTER / "topics.toml", STARTER / "village" / "topics.toml")
    known = {
        row["key"] for path in places for row in tomllib.loads(path.read_text("utf-8"))["topic"]
    }
    assert {key for one in subjects() for key in one.topics} <= known


@for_each(
    ("text", "key"),
    [
        ("我那助听器坏了，听说国家给补钱", "disability_aids"),
        ("我电瓶车昨晚在车棚被偷了", "theft"),
        ("铺子要换个名字，执照咋个变更", "business_licence"),
        ("那积分咋算，护士职称给不给加分", "residence_points"),
        ("坡道老是被車堵住，輪椅上不去", "ramp_rails"),
        ("红烧肉怎么做才不腻", "elsewhere"),
        ("谢谢你啊，好人一生平安", "chat"),
    ],
)
def test_a_matter_is_known_by_what_is_told_of_it(text: str, key: str) -> None:
    assert likeliest(text)[0].key == key


def test_two_stories_of_one_matter_are_alike_and_of_two_are_not() -> None:
    cold, wet = "屋里冷得穿棉袄，暖气片摸着冰手", "楼上又漏水了，我家天花板湿了一大片"
    assert is_clear(cold)
    assert is_clear(wet)
    assert alike(cold, "咱家暖气不热，晚上冻得睡不着") > 0.5 > 0.02 > alike(cold, wet)


def test_talk_is_nothing_that_two_texts_have_in_common() -> None:
    assert alike("谢谢你啊", "谢谢您嘞") < 0.01
    at = [place for place, one in enumerate(subjects()) if one.key in NO_SUBJECT]
    assert matter_shares("谢谢你啊")[at].sum() == 0


@given(st.text(max_size=3000))
def test_whatever_is_typed_has_shares_that_make_one_or_none(text: str) -> None:
    total = float(shares_of(text).sum())
    assert total == pytest.approx(1) or total == 0
    assert (shares_of(text) == shares_of(text)).all()
