"""A base in a file: written once, opened by every process, the pages shared by all.

What is kept (`core.kept`) holds for the code and the lexicon it was made with only.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import arrays_in, parts_of
from core.errors import Conflict
from core.kept import find_kept, keep
from faq.matching.about import About
from faq.matching.base import Base
from faq.matching.block import Block, Texts
from faq.matching.encoder import TRIED, Encoder
from faq.matching.fingerprint import fingerprint
from faq.matching.lexicon import Lexicon
from faq.matching.postings import Postings

_OF_BASE = ("entry_of_row", "keys", "kinds", "light", "holders")
_OF_POSTINGS = ("starts", "rows", "norms")
_OF_BLOCK = ("first", "tokens", "ends", "known", "exact", "vectors")


class Stale(Conflict):
    """The file was made by another version, lexicon or encoder, or is no such file."""

    code = "stale"
    default_sentence = "索引文件已过期，需要重建。"


def save_base(
    path: Path, base: Base, encoder: Encoder | None, lexicon: Lexicon, made_of: str = ""
) -> None:
    """Keep the base there; `made_of` stands for what it holds, where that matters."""
    keep(path, _key(lexicon, made_of), parts_of(_arrays_of(base, encoder)))


def open_base(path: Path, encoder: Encoder | None, lexicon: Lexicon, made_of: str = "") -> Base:
    """The base of the file, memory-mapped; raises `Stale`."""
    kept = find_kept(path, _key(lexicon, made_of))
    if kept is None:
        raise Stale()
    arrays, _ = arrays_in(kept)
    tried = _tried(encoder)
    if tried.shape != arrays["tried"].shape or not np.allclose(tried, arrays["tried"], atol=1e-3):
        raise Stale()
    return _base_of(arrays)


def _key(lexicon: Lexicon, made_of: str) -> str:
    own = {word: sorted(keys) for word, keys in sorted(lexicon.own.items())}
    return f"index {fingerprint()} {json.dumps(own)} {made_of}"


def _arrays_of(base: Base, encoder: Encoder | None) -> dict[str, NDArray[Any]]:
    block = base.block
    texts = {"ids": block.ids, "texts": block.texts}
    return {
        **{name: getattr(base, name) for name in _OF_BASE},
        **{name: getattr(base.postings, name) for name in _OF_POSTINGS},
        **{name: getattr(block, name) for name in _OF_BLOCK},
        **{f"{name}_buffer": own.buffer for name, own in texts.items()},
        **{f"{name}_ends": own.ends for name, own in texts.items()},
        **{f"about_{name}": own for name, own in block.about._asdict().items()},
        "block_norms": block.norms,
        "sorted_exact": base.exact,
        "exact_rows": base.exact_rows,
        "tried": _tried(encoder),
    }


def _base_of(arrays: dict[str, NDArray[Any]]) -> Base:
    block = Block(
        ids=Texts(arrays["ids_buffer"], arrays["ids_ends"]),
        texts=Texts(arrays["texts_buffer"], arrays["texts_ends"]),
        norms=arrays["block_norms"],
        about=About(**{name: arrays[f"about_{name}"] for name in About._fields}),
        **{name: arrays[name] for name in _OF_BLOCK},
    )
    return Base(
        block=block,
        exact=arrays["sorted_exact"],
        exact_rows=arrays["exact_rows"],
        postings=Postings(**{name: arrays[name] for name in _OF_POSTINGS}),
        **{name: arrays[name] for name in _OF_BASE},
    )


def _tried(encoder: Encoder | None) -> NDArray[np.float32]:
    """How the encoder sees one sentence: another one sees it otherwise."""
    return encoder.encode([TRIED])[0] if encoder else np.zeros(0, dtype=np.float32)
