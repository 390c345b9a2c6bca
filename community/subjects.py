"""What residents' words are about: how likely each subject of a community office is; pure.

Learned, not listed: from sentences that people of many kinds wrote about each subject, half of
them stories that never name it (`benchmarks/subjects/`, where the fit is, too). It finds what no
word list has: 我那助听器坏了 is about aids for the disabled, 片子冰手 about heating. The subjects
are data: `community/starter/subjects.toml`; what was learned: `subjects.json` beside it.
"""

import json
import marshal
import math
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.kept import find_kept, keep, place_of
from core.pieces import pieces_of, plain
from core.shipped import read_once

Shares = NDArray[np.float64]

LONGEST, GRAINS, REMEMBERED = 3, 20, 64
"""Pieces have so many characters; weights are kept in twentieths."""

CLEAR = 0.7
# Lamps and lifts are told of with the house they are in; a house alone tells of neither.
_PLACES = re.compile("(?:第?0(?:号楼|号院|栋|幢|座|单元|门洞|室|户)[，的]?)+(?:0(?:楼|层|室|号)?)*")
NO_SUBJECT = ("chat", "elsewhere")
"""So alike are two texts that are both mostly about the same one subject."""


@dataclass(frozen=True)
class Subject:
    """Something residents come with; `topics`: keys of the topics that its cases may have, the
    first that a place has."""

    key: str
    name: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """What was learned: a constant for each subject, and for each piece of a sentence (by its
    row) which subjects it tells of, and how much, in `GRAINS`; row `n` reaches from `starts[n]` up
    to `starts[n + 1]`. `sharpness` makes the shares say how often such a guess is right."""

    constants: Shares
    sharpness: float
    rows: Mapping[str, int]
    starts: NDArray[np.int64]
    subjects: NDArray[np.int16]
    values: NDArray[np.int16]


@lru_cache(REMEMBERED)
def shares_of(text: str) -> Shares:
    """How likely each subject is, in the order of `subjects`; in all 1, or 0 where no piece of
    the words is known. Not to be changed."""
    shares = shares_with(text, _weights())
    shares.flags.writeable = False
    return shares


def shares_with(text: str, weights: Weights) -> Shares:
    """`shares_of` by other weights than those that come with the project."""
    rows = weights.rows
    written = _PLACES.sub("，", plain(text))
    known = [rows[one] for one in pieces_of(written, LONGEST) if one in rows]
    if not known:
        return np.zeros(len(weights.constants))
    begins = weights.starts[known]
    lengths = weights.starts[np.add(known, 1)] - begins
    ends = lengths.cumsum()
    places = (begins - ends + lengths).repeat(lengths) + np.arange(ends[-1])
    told = np.bincount(
        weights.subjects[places], weights.values[places], minlength=len(weights.constants)
    )
    # A long sentence is no surer than a short one for having more pieces.
    odds = told / (GRAINS * math.sqrt(len(known))) + weights.constants
    powers = np.exp((odds - odds.max()) * weights.sharpness)
    return np.asarray(powers / powers.sum(), dtype=np.float64)


def matter_shares(text: str) -> Shares:
    """`shares_of` without talk about nothing and what no office sees to (`NO_SUBJECT`): these are
    nothing that two texts could have in common."""
    return shares_of(text) * _of_matters()


def alike(text: str, other: str) -> float:
    """How likely both are about the same subject, 0 to 1; less where one may be about many."""
    return float(matter_shares(text) @ matter_shares(other))


def is_clear(text: str) -> bool:
    """Whether one can well tell what the words are about."""
    return alike(text, text) >= CLEAR


def likeliest(text: str) -> tuple[Subject, float]:
    """The subject that the words are most likely about, and how likely that is (0 to 1)."""
    shares = shares_of(text)
    best = int(shares.argmax())
    return subjects()[best], float(shares[best])


@read_once
def _of_matters() -> Shares:
    """1 for each subject that is one, 0 for the others."""
    return np.array([float(one.key not in NO_SUBJECT) for one in subjects()])


@read_once
def subjects() -> Sequence[Subject]:
    """All subjects, in the order in which shares are told."""
    table = tomllib.loads(_starter("subjects.toml"))
    return tuple(
        Subject(row["key"], row["name"], tuple(row.get("topics", "").split()))
        for row in table["subject"]
    )


def weights_from(table: Mapping[str, Any]) -> Weights:
    """The weights as the fit writes them: `constants` by subject, `sharpness`, `pieces` with their
    rows: subject and value in turn."""
    flat = [part for row in table["pieces"].values() for part in row]
    lengths = [len(row) // 2 for row in table["pieces"].values()]
    return Weights(
        constants=np.array([table["constants"][one.key] for one in subjects()]),
        sharpness=table["sharpness"],
        rows={piece: row for row, piece in enumerate(table["pieces"])},
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        subjects=np.array(flat[::2], dtype=np.int16),
        values=np.array(flat[1::2], dtype=np.int16),
    )


@read_once
def _weights() -> Weights:
    """Read from what an earlier process made of the file, where that holds."""
    written = _starter("subjects.json")
    holds = blake2b(written.encode()).hexdigest()
    path, key = place_of("subjects"), f"subjects {sys.version} {holds}"
    kept = find_kept(path, key)
    if kept is not None:
        return _restored(marshal.loads(kept))  # noqa: S302 (what this user's process kept)
    weights = weights_from(json.loads(written))
    parts = {
        name: value.tobytes() if isinstance(value, np.ndarray) else value
        for name, value in vars(weights).items()
    }
    keep(path, key, [marshal.dumps(parts)])
    return weights


def _restored(parts: Mapping[str, Any]) -> Weights:
    kinds = {"constants": float, "starts": np.int64, "subjects": np.int16, "values": np.int16}
    arrays = {name: np.frombuffer(parts[name], dtype=kind) for name, kind in kinds.items()}
    return Weights(**{**parts, **arrays})


def _starter(name: str) -> str:
    return (files("community") / "starter" / name).read_text("utf-8")
