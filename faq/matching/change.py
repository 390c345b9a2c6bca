"""Making a snapshot, and the next one from the last: only what changed is worked through."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from core.language import normalise
from faq.matching.base import Base, empty_base, make_base
from faq.matching.block import Block, Ints, join_blocks, make_block
from faq.matching.encoder import Encoder
from faq.matching.lexicon import Lexicon, civic
from faq.matching.snapshot import Chunk, Snapshot
from faq.matching.vocabulary import Vocabulary

# From this share of the entries on making everything anew costs less than replacing.
MUCH = 0.25

TAIL, TAIL_SHARE = 1024, 64
"""A tail of more rows than this, and a share of the base's, becomes part of the base."""


def make_snapshot(
    phrasings: Iterable[tuple[str, str]],
    encoder: Encoder | None = None,
    lexicon: Lexicon | None = None,
) -> Snapshot:
    """The snapshot of these pairs of entry id and text; their order does not matter."""
    lexicon = lexicon or civic()
    texts: dict[str, list[str]] = {}
    for entry_id, text in phrasings:
        texts.setdefault(entry_id, []).append(text)
    base = empty_base()
    vocabulary = _vocabulary(base)
    block = make_block(texts, vocabulary, encoder, lexicon)
    if block.rows > TAIL:
        return on_base(make_base(block, vocabulary), lexicon)
    single = block.split()
    tail = {own.ids[0]: Chunk(own, 0) for own in single}
    holders = _holders(single, len(vocabulary), np.zeros(0, dtype=np.int32))
    return Snapshot(base, vocabulary, tail, frozenset(), holders, lexicon)


def on_base(base: Base, lexicon: Lexicon | None = None) -> Snapshot:
    """The snapshot of a base as it is."""
    return Snapshot(base, _vocabulary(base), {}, frozenset(), base.holders, lexicon or civic())


def replaced(
    last: Snapshot, entry_id: str, texts: Iterable[str], encoder: Encoder | None = None
) -> Snapshot:
    """The snapshot with new phrasings of one entry, none to remove it; one thread at a time."""
    return _with_texts(last, {entry_id: list(texts)}, encoder)


def _with_texts(
    last: Snapshot, texts: Mapping[str, list[str]], encoder: Encoder | None
) -> Snapshot:
    """The same with new phrasings of several entries at once."""
    new = make_block(texts, last.vocabulary, encoder, last.lexicon).split()
    tail, gone = dict(last.chunks), set(last.gone)
    removed = [old.block for name in texts if (old := tail.pop(name, None))]
    for place in map(last.base.place_of, texts):
        if place is not None and place not in gone:
            gone.add(place)
            removed.append(last.base.block.take(np.array([place])))
    tail |= {own.ids[0]: Chunk(own, last.base.before(own.ids[0])) for own in new}
    holders = _holders(new, len(last.vocabulary), last.holders)
    holders -= _holders(removed, len(holders), np.zeros(0, dtype=np.int32))
    found = Snapshot(last.base, last.vocabulary, tail, frozenset(gone), holders, last.lexicon)
    return on_base(folded(found), found.lexicon) if _is_long(found) else found


def read_anew(last: Snapshot, lexicon: Lexicon, encoder: Encoder | None = None) -> Snapshot:
    """The same phrasings read with another lexicon; only entries that hold a word on which the
    two differ are worked through."""
    differing = lexicon.differing(last.lexicon)
    texts = _texts_by_entry(last)
    holding = {name: own for name, own in texts.items() if _hold_one(own, differing)}
    if len(holding) > MUCH * len(texts):
        return make_snapshot(
            ((name, one) for name, own in texts.items() for one in own), encoder, lexicon
        )
    new = Snapshot(last.base, last.vocabulary, last.chunks, last.gone, last.holders, lexicon)
    return _with_texts(new, holding, encoder) if holding else new


def _hold_one(texts: Iterable[str], words: Collection[str]) -> bool:
    return any(word in normal for normal in map(normalise, texts) for word in words)


def _texts_by_entry(snapshot: Snapshot) -> dict[str, list[str]]:
    """The phrasings of every entry that counts."""
    blocks = [chunk.block for chunk in snapshot.chunks.values()]
    base = snapshot.base.block
    kept = [place for place in range(base.entries) if place not in snapshot.gone]
    places = [(base, place) for place in kept] + [(block, 0) for block in blocks]
    return {
        block.ids[place]: [block.texts[row] for row in range(*block.first[place : place + 2])]
        for block, place in places
    }


def _is_long(snapshot: Snapshot) -> bool:
    """Whether so much has changed that the base is to be made anew."""
    changed = snapshot.tail.rows + snapshot.gone_rows
    return changed > TAIL + snapshot.base.block.rows // TAIL_SHARE


def folded(snapshot: Snapshot) -> Base:
    """All that the snapshot holds as one base."""
    base, tail = snapshot.base.block, snapshot.tail
    places = np.array([chunk.before for chunk in snapshot.chunks.values()], dtype=np.intp)
    kept = np.setdiff1d(np.arange(base.entries), np.array(sorted(snapshot.gone), dtype=np.intp))
    own = np.arange(tail.entries) + base.entries
    order = np.insert(kept, np.searchsorted(kept, places), own)
    return make_base(join_blocks([base, tail]).take(order), snapshot.vocabulary)


def _vocabulary(base: Base) -> Vocabulary:
    return Vocabulary(base.keys, base.kinds, base.light)


def _holders(blocks: Iterable[Block], count: int, before: Ints) -> Ints:
    """How many entries hold each of so many tokens: those of the blocks and those before."""
    holders = np.zeros(count, dtype=np.int32)
    holders[: len(before)] = before
    for block in blocks:
        # Each block is one entry: of its tokens each counts once.
        holders[np.unique(block.tokens)] += 1
    return holders
