"""Words that only one of two texts has tell how likely both still mean the same."""

from faq.matching import Index
from faq.matching.telling import TELLING, opened, told


def test_a_word_stands_open_with_each_of_its_characters_that_the_other_text_lacks() -> None:
    assert opened({"押"}, ["押金", "怎么", "退"]) == ["押", "押金"]
    assert opened(set(), ["押金", "怎么", "退"]) == []


def test_a_token_that_was_not_learned_tells_nothing() -> None:
    assert told({"狗", "证"}, ["狗证"], {"狗": -0.5}) == -0.5
    assert told({"狗", "证"}, ["狗证"], {"狗": -0.5, "狗证": -0.25}) == -0.75
    assert told({"猫"}, ["猫"], {"狗": -0.5}) == 0.0


def test_the_same_tokens_tell_the_same_in_any_order() -> None:
    tokens = sorted(TELLING)
    forwards, backwards = dict.fromkeys(tokens), dict.fromkeys(reversed(tokens))
    assert told(forwards.keys(), tokens) == told(backwards.keys(), tokens[::-1])


def test_another_thing_costs_more_confidence_than_an_idle_word() -> None:
    index = Index([("fee", "办养狗证要多少费用"), ("lift", "电梯坏了找谁修")])
    idle, other = (index.match(text)[0] for text in ("办养狗证比较费用多少", "办养猫证要费用多少"))
    assert idle.entry_id == other.entry_id == "fee"
    assert idle.confidence > other.confidence
