"""A base in a file: written once, opened by every process at no cost, the pages shared by all.

The file is a line that says what it is, a line of JSON that says where each array begins, and the
arrays. It holds for the code and the lexicon it was made with only.
"""

import json
import os
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Conflict
from faq.matching.base import Base
from faq.matching.block import Block, Texts
from faq.matching.encoder import TRIED, Encoder
from faq.matching.lexicon import Lexicon
from faq.matching.postings import Postings
from faq.matching.tokens import number_of

MAGIC = b"Linli index 1\n"
ALIGNED = 64
_OF_BASE = ("entry_of_row", "keys", "kinds", "light", "holders")
_OF_POSTINGS = ("starts", "rows", "norms")
_OF_BLOCK = ("first", "tokens", "ends", "known", "exact", "vectors")


class Stale(Conflict):
    """The file was made by another version, lexicon or encoder, or is no such file."""

    code = "stale"
    default_sentence = "索引文件已过期，需要重建。"


def save_base(path: Path, base: Base, encoder: Encoder | None, lexicon: Lexicon) -> None:
    """Write the base, in place of an older file at once; whoever has that one open keeps it."""
    arrays = _arrays_of(base, encoder)
    places, offset = {}, 0
    for name, array in arrays.items():
        places[name] = (offset, array.dtype.str, array.shape)
        offset += -(-array.nbytes // ALIGNED) * ALIGNED
    head = MAGIC + json.dumps({"made_by": _maker(lexicon), "arrays": places}).encode() + b"\n"
    head += b"\n" * (-len(head) % ALIGNED)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(head)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
            file.write(bytes(-array.nbytes % ALIGNED))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def open_base(path: Path, encoder: Encoder | None, lexicon: Lexicon) -> Base:
    """The base of the file, memory-mapped; raises `Stale`."""
    try:
        mapped = np.memmap(path, dtype=np.uint8, mode="r")
        table, start = _head(mapped, _maker(lexicon))
        arrays = {name: _array(mapped, start, *place) for name, place in table.items()}
        base = _base_of(arrays)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Stale() from error
    tried = _tried(encoder)
    if tried.shape != arrays["tried"].shape or not np.allclose(tried, arrays["tried"], atol=1e-3):
        raise Stale()
    return base


@cache
def fingerprint() -> str:
    """Stands for everything that decides what a phrasing is found by."""
    found = blake2b(digest_size=16)
    folders = [files("faq").joinpath("matching"), files("faq").joinpath("lexicon"), files("core")]
    for folder in folders:
        for path in sorted(folder.iterdir(), key=lambda path: path.name):
            if path.name.endswith((".py", ".toml", ".txt")):
                found.update(path.name.encode() + path.read_bytes())
    for package in ("opencc", "rjieba"):
        found.update(f"{package} {version(package)}".encode())
    return found.hexdigest()


def _maker(lexicon: Lexicon) -> str:
    """The same, with the office's own words."""
    own = json.dumps({word: sorted(keys) for word, keys in sorted(lexicon.own.items())})
    return f"{fingerprint()} {number_of(own)}"


def _head(mapped: NDArray[np.uint8], maker: str) -> tuple[dict[str, Any], int]:
    """Where the arrays stand, counted from the second value."""
    opening = mapped[: len(MAGIC)].tobytes()
    if opening != MAGIC:
        raise Stale()
    end = len(MAGIC)
    while mapped[end] != ord("\n"):
        end += 1
    table = json.loads(mapped[len(MAGIC) : end].tobytes())
    if table["made_by"] != maker:
        raise Stale()
    return table["arrays"], -(-(end + 1) // ALIGNED) * ALIGNED


def _array(
    mapped: NDArray[np.uint8], start: int, offset: int, kind: str, shape: list[int]
) -> NDArray[Any]:
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    own = mapped[start + offset : start + offset + size]
    return np.asarray(own).view(kind).reshape(shape)


def _arrays_of(base: Base, encoder: Encoder | None) -> dict[str, NDArray[Any]]:
    block = base.block
    texts = {"ids": block.ids, "texts": block.texts}
    return {
        **{name: getattr(base, name) for name in _OF_BASE},
        **{name: getattr(base.postings, name) for name in _OF_POSTINGS},
        **{name: getattr(block, name) for name in _OF_BLOCK},
        **{f"{name}_buffer": own.buffer for name, own in texts.items()},
        **{f"{name}_ends": own.ends for name, own in texts.items()},
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
