"""What an earlier process read of the lexicon and the phrasings reads the same for later ones."""

import marshal
import subprocess
import sys
from pathlib import Path

from faq.matching import Index
from faq.matching.lexicon import Lexicon, civic
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS

SCRIPT = """
import sys
from pathlib import Path
from core.kept import keep_in
from faq.matching import Index
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS
# As in a process of the product: to load the program reads nothing of it yet.
keep_in(Path(sys.argv[1]))
index = Index.kept(KNOWLEDGE[int(sys.argv[2]):])
print([index.match(asked) for asked in [*ANSWERED, *NOTHING_ANSWERS]])
"""


def told(folder: Path, without: int = 0) -> str:
    """What a process answers that keeps what it reads in this folder."""
    words = [sys.executable, "-c", SCRIPT, str(folder), str(without)]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip()


def expected(without: int = 0) -> str:
    """What one that keeps nothing does."""
    index = Index(KNOWLEDGE[without:])
    return str([index.match(asked) for asked in [*ANSWERED, *NOTHING_ANSWERS]])


def test_the_first_process_keeps_what_the_next_ones_find(tmp_path: Path) -> None:
    assert told(tmp_path) == expected()
    kept = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert kept.keys() == {"index", "lexicon", "subjects"}
    assert told(tmp_path) == expected()
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == kept


def test_other_phrasings_and_spoilt_files_are_read_anew(tmp_path: Path) -> None:
    assert told(tmp_path) == expected()
    assert told(tmp_path, without=1) == expected(without=1)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-9] + b"\xff" * 9)
    assert told(tmp_path, without=1) == expected(without=1)


def test_a_restored_lexicon_is_the_same() -> None:
    kept = marshal.loads(marshal.dumps(vars(civic())))  # noqa: S302 (our own)
    assert vars(Lexicon.restored(kept)) == vars(civic())
