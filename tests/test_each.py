"""A test of many rows looks at all of them and names every one that is wrong."""

import inspect

import pytest

from tests.each import for_each


@for_each("word", ["灯", "门"])
@for_each(("label", "length"), [("short", 1), ("long", 2)])
def look(word: str, label: str, length: int, seen: list[str]) -> None:
    """One row of two tables; two of the four are wrong."""
    seen.append(word + label)
    assert len(word) == length


def test_every_row_of_every_table_is_looked_at_and_each_wrong_one_named() -> None:
    seen: list[str] = []
    with pytest.raises(AssertionError) as failed:
        look(seen=seen)
    assert seen == ["灯short", "灯long", "门short", "门long"]
    for told in ("2 of 2 are wrong", "word='灯'", "word='门'", "label='long', length=2: Assert"):
        assert told in str(failed.value)
    assert "label='short'" not in str(failed.value)


def test_an_error_that_was_awaited_is_missed_by_name() -> None:
    @for_each("number", [0, 1])
    def divide(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            assert 1 / number

    with pytest.raises(AssertionError, match=r"1 of 2 are wrong:\n• number=1: Failed"):
        divide()


def test_pytest_sees_the_fixtures_alone() -> None:
    assert list(inspect.signature(look).parameters) == ["seen"]


def test_a_table_without_rows_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="no rows of text"):
        for_each("text", [])
