"""One test of many rows: every row is looked at, and the failure names each one that is wrong.

With `pytest.mark.parametrize` every row is a test, collected by each process of a run and reported
by one to the other. That costs milliseconds, where a sentence is read in microseconds.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def for_each(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """What `pytest.mark.parametrize` of the same arguments checks, in one test.

    All rows share the test's fixtures: it is for tests that leave them as they are.
    """
    own = (names,) if isinstance(names, str) else names
    cases = [dict(zip(own, _values(row, own), strict=True)) for row in rows]
    assert cases, f"no rows of {', '.join(own)}"

    def made(test: Test) -> Test:
        @wraps(test)
        def every(**fixtures: Any) -> None:
            wrong: list[tuple[dict[str, Any], BaseException]] = []
            for case in cases:
                try:
                    test(**fixtures, **case)
                except (Exception, pytest.fail.Exception) as error:
                    wrong.append((case, error))
            if wrong:
                raise AssertionError(_told(wrong, len(cases))) from wrong[0][1]

        # What pytest reads the fixtures from.
        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in own]
        every.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return every

    return made


def _values(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return (row,) if len(names) == 1 else tuple(row)


def _told(wrong: list[tuple[dict[str, Any], BaseException]], count: int) -> str:
    """Every wrong row with its error; the first one's traceback comes besides."""
    lines = [f"{len(wrong)} of {count} are wrong:"]
    for case, error in wrong:
        row = ", ".join(f"{name}={value!r}" for name, value in case.items())
        lines.append(f"• {row}: {type(error).__name__}: {error}")
    return "\n".join(lines)
