"""What is published, ready to be searched: a snapshot that never changes once made."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from core.language import normalise
from faq.content import EntryContent
from faq.matching import Index
from faq.matching.encoder import Encoder
from faq.matching.lexicon import Lexicon
from faq.own_lexicon import load_lexicon
from faq.published import published_contents, published_numbers

# From this share of the entries on a new index costs less than replacing one after another.
MUCH = 0.25
MOST_SCOPES = 500


@dataclass(frozen=True)
class KnownEntry:
    """A published entry; `revision` is the number of the one residents get."""

    id: int
    revision: int
    content: EntryContent
    asked: str

    @property
    def question(self) -> str:
        """The standard question."""
        return self.content.question

    @property
    def topic_id(self) -> int | None:
        """The topic of the case it offers to open."""
        return self.content.topic_id

    @property
    def area_id(self) -> int | None:
        """Where it holds and below; None everywhere."""
        return self.content.area_id


class Scope(NamedTuple):
    """The entries that hold somewhere on a day; `among` for the index, None when that is all."""

    ids: frozenset[int]
    among: frozenset[str] | None


class Knowledge:
    """Published entries with their index."""

    def __init__(
        self,
        entries: Iterable[KnownEntry],
        index: Index | None = None,
        encoder: Encoder | None = None,
        *,
        lexicon: Lexicon | None = None,
    ) -> None:
        """`index` must hold just these entries; without one it is made, with encoder and
        lexicon."""
        self.entries: Mapping[int, KnownEntry] = {entry.id: entry for entry in entries}
        self.index = index or Index(_phrasings(self.entries.values()), encoder, lexicon=lexicon)
        self._same: dict[str, list[KnownEntry]] = {}
        for entry in self.entries.values():
            self._same.setdefault(entry.asked, []).append(entry)
        self._days = any(
            entry.content.valid_from or entry.content.valid_until for entry in self.entries.values()
        )
        self._scopes: dict[tuple[tuple[int, ...] | None, date | None], Scope] = {}

    def same_question(self, entry: KnownEntry) -> list[KnownEntry]:
        """All entries of that standard question, itself included."""
        return self._same[entry.asked]

    def scope(self, area_ids: tuple[int, ...] | None, day: date) -> Scope:
        """The entries that hold on that day in an area (given with its parents).

        With no area (an empty tuple) those that hold everywhere; None: wherever.
        """
        key = (area_ids, day if self._days else None)
        found = self._scopes.get(key)
        if found is None:
            if len(self._scopes) >= MOST_SCOPES:
                self._scopes.clear()
            found = self._scopes[key] = self._scope(area_ids, day)
        return found

    def _scope(self, area_ids: tuple[int, ...] | None, day: date) -> Scope:
        ids = frozenset(self._within(area_ids, day))
        return Scope(ids, None if len(ids) == len(self.entries) else frozenset(map(str, ids)))

    def _within(self, area_ids: tuple[int, ...] | None, day: date) -> Iterable[int]:
        for entry in self.entries.values():
            holds = area_ids is None or entry.area_id is None or entry.area_id in area_ids
            if holds and entry.content.is_valid(day):
                yield entry.id


def _phrasings(entries: Iterable[KnownEntry]) -> Iterator[tuple[str, str]]:
    return ((str(entry.id), text) for entry in entries for text in entry.content.texts)


def load_knowledge(
    db: Session, previous: Knowledge | None = None, encoder: Encoder | None = None
) -> Knowledge:
    """What is published now, read with the office's own words; only what differs from `previous`
    is worked through, which stays as it is."""
    numbers, lexicon = published_numbers(db), load_lexicon(db)
    known = dict(previous.entries) if previous else {}
    kept = {
        entry_id: entry
        for entry_id, entry in known.items()
        if numbers.get(entry_id) == entry.revision
    }
    new = numbers.keys() - kept.keys()
    if previous:
        words = lexicon.differing(previous.index.lexicon)
        if not new and not words and len(kept) == len(known):
            return previous
    read = published_contents(db, new if previous else None)
    fresh = {
        entry_id: KnownEntry(entry_id, numbers[entry_id], content, normalise(content.question))
        for entry_id, content in read.items()
        if entry_id in new
    }
    entries = {**kept, **fresh}.values()
    changed = fresh.keys() | (known.keys() - kept.keys())
    if previous is None or len(changed) > MUCH * len(numbers):
        return Knowledge(entries, Index.kept(_phrasings(entries), encoder, lexicon=lexicon))
    # The copy shares all that stays the same, and the old one stays as it is.
    index = previous.index.with_lexicon(lexicon) if words else copy(previous.index)
    for entry_id in sorted(changed):
        entry = fresh.get(entry_id)
        index.replace(str(entry_id), entry.content.texts if entry else ())
    return Knowledge(entries, index)
