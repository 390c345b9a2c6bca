"""Where a message is cut into what it wants: learned from some messages, tried on others."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.intents.sentences import Message, held_messages
from cases.intents import Guess, Intent, State, guess
from cases.parts import MOST_CHARACTERS, MOST_JOINTS, SIGNS, Part, joints_of, parts_of, told_in
from tests.each import for_each

# What people type where one thing ends, and what is between.
TYPED = st.lists(
    st.sampled_from(
        [
            *("灯坏了", "谢谢", "0008撤了吧", "还有", "一是", "2.", "另外", "\U0001f64f", "x"),
            *("，", "。", "！", " ", "\u3000", "\n", "、", ",", ""),
        ]
    ),
    max_size=80,
).map("".join)
STATES = st.sampled_from([None, *State])


@cache
def tried() -> Sequence[tuple[Message, Sequence[Part], set[int]]]:
    """Each message to be tried on with its parts and where it is cut."""
    found = []
    for one in held_messages():
        parts = parts_of(one.text, one.state)
        found.append((one, parts, set(accumulate(len(part.words) for part in parts[:-1]))))
    return found


def test_messages_of_others_are_mostly_cut_as_they_meant() -> None:
    right = sum(cuts == one.cuts for one, _, cuts in tried())
    assert right / len(tried()) >= 0.65


def test_what_wants_one_thing_is_seldom_cut() -> None:
    single = [(one, cuts) for one, _, cuts in tried() if len(one.parts) == 1]
    cut = [one.text for one, cuts in single if cuts]
    assert len(cut) / len(single) <= 0.2, cut


def test_what_is_cut_as_meant_mostly_wants_what_was_meant() -> None:
    pairs = [
        (part.intent, meant.intent)
        for one, parts, cuts in tried()
        if cuts == one.cuts
        for part, meant in zip(parts, one.parts, strict=True)
    ]
    assert sum(found is meant for found, meant in pairs) / len(pairs) >= 0.75


@given(st.one_of(st.text(max_size=2 * MOST_CHARACTERS), TYPED), STATES)
def test_the_parts_put_together_are_the_text(text: str, state: State | None) -> None:
    parts = parts_of(text, state)
    assert "".join(one.words for one in parts) == text
    assert len(parts) <= MOST_JOINTS + 1
    assert len(parts) == 1 or all(one.words for one in parts)
    assert parts_of(text, state) == parts


@given(st.one_of(st.text(max_size=2 * MOST_CHARACTERS), TYPED), STATES)
def test_work_is_bounded_whatever_is_typed(text: str, state: State | None) -> None:
    asked: list[str] = []

    def wants(words: str, before: State | None) -> Guess:
        asked.append(words)
        return guess(words, before)

    joints = joints_of(text, state, wants)
    assert len(joints) <= MOST_JOINTS
    assert len(asked) <= 3 * MOST_JOINTS + 1
    assert [at for at, _ in joints] == sorted({at for at, _ in joints})
    assert all(0 < at < len(text) for at, _ in joints)


def test_only_so_many_joints_are_looked_at() -> None:
    assert len(joints_of("灯坏了，" * (2 * MOST_JOINTS), None)) == MOST_JOINTS
    assert joints_of("灯坏了，" * MOST_CHARACTERS, None) == []
    assert len(parts_of("灯坏了，" * MOST_CHARACTERS)) == 1


@for_each("text", ["", " ", "。。。", "楼道灯坏了", "，，楼道灯坏了。"])
def test_what_is_a_single_clause_is_a_single_part(text: str) -> None:
    assert [one.words for one in parts_of(text)] == [text]


@for_each(
    ("text", "wanted"),
    [
        ("路灯那个撤了吧，谢谢你们", [Intent.WITHDRAWS, Intent.THANKS]),
        ("谁让你撤的，给我恢复了。你给我念念写的啥", [Intent.RESTORES, Intent.READS]),
        ("水管修好了，医保卡丢了去哪补办？", [Intent.WELL, Intent.ASKS]),
    ],
)
def test_what_plainly_wants_two_things_is_two_parts(text: str, wanted: list[Intent]) -> None:
    assert [one.intent for one in parts_of(text, State.CASE)] == wanted


@for_each(
    ("text", "told"),
    [
        ("3号楼2单元的路灯坏了，谢谢你们", "3号楼2单元的路灯坏了"),
        ("谢谢啊，3号楼2单元的路灯坏了", "3号楼2单元的路灯坏了"),
        ("楼上又漏水了 麻烦登记", "楼上又漏水了"),
        ("楼上又漏水了，快点", "楼上又漏水了"),
        ("帮我登记一下，谢谢", ""),
        ("谢谢啊", ""),
        ("", ""),
        ("楼上又漏水了", "楼上又漏水了"),
    ],
)
def test_thanks_and_orders_tell_nothing_of_a_matter(text: str, told: str) -> None:
    assert told_in(text) == told


@for_each(
    "text",
    ["楼上又漏水了，你给我报上去吧", "3号楼的灯坏了，登记一下，谢谢", "登记一下，3号楼的灯坏了"],
)
def test_what_an_order_is_about_is_not_left_out_with_it(text: str) -> None:
    assert any(matter in told_in(text) for matter in ("楼上又漏水了", "3号楼的灯坏了"))


@given(st.one_of(st.text(max_size=MOST_CHARACTERS), TYPED))
def test_what_is_told_was_said(text: str) -> None:
    told = told_in(text)
    assert len(told) <= len(text)
    assert told == told.strip(SIGNS)
    said = iter(text)
    assert all(character in said for character in told)
