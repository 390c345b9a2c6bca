"""The sentences by subject: one file a writer and part of the list, `key<TAB>sentence` a line.

What people say to the desk without any subject (`TALK`) comes from the sentences by intent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from benchmarks.intents import sentences as by_intent
from cases.intents import Intent

FOLDER = Path(__file__).parent
HELD = "8"
"""The number of the writers whose sentences are tried on, and never learned from."""


@dataclass(frozen=True)
class Told:
    """A sentence, and the key of the subject it was written for."""

    key: str
    text: str


TALK, ONE_OF = "chat", 6
"""Of what is said without a subject every sixth sentence is learned from."""

WITHOUT_SUBJECT = (
    *(Intent.ORDERS, Intent.YES, Intent.NO, Intent.REPEAT, Intent.PERSON, Intent.THANKS),
    *(Intent.SOCIAL, Intent.SCOLDS, Intent.DENIES),
)


def talk() -> list[Told]:
    """Sentences that order, agree, thank or chat, and are about nothing."""
    said = (one for own in by_intent.by_writer().values() for one in own)
    spoken = (one.text for one in said if one.intent in WITHOUT_SUBJECT)
    return [Told(TALK, text) for text in spoken if crc32(text.encode()) % ONE_OF == 0]


def read(path: Path) -> list[Told]:
    """The sentences of a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Told(key, text) for key, text in lines]


def by_writer() -> Mapping[str, Sequence[Told]]:
    """The sentences by the number of their writers."""
    found: dict[str, list[Told]] = {}
    for path in sorted(FOLDER.glob("*_[0-9].tsv")):
        found.setdefault(path.stem[-1], []).extend(read(path))
    return found


def elsewhere() -> list[Told]:
    """What no office of a community has to do with, so that something is far from all subjects."""
    return read(FOLDER / "elsewhere.tsv")
