"""What was learned from labelled sentences: of which classes each feature of a sentence tells, and
how much.

It comes with the project as JSON, a line a feature, so that a change of it can be read. A process
maps the arrays that an earlier one made of that (`core.kept`): a start reads none of the millions
of characters again. A feature is known by a checksum of 32 bits; of a hundred thousand known ones,
one in forty thousand others is taken for one of them.
"""

import json
import math
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.arrays import arrays_in, parts_of
from core.kept import find_kept, keep, place_of

ByClass = NDArray[np.float64]
"""A number for each class."""

_ARRAYS = ("constants", "keys", "starts", "classes", "values")


@dataclass(frozen=True)
class Learned:
    """A constant for each class; features by their checksums, in order: that at `n` tells of
    `classes[starts[n] : starts[n + 1]]` as much as the `values` beside them, in `grains` of one.
    `head`: all else that was learned."""

    head: Mapping[str, Any]
    grains: int
    constants: ByClass
    keys: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    classes: NDArray[np.uint16]
    values: NDArray[np.int16]

    def sums(self, features: Collection[str]) -> ByClass | None:
        """How much speaks for each class; None where no feature is known. A long sentence is no
        surer than a short one for having more of them."""
        if not features or not len(self.keys):
            return None
        wanted = np.fromiter(
            (crc32(one.encode()) for one in features), dtype=np.uint32, count=len(features)
        )
        at = self.keys.searchsorted(wanted)
        at[at == len(self.keys)] = 0
        known = at[self.keys[at] == wanted]
        if not len(known):
            return None
        begins = self.starts[known].astype(np.int64)
        lengths = self.starts[known + 1] - begins
        ends = lengths.cumsum()
        places = (begins - ends + lengths).repeat(lengths) + np.arange(ends[-1])
        width = len(self.constants)
        told = np.bincount(self.classes[places], self.values[places], minlength=width)
        sums: ByClass = told / (self.grains * math.sqrt(len(known))) + self.constants
        return sums


def shares_in(sums: ByClass) -> ByClass:
    """How likely each class is, in all 1, where so much speaks for each."""
    powers = np.exp(sums - sums.max())
    shares: ByClass = powers / powers.sum()
    return shares


def learned_from(
    table: Mapping[str, Any], rows: str, classes: Sequence[str], *, grains: int
) -> Learned:
    """The table as a fit writes it: `constants` by class, under `rows` each feature with its row,
    the class and how much, in turn; all else is its head."""
    by_key = dict(sorted((crc32(one.encode()), row) for one, row in table[rows].items()))
    flat = [part for row in by_key.values() for part in row]
    lengths = [len(row) // 2 for row in by_key.values()]
    return Learned(
        head={name: value for name, value in table.items() if name not in (rows, "constants")},
        grains=grains,
        constants=np.array([table["constants"][one] for one in classes], dtype=np.float64),
        keys=np.array(list(by_key), dtype=np.uint32),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32),
        classes=np.array(flat[::2], dtype=np.uint16),
        values=np.array(flat[1::2], dtype=np.int16),
    )


def learned(package: str, name: str, rows: str, classes: Sequence[str], *, grains: int) -> Learned:
    """What comes with that package as `starter/{name}.json`, from what an earlier process made of
    this very file, where that holds."""
    source = Path(str(files(package) / "starter" / f"{name}.json"))
    about = source.stat()
    made_of = (sys.version, str(source), about.st_size, about.st_mtime_ns, *classes, grains)
    path, key = place_of(name), json.dumps(made_of)
    kept = find_kept(path, key)
    if kept is not None:
        arrays, head = arrays_in(kept)
        return Learned(head, grains, **arrays)
    made = learned_from(json.loads(source.read_text("utf-8")), rows, classes, grains=grains)
    keep(path, key, parts_of({one: getattr(made, one) for one in _ARRAYS}, made.head))
    return made
