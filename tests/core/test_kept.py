"""What is kept for later processes is believed only where nobody else can have written it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.kept import find_kept, keep

WORDS = [b"words ", b"in parts"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "words"
    keep(path, "first version", WORDS)
    return path


def found(path: Path | None, key: str) -> bytes | None:
    """What a process finds there."""
    kept = find_kept(path, key)
    return None if kept is None else kept.tobytes()


def test_what_was_kept_is_found_under_its_key_only(file: Path) -> None:
    assert found(file, "first version") == b"words in parts"
    assert found(file, "second version") is None


def test_where_no_folder_was_named_nothing_is_kept_or_found() -> None:
    keep(None, "first version", WORDS)
    assert found(None, "first version") is None


def test_a_file_that_is_not_whole_is_not_believed(file: Path) -> None:
    whole = file.read_bytes()
    for spoilt in (b"", b"short", whole[:-1], whole + b" ", whole[:-1] + b"x", b"x" + whole[1:]):
        file.write_bytes(spoilt)
        assert found(file, "first version") is None
    keep(file, "first version", WORDS)
    assert found(file, "first version") == b"words in parts"


def test_a_file_that_others_could_have_written_is_not_believed(file: Path) -> None:
    for mode in (0o620, 0o602, 0o666):
        file.chmod(mode)
        assert found(file, "first version") is None
    file.chmod(0o644)
    assert found(file, "first version") is not None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_not_believed_but_replaced(file: Path) -> None:
    os.chown(file, 65534, 65534)
    assert found(file, "first version") is None
    keep(file, "first version", WORDS)
    assert found(file, "first version") is not None


def test_whoever_has_it_open_keeps_what_he_found(file: Path) -> None:
    open_before = find_kept(file, "first version")
    keep(file, "second version", [b"other words"])
    assert open_before is not None
    assert open_before.tobytes() == b"words in parts"
    assert found(file, "second version") == b"other words"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "words"
    keep(path, "first version", WORDS)
    assert found(path, "first version") is None


MANY = """
import sys
from pathlib import Path
from core.kept import find_kept, keep
for _ in range(200):
    keep(Path(sys.argv[1]), "both", [sys.argv[2].encode() * 9999])
    assert find_kept(Path(sys.argv[1]), "both")[:1].tobytes() in (b"a", b"b")
"""


def test_two_processes_that_write_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "words"
    writers = [subprocess.Popen([sys.executable, "-c", MANY, str(file), letter]) for letter in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert found(file, "both") in (b"a" * 9999, b"b" * 9999)
    assert list(tmp_path.iterdir()) == [file]
