"""What an entry may say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from faq.content import EntryContent, as_json, fill, from_json, placeholders_of, tidy


def test_a_revision_keeps_the_whole_content() -> None:
    content = EntryContent(
        "怎么办居住证",
        "打{社区电话}。",
        ("居住证", "暂住证"),
        category="证件",
        area_id=2,
        topic_id=3,
        valid_from=date(2026, 11, 1),
        valid_until=date(2026, 12, 31),
        example=True,
    )
    assert from_json(as_json(content)) == content
    assert from_json(as_json(EntryContent("问", "答"))) == EntryContent("问", "答")


def test_repeated_phrasings_are_kept_once() -> None:
    content = EntryContent(" 怎么办居住证？ ", " 答 ", ("居住證", "", "居住证！", "怎么办居住证"))
    assert tidy(content) == EntryContent("怎么办居住证？", "答", ("居住證",))


@pytest.mark.parametrize(
    "content",
    [
        EntryContent("", "答"),
        EntryContent("？？", "答"),
        EntryContent("问" * 201, "答"),
        EntryContent("问", "答", ("？？",)),
        EntryContent("问", "答", ("长" * 201,)),
        EntryContent("问", "答" * 4001),
        EntryContent("问", "打{社区电话"),
        EntryContent("问", "打{}"),
        EntryContent("问", "打{社区电话!r}"),
        EntryContent("问", "打{a.__class__}"),
        EntryContent("问", "答", category="类" * 41),
        EntryContent("问", "答", valid_from=date(2026, 2, 2), valid_until=date(2026, 2, 1)),
    ],
)
def test_a_faulty_entry_is_not_saved(content: EntryContent) -> None:
    with pytest.raises(Invalid):
        tidy(content)


def test_a_placeholder_without_a_value_becomes_its_name_and_never_shows_braces() -> None:
    answer = "打{社区电话}或{值班电话}，{社区电话}"
    assert placeholders_of(answer) == ("社区电话", "值班电话")
    assert fill(answer, {"社区电话": "{甲}"}) == "打{甲}或值班电话，{甲}"


@given(st.text(max_size=60))
def test_any_answer_is_filled_or_refused(answer: str) -> None:
    try:
        names = placeholders_of(answer)
    except Invalid:
        return
    filled = fill(answer, dict.fromkeys(names, ""))
    assert "{" not in filled
    assert "}" not in filled
