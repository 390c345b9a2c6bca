"""The labelled sentences: one file a writer, `label<TAB>sentence` a line, or with what stood just
before: `state<TAB>label<TAB>sentence`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cases.intents import Intent, State

FOLDER = Path(__file__).parent
HELD = FOLDER / "held.tsv"
"""Written by somebody else than those that are learned from, and never learned from."""


@dataclass(frozen=True)
class Labelled:
    """A sentence, and what a good clerk would do about it; `state`: what stood before it, None
    where it was written for any."""

    intent: Intent
    text: str
    state: State | None = None


def read(path: Path) -> list[Labelled]:
    """The sentences of a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [
        Labelled(Intent(label), text, State(state[0]) if state else None)
        for *state, label, text in lines
    ]


def held() -> list[Labelled]:
    """The sentences to be tried on: those that nobody else happened to write as well."""
    learned = {one.text for said in by_writer().values() for one in said}
    return [one for one in read(HELD) if one.text not in learned]


def by_writer() -> Mapping[str, Sequence[Labelled]]:
    """The sentences that are learned from, by who wrote them."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.tsv")) if path != HELD}
