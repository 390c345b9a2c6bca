"""The labelled sentences: one file a writer, `label<TAB>sentence` a line, or with what stood just
before: `state<TAB>label<TAB>sentence`; and messages cut into their parts, in `messages/`:
`state<TAB>label:words<TAB>label:words …`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from cases.intents import Intent, State

SIGNS = " \t\u3000，,。.；;！!？?、…~"
FOLDER = Path(__file__).parent
HELD = FOLDER / "held.tsv"
HELD_MESSAGES = FOLDER / "messages" / "held.tsv"
"""Both written by somebody else than those that are learned from, and never learned from."""
CONVERSATIONS = FOLDER / "messages" / "conversations.tsv"
"""What was said to the desk by who tried it, labelled afterwards; never learned from either."""


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


@dataclass(frozen=True)
class Message:
    """A message, what stood before it, and its parts; their words together are the message."""

    state: State
    parts: Sequence[Labelled]

    @property
    def text(self) -> str:
        """The message as it was typed."""
        return "".join(one.text for one in self.parts)

    @property
    def cuts(self) -> set[int]:
        """Where the words of its parts begin, but for the first."""
        text = self.text
        ends = list(accumulate(len(one.text) for one in self.parts))[:-1]
        return {end + len(text[end:]) - len(text[end:].lstrip(SIGNS)) for end in ends}


def read_messages(path: Path) -> list[Message]:
    """The messages of a file."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [
        Message(State(state), [_part(one, State(state), at) for at, one in enumerate(parts)])
        for state, *parts in lines
    ]


def _part(written: str, state: State, at: int) -> Labelled:
    label, _, words = written.partition(":")
    return Labelled(Intent(label), words, state if at == 0 else None)


def messages() -> list[Message]:
    """The messages that are learned from, by writer one after the other."""
    paths = sorted((FOLDER / "messages").glob("*.tsv"))
    held_back = (HELD_MESSAGES, CONVERSATIONS)
    return [one for path in paths if path not in held_back for one in read_messages(path)]


def held_messages() -> list[Message]:
    """The messages to be tried on."""
    return read_messages(HELD_MESSAGES)


def conversations() -> list[Message]:
    """The messages of real conversations."""
    return read_messages(CONVERSATIONS)


def parts_in(told: Iterable[Message]) -> list[Labelled]:
    """The parts of the messages as sentences."""
    return [replace(part, text=part.text.strip()) for one in told for part in one.parts]
