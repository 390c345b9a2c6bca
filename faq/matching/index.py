"""The index of phrasings: a question in, the entries that may answer it out."""

import json
from collections.abc import Collection, Iterable
from copy import copy
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from core.kept import place_of
from faq.matching.change import folded, make_snapshot, on_base, read_anew, replaced
from faq.matching.encoder import Encoder
from faq.matching.explain import Common, Explanation, common, explain
from faq.matching.judge import judge
from faq.matching.lexicon import Lexicon
from faq.matching.match import SURE, Match, Work
from faq.matching.prepared import Prepared
from faq.matching.saved import Stale, open_base, save_base
from faq.matching.snapshot import Snapshot
from faq.matching.spelling import read

_TURN = Lock()
"""The threads of a process match one after another. NumPy lets go of the interpreter at nearly
every step, and where others wait for it, every step changes threads: that costs more than this."""


class Index:
    """Phrasings of entries, searched by likeness; no database, no network.

    Any number of threads may match while one replaces: a match works on the snapshot it began
    with, and a replacement swaps in a new one when it is complete.
    """

    def __init__(
        self,
        phrasings: Iterable[tuple[str, str]],
        encoder: Encoder | None = None,
        *,
        lexicon: Lexicon | None = None,
    ) -> None:
        """`encoder` adds the likeness of meaning to what ranks the nearest entries; `lexicon` says
        what words stand for, the civic one where none is given."""
        self._replacing, self._encoder = Lock(), encoder
        self._snapshot = make_snapshot(phrasings, encoder, lexicon)

    @property
    def lexicon(self) -> Lexicon:
        """What everything was read with."""
        return self._snapshot.lexicon

    def match(
        self,
        text: str,
        *,
        limit: int = 5,
        among: Collection[str] | None = None,
        work: Work | None = None,
    ) -> list[Match]:
        """The entries that may answer, best first, at most `limit`, each once.

        `among` names the entries that may be found; entries with nothing in common with the
        text are never found. What is looked at is counted into `work`.
        """
        with _TURN:
            return self._match(text, limit, among, work or Work())

    def _match(
        self, text: str, limit: int, among: Collection[str] | None, work: Work
    ) -> list[Match]:
        snapshot = self._snapshot
        written, query = read(text, snapshot.lexicon, snapshot.known_pairs)
        work.characters += len(written.normal)
        if limit <= 0 or not written.normal or snapshot.is_empty:
            return []
        certain = _exact(written, snapshot, among)
        found = {match.entry_id for match in certain}
        idle = snapshot.is_idle(query)
        judged = [] if idle else judge(query, snapshot, among, self._encoder, work)
        likely = [one.match for one in judged if one.match.entry_id not in found]
        return (certain + likely)[:limit]

    def explain(self, text: str, entry_id: str | None = None) -> Explanation | None:
        """Why the first entry, or the one named, was found; None when it was not found at all."""
        return explain(text, self._snapshot, entry_id, self._encoder)

    @property
    def scale(self) -> tuple[float, float, float]:
        """What every confidence is measured by besides words: how many entries and phrasings there
        are, in steps, and how well the lexicon knows them. While it stays, a change of one entry
        touches only questions that share something with it."""
        snapshot = self._snapshot
        return snapshot.entries, snapshot.phrasings, snapshot.civic

    def common(self, text: str, phrasing: str) -> tuple[Common, ...]:
        """What the text has in common with a phrasing: much cheaper than to explain a match."""
        return common(text, phrasing, self._snapshot)

    def replace(self, entry_id: str, texts: Iterable[str]) -> None:
        """Give one entry new phrasings; none removes it."""
        with self._replacing:
            self._snapshot = replaced(self._snapshot, entry_id, texts, self._encoder)

    def save(self, path: Path, made_of: str = "") -> None:
        """Write everything into a file that other processes of this user's may open."""
        snapshot = self._snapshot
        save_base(path, folded(snapshot), self._encoder, snapshot.lexicon, made_of)

    @classmethod
    def open(
        cls,
        path: Path,
        encoder: Encoder | None = None,
        *,
        lexicon: Lexicon | None = None,
        made_of: str = "",
    ) -> "Index":
        """The index of a file, memory-mapped; raises `Stale` when it is to be made anew."""
        index = cls((), encoder, lexicon=lexicon)
        base = open_base(path, encoder, index.lexicon, made_of)
        index._snapshot = on_base(base, index.lexicon)
        return index

    @classmethod
    def kept(
        cls,
        phrasings: Iterable[tuple[str, str]],
        encoder: Encoder | None = None,
        *,
        lexicon: Lexicon | None = None,
    ) -> "Index":
        """The index of these phrasings: from an earlier process's file where that holds just
        these, else made now and kept for the next."""
        pairs = sorted(phrasings)
        path = place_of("index")
        if path is None:
            return cls(pairs, encoder, lexicon=lexicon)
        made_of = blake2b(json.dumps(pairs).encode()).hexdigest()
        try:
            return cls.open(path, encoder, lexicon=lexicon, made_of=made_of)
        except Stale:
            index = cls(pairs, encoder, lexicon=lexicon)
            index.save(path, made_of)
            return index

    def with_lexicon(self, lexicon: Lexicon) -> "Index":
        """One of its own that begins with the same phrasings, read with another lexicon."""
        other = copy(self)
        other._snapshot = read_anew(other._snapshot, lexicon, self._encoder)
        return other

    def __copy__(self) -> "Index":
        """One of its own that begins with the same phrasings; costs nothing."""
        other = Index((), self._encoder)
        with self._replacing:
            other._snapshot, other._replacing = self._snapshot, self._replacing
        return other


def _exact(query: Prepared, snapshot: Snapshot, among: Collection[str] | None) -> list[Match]:
    rows = [(snapshot.entry_id_of(row), snapshot.text(row)) for row in snapshot.exact(query)]
    return [Match(entry, text, SURE) for entry, text in rows if among is None or entry in among]
