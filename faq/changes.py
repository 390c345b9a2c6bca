"""What differs between two contents of an entry, to be read by people: pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from faq.content import EntryContent

SAME, GONE, NEW = "same", "gone", "new"


class Piece(NamedTuple):
    """A run of text: `kind` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs, by its name in `EntryContent`."""

    field: str
    pieces: tuple[Piece, ...]


def changes(
    old: EntryContent, new: EntryContent, names: Mapping[str, Mapping[int | None, str]]
) -> list[Change]:
    """The fields that differ, in the order of the form; `names`: for fields that hold an id,
    what each id is called."""
    found = [_text(field, old, new) for field in ("question", "answer", "category")]
    found.append(_phrasings(old, new))
    for field in ("area_id", "office_id", "topic_id"):
        called = names[field]
        before, after = getattr(old, field), getattr(new, field)
        found.append(_value(field, before, after, called.get(before, ""), called.get(after, "")))
    for field in ("valid_from", "valid_until"):
        before, after = getattr(old, field), getattr(new, field)
        found.append(_value(field, before, after, str(before or "不限"), str(after or "不限")))
    return [change for change in found if change is not None]


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as one, with what is gone and what is new."""
    return tuple(_pieces(old, new))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield Piece(SAME, old[start:end])
            continue
        if end > start:
            yield Piece(GONE, old[start:end])
        if new_end > new_start:
            yield Piece(NEW, new[new_start:new_end])


def _text(field: str, old: EntryContent, new: EntryContent) -> Change | None:
    before, after = getattr(old, field), getattr(new, field)
    return Change(field, pieces_of(before, after)) if before != after else None


def _phrasings(old: EntryContent, new: EntryContent) -> Change | None:
    gone = [Piece(GONE, text) for text in old.phrasings if text not in new.phrasings]
    more = [Piece(NEW, text) for text in new.phrasings if text not in old.phrasings]
    return Change("phrasings", (*gone, *more)) if gone or more else None


def _value(field: str, old: object, new: object, old_name: str, new_name: str) -> Change | None:
    if old == new:
        return None
    return Change(field, (Piece(GONE, old_name), Piece(NEW, new_name)))
