"""What a desk may rely on, whatever is published and whatever a resident types."""

import json
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.language import MAX_CHARACTERS, normalise
from faq.matching import Index
from faq.matching.match import Match, Work
from faq.matching.prepared import prepare
from faq.matching.tokens import KINDS
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS

few = settings(max_examples=40, deadline=None)

# Entries of no office's: with those of the test's own they make more than a hundred.
THINGS = [
    "苹果",
    "葡萄",
    "西瓜",
    "草莓",
    "樱桃",
    "芒果",
    "荔枝",
    "石榴",
    "柚子",
    "橄榄",
    "核桃",
    "栗子",
]
DOINGS = ["榨汁", "酿酒", "晒干", "腌渍", "嫁接", "施肥", "剪枝", "套袋"]
ORCHARD = [(f"{thing}{doing}", f"{thing}{doing}的季节") for thing in THINGS for doing in DOINGS]
LARGE = Index([*KNOWLEDGE, *ORCHARD])
ASKED = [*ANSWERED, *NOTHING_ANSWERS]
STRANGE = st.text("①②③ⅨⅪαβγδεζηθλμξπσφψωабвгдежзийклмнопрст", min_size=2, max_size=12)


def tokens_of(text: str) -> set[tuple[str, str]]:
    """All that the text may be found by."""
    row = prepare(text)
    return {(kind, token) for kind in KINDS for token in getattr(row, kind)}


PUBLISHED = {token for _, text in (*KNOWLEDGE, *ORCHARD) for token in tokens_of(text)}
"""What shares one of these is related: ① is read as the 1 of 一个月."""


@few
@given(
    st.sampled_from(ASKED),
    st.lists(STRANGE, min_size=1, max_size=3),
    st.integers(80, len(ORCHARD)),
)
def test_an_unrelated_entry_moves_nothing_that_matters(
    asked: str, texts: list[str], size: int
) -> None:
    assume(all((tokens_of(asked) | PUBLISHED).isdisjoint(tokens_of(text)) for text in texts))
    published = [*KNOWLEDGE, *ORCHARD[:size]]
    index = Index(published)
    before = index.match(asked)
    scale = index.scale
    index.replace("unrelated", texts)
    after = index.match(asked)
    if scale == index.scale:
        assert after == before
    # Now and then there are so many entries more that all weights are taken anew; then what is
    # equally near may change places.
    was = {match.entry_id: match.confidence for match in before}
    for match in after:
        assert abs(match.confidence - was.get(match.entry_id, 0.0)) <= 0.02


@few
@given(st.sampled_from([*KNOWLEDGE, *ORCHARD]), st.sampled_from(["{}", "{}？？", " {} ", "{}！😀"]))
def test_an_exact_phrasing_wins_with_the_highest_confidence(
    row: tuple[str, str], keyboard: str
) -> None:
    entry_id, text = row
    first, *others = LARGE.match(keyboard.format(text))
    assert first == Match(entry_id, text, 1.0)
    assert all(other.confidence < 1 for other in others)


WILD = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "So", "Mn"]), max_size=60),
    st.text("ابجدहिन्दी한국어ภาษาไทย日本語ABC", max_size=60),
    st.sampled_from(ASKED),
)


@settings(max_examples=60, deadline=None)
@given(WILD, st.integers(1, 10_000))
def test_nothing_typed_raises_and_the_work_stays_bounded(text: str, repeats: int) -> None:
    long = (text * repeats)[:10_000]
    work = Work()
    found = LARGE.match(long, work=work)
    assert len(found) <= 5
    assert work.characters <= MAX_CHARACTERS
    assert work.tokens <= 8 * MAX_CHARACTERS, "a few kinds of token, each once a character"
    assert work.ranked <= 36
    if found and found[0].confidence < 1:
        assert work.ranked > 0
    LARGE.explain(long)


def test_the_counters_count() -> None:
    work = Work()
    LARGE.match("电梯坏了找谁", work=work)
    assert work.characters == len(normalise("电梯坏了找谁"))
    assert work.tokens >= 6
    once = Work(work.characters, work.tokens, work.ranked)
    LARGE.match("电梯坏了找谁", work=work)
    assert (work.tokens, work.ranked) == (2 * once.tokens, 2 * once.ranked)
    assert once.ranked > 1


SCRIPT = """
import json, sys
from faq.matching import Index
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS
index = Index(KNOWLEDGE)
index.replace("noise", ["楼上太吵了"])
asked = [*ANSWERED, *NOTHING_ANSWERS]
found = [[[m.entry_id, m.phrasing, m.confidence] for m in index.match(text)] for text in asked]
json.dump(found, sys.stdout)
"""


def test_every_process_gives_the_same_answers() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    ]
    assert answers[0] == answers[1]
    assert len(json.loads(answers[0])) == len(ASKED)


@pytest.mark.parametrize(
    "text", ["", "\x00\x01", "\ud800", "🧓🏽" * 300, "a" * 10_000, "？" * 10_000]
)
def test_odd_texts_find_nothing(text: str) -> None:
    assert LARGE.match(text) == []
