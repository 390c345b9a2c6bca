"""What must hold for any knowledge and any question."""

# ruff: noqa: RUF001 (full-width letters are what is tested)

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import normalise
from faq.matching import Index
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS

SENTENCES = sorted({text for _, text in KNOWLEDGE} | set(ANSWERED) | set(NOTHING_ANSWERS))
ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text("电梯坏了怎么办理居住证在哪里要什么材料吗的 12abＡ，？", max_size=20),
    st.sampled_from(SENTENCES),
)
ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), ANY_TEXT), max_size=12)
DESK = Index(KNOWLEDGE)
few = settings(max_examples=60, deadline=None)


@few
@given(ROWS, ANY_TEXT)
def test_any_question_to_any_knowledge_gets_a_list_in_order(
    rows: list[tuple[str, str]], asked: str
) -> None:
    found = Index(rows).match(asked)
    ids = [match.entry_id for match in found]
    assert len(ids) == len(set(ids)) <= 5
    assert found == sorted(found, key=lambda match: (-match.confidence, match.entry_id))
    assert all(0 <= match.confidence <= 1 for match in found)
    assert all((match.entry_id, match.phrasing) in rows for match in found)


@few
@given(ROWS, ANY_TEXT, st.randoms())
def test_the_order_of_building_does_not_matter(
    rows: list[tuple[str, str]], asked: str, chance: Random
) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert Index(mixed).match(asked) == Index(rows).match(asked)


@few
@given(ROWS, st.lists(ANY_TEXT, max_size=4), ANY_TEXT)
def test_replacing_equals_building_anew(
    rows: list[tuple[str, str]], texts: list[str], asked: str
) -> None:
    replaced = Index(rows)
    replaced.replace("c", texts)
    anew = Index([row for row in rows if row[0] != "c"] + [("c", text) for text in texts])
    assert replaced.match(asked) == anew.match(asked)


@few
@given(ROWS, ANY_TEXT)
def test_an_exact_phrasing_always_wins(rows: list[tuple[str, str]], asked: str) -> None:
    found = Index([*rows, ("z", asked)]).match(asked, limit=10)
    certain = {entry_id for entry_id, text in rows if normalise(text) == normalise(asked)} | {"z"}
    if normalise(asked):
        assert {match.entry_id for match in found if match.confidence == 1} == certain
        assert {match.entry_id for match in found[: len(certain)]} == certain


@few
@given(ANY_TEXT, st.sets(st.sampled_from(sorted({entry_id for entry_id, _ in KNOWLEDGE}))))
def test_only_those_among_are_found(asked: str, among: set[str]) -> None:
    assert {match.entry_id for match in DESK.match(asked, among=among, limit=50)} <= among


@few
@given(ANY_TEXT)
def test_the_same_question_gets_the_same_answer(asked: str) -> None:
    assert DESK.match(asked) == DESK.match(asked) == Index(KNOWLEDGE).match(asked)


def test_a_very_long_text_takes_no_longer_than_a_message_may() -> None:
    assert DESK.match("电梯坏了" * 5_000)[0].entry_id == "lift"
