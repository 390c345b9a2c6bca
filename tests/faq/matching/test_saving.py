"""An index in a file: one process makes it, every other opens it and answers the same."""

import subprocess
import sys
from mmap import mmap
from pathlib import Path

import numpy as np
import pytest

from faq.matching import Index, Stale
from faq.matching.encoder import open_encoder
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS
from tests.faq.matching.encoders import make_encoder

ASKED = [*ANSWERED, *NOTHING_ANSWERS]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.index"
    Index(KNOWLEDGE).save(path)
    return path


def test_what_is_opened_answers_like_what_was_saved(file: Path) -> None:
    opened, saved = Index.open(file), Index(KNOWLEDGE)
    for asked in ASKED:
        assert opened.match(asked) == saved.match(asked)


SCRIPT = """
import sys
from mmap import mmap
from pathlib import Path
from faq.matching import Index
print(Index.open(Path(sys.argv[1])).match("电梯坏了找谁")[0])
"""


def test_another_process_opens_it_too(file: Path) -> None:
    words = [sys.executable, "-c", SCRIPT, str(file)]
    told = subprocess.run(words, capture_output=True, check=True, text=True)
    assert "entry_id='lift'" in told.stdout


def test_nothing_is_copied_and_nothing_written(file: Path) -> None:
    base = Index.open(file)._snapshot.base
    for array in (base.postings.rows, base.block.tokens, base.block.texts.buffer):
        assert not array.flags.writeable
        root: object = array
        while isinstance(root, np.ndarray):
            root = root.base
        assert isinstance(root, memoryview)
        assert isinstance(root.obj, mmap)


def test_changes_stay_beside_the_file(file: Path) -> None:
    before = file.read_bytes()
    opened = Index.open(file)
    opened.replace("lift", ["升降机不动了"])
    opened.replace("pond", ["鱼塘承包怎么办"])
    assert file.read_bytes() == before
    rows = [row for row in KNOWLEDGE if row[0] != "lift"]
    expected = Index([*rows, ("lift", "升降机不动了"), ("pond", "鱼塘承包怎么办")])
    assert [opened.match(asked) for asked in ASKED] == [expected.match(asked) for asked in ASKED]
    opened.save(file)
    assert Index.open(file).match("鱼塘怎么承包") == expected.match("鱼塘怎么承包")


@pytest.mark.parametrize("spoil", [b"", b"something else entirely", b"Linli index 1\n{}\n"])
def test_what_is_no_index_of_this_version_is_to_be_made_anew(file: Path, spoil: bytes) -> None:
    file.write_bytes(spoil)
    with pytest.raises(Stale):
        Index.open(file)


def test_a_file_cut_short_or_missing_or_made_of_something_else_is_stale(file: Path) -> None:
    with pytest.raises(Stale):
        Index.open(file, made_of="other phrasings")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Stale):
        Index.open(file)
    with pytest.raises(Stale):
        Index.open(file.with_name("missing"))


def test_a_file_holds_for_its_encoder_only(tmp_path: Path) -> None:
    one = open_encoder(make_encoder(tmp_path / "one", "居住", "证"))
    other = open_encoder(make_encoder(tmp_path / "other", "居", "住证"))
    path = tmp_path / "desk.index"
    Index(KNOWLEDGE, one).save(path)
    assert Index.open(path, one).match("暂住证") == Index(KNOWLEDGE, one).match("暂住证")
    for wrong in (None, other):
        with pytest.raises(Stale):
            Index.open(path, wrong)
