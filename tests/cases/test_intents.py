"""What people want who speak so: learned from some, tried on others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.intents.sentences import by_writer, held, held_messages, messages, parts_in
from cases.intents import Intent, features_of, guess
from tests.each import for_each

SHARES = 1e-6


def test_others_than_those_it_learned_from_are_mostly_understood() -> None:
    tried = held()
    guesses = [(one, guess(one.text)) for one in tried]
    right = sum(one.intent is found.intent for one, found in guesses)
    assert right / len(tried) >= 0.85
    sure = [(one, found) for one, found in guesses if found.share >= 0.8]
    assert len(sure) / len(tried) >= 0.65
    wrong = [f"{found.intent}: {one.text}" for one, found in sure if one.intent is not found.intent]
    assert len(wrong) / len(sure) <= 0.05, wrong


def test_each_intent_is_learned_and_tried() -> None:
    learned = [one for said in by_writer().values() for one in said] + parts_in(messages())
    assert {one.intent for one in learned} == set(Intent)
    assert {one.intent for one in held() + parts_in(held_messages())} == set(Intent)


@for_each(
    ("text", "intent"),
    [
        ("居住证咋办理", Intent.ASKS),
        ("楼道灯又不亮了，摸黑上楼", Intent.REPORTS),
        ("都三天了咋还不来人", Intent.URGES),
        ("我那事有眉目没", Intent.STATUS),
        ("我自己弄好了，你们别来了", Intent.WITHDRAWS),
        ("今儿天真冷，恁多穿点", Intent.SOCIAL),
        ("谢谢你们，跑前跑后的", Intent.THANKS),
        ("字太多了，看不懂", Intent.REPEAT),
        ("給我接個真人", Intent.PERSON),
    ],
)
def test_what_is_plain_to_everybody(text: str, intent: Intent) -> None:
    assert guess(text).intent is intent


@given(st.text(max_size=3000))
def test_whatever_is_typed_has_shares_that_make_one(text: str) -> None:
    found = guess(text)
    assert set(found.shares) == set(Intent)
    assert sum(found.shares.values()) == pytest.approx(1, abs=SHARES)
    assert found.share == max(found.shares.values())
    assert guess(text) == found


def test_work_is_bounded_whatever_the_length() -> None:
    assert len(features_of("灯坏了没人修" * 2000)) < 4 * 130


def test_what_says_nothing_is_nothing_surely() -> None:
    for text in ("", " ", "。。。"):
        assert guess(text).share < 0.2


def test_only_what_is_one_of_them_with_that_share_is_surely_one() -> None:
    found = guess("都三天了咋还不来人")
    assert found.is_surely(Intent.URGES, Intent.STATUS, least=0.5)
    assert not found.is_surely(Intent.ASKS, least=0.0)
    assert not found.is_surely(Intent.URGES, least=1.1)
