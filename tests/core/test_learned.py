"""What was learned is read from JSON once: later processes map what the first one made of it."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import kept
from core.arrays import arrays_in, parts_of
from core.kept import KEPT
from core.learned import Learned, learned, learned_from, shares_in

PACKAGE, NAME, CLASSES, GRAINS = "well_read", "weather", ("dry", "wet"), 10
# 伞 tells of both, 晒 of one of them.
TABLE = {
    "constants": {"dry": 0.5, "wet": -0.5},
    "features": {"伞": [0, -20, 1, 30], "晒": [0, 40]},
    "settings": {"longest": 2},
}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a package with learned weights, and a folder where processes keep things."""
    file = tmp_path / "packages" / PACKAGE / "starter" / f"{NAME}.json"
    file.parent.mkdir(parents=True)
    (file.parent.parent / "__init__.py").touch()
    write(file, TABLE)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    monkeypatch.setattr(kept, "_folder", [tmp_path / KEPT])
    yield file
    sys.modules.pop(PACKAGE, None)


def write(file: Path, table: Any) -> None:
    """Put the table there as a fit would."""
    file.write_text(json.dumps(table, ensure_ascii=False), "utf-8")


def read() -> Learned:
    """What a process that starts now knows."""
    return learned(PACKAGE, NAME, "features", CLASSES, grains=GRAINS)


def kept_file(source: Path) -> Path:
    """Where the arrays are kept."""
    return source.parents[3] / KEPT / NAME


def is_mapped(known: Learned) -> bool:
    """Whether the arrays are views of a file: nobody can write in them."""
    return not known.keys.flags.writeable


def assert_same(one: Learned, other: Learned) -> None:
    """Both know the very same."""
    for field in fields(Learned):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == theirs.dtype, field.name
            assert mine.tolist() == theirs.tolist(), field.name
        else:
            assert mine == theirs, field.name


def test_a_later_process_maps_what_an_earlier_one_read(source: Path) -> None:
    first, later = read(), read()
    assert (is_mapped(first), is_mapped(later)) == (False, True)
    assert_same(first, later)
    assert later.head == {"settings": {"longest": 2}}
    assert_same(first, learned_from(TABLE, "features", CLASSES, grains=GRAINS))
    assert kept_file(source).is_file()


def test_a_changed_file_is_read_anew(source: Path) -> None:
    before = read()
    write(source, {**TABLE, "constants": {"dry": 0.25, "wet": -0.5}})
    # Of the same length, and within one tick of a slow clock.
    about = source.stat()
    os.utime(source, ns=(about.st_atime_ns, about.st_mtime_ns + 1))
    after = read()
    assert not is_mapped(after)
    assert [before.constants.tolist(), after.constants.tolist()] == [[0.5, -0.5], [0.25, -0.5]]
    assert is_mapped(read())


@pytest.mark.usefixtures("source")
def test_other_classes_or_grains_are_read_anew() -> None:
    read()
    turned = learned(PACKAGE, NAME, "features", CLASSES[::-1], grains=GRAINS)
    assert turned.constants.tolist() == [-0.5, 0.5]
    assert learned(PACKAGE, NAME, "features", CLASSES[::-1], grains=1).grains == 1


def test_a_spoilt_kept_file_is_read_anew(source: Path) -> None:
    first = read()
    whole = kept_file(source).read_bytes()
    for spoilt in (b"", b"x", b"\n" * 200, whole[:-1], whole[:-1] + b"x", whole + b"x"):
        # In a file of its own: whoever maps the other one keeps it.
        kept_file(source).unlink()
        kept_file(source).write_bytes(spoilt)
        again = read()
        assert not is_mapped(again)
        assert_same(again, first)
    assert is_mapped(read())


def test_a_kept_file_that_others_could_have_written_is_read_anew(source: Path) -> None:
    first = read()
    kept_file(source).chmod(0o666)
    again = read()
    assert not is_mapped(again)
    assert_same(again, first)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_kept_file_of_somebody_else_is_read_anew(source: Path) -> None:
    first = read()
    os.chown(kept_file(source), 65534, 65534)
    again = read()
    assert not is_mapped(again)
    assert_same(again, first)


def test_where_nothing_is_kept_it_is_read_each_time(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_folder", [])
    assert_same(read(), read())
    assert not is_mapped(read())
    assert not kept_file(source).exists()


@pytest.mark.usefixtures("source")
def test_what_speaks_for_a_class_is_added_up() -> None:
    for known in (read(), read()):
        assert sums(known, ["晒"]) == pytest.approx([4.5, -0.5])
        # Two features together are no surer than one.
        root = 2**0.5
        assert sums(known, ["晒", "伞"]) == pytest.approx([0.5 + 2 / root, -0.5 + 3 / root])


@pytest.mark.usefixtures("source")
def test_unknown_features_say_nothing() -> None:
    for known in (read(), read()):
        assert sums(known, ["晒", "雪", "霜"]) == sums(known, ["晒"])
        assert known.sums([]) is None
        assert known.sums(["雪", "霜", ""]) is None


def sums(known: Learned, features: list[str]) -> list[float]:
    """What speaks for each class, where something is known."""
    found = known.sums(features)
    assert found is not None
    return [float(one) for one in found]


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=40))
def test_shares_make_one_whatever_speaks_for_the_classes(told: list[float]) -> None:
    shares = shares_in(np.array(told))
    assert float(shares.sum()) == pytest.approx(1)
    assert told[int(shares.argmax())] == pytest.approx(max(told))


@given(
    st.dictionaries(
        st.text(max_size=8), st.lists(st.integers(-(2**15), 2**15 - 1), max_size=70), max_size=5
    )
)
def test_arrays_come_back_as_they_were_put(told: dict[str, list[int]]) -> None:
    arrays = {name: np.array(values, dtype=np.int16) for name, values in told.items()}
    found, head = arrays_in(memoryview(b"".join(parts_of(arrays, {"made of": "\n"}))))
    assert {name: array.tolist() for name, array in found.items()} == told
    assert head == {"made of": "\n"}
