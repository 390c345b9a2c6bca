"""What residents' words are about: how likely each subject of a community office is; pure.

Learned, not listed: from sentences that people of many kinds wrote about each subject, half of
them stories that never name it (`benchmarks/subjects/`, where the fit is, too). It finds what no
word list has: 我那助听器坏了 is about aids for the disabled, 片子冰手 about heating. The subjects
are data: `community/starter/subjects.toml`; what was learned: `subjects.json` beside it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from core.learned import ByClass, Learned, learned, learned_from, shares_in
from core.pieces import pieces_of, plain
from core.shipped import read_once

LONGEST, GRAINS, REMEMBERED = 3, 20, 64
"""Pieces have so many characters; weights are kept in twentieths."""

CLEAR = 0.7
# Lamps and lifts are told of with the house they are in; a house alone tells of neither.
_PLACES = re.compile("(?:第?0(?:号楼|号院|栋|幢|座|单元|门洞|室|户)[，的]?)+(?:0(?:楼|层|室|号)?)*")
CHAT = "chat"
NO_SUBJECT = (CHAT, "elsewhere")
"""So alike are two texts that are both mostly about the same one subject."""


@dataclass(frozen=True)
class Subject:
    """Something residents come with; `topics`: keys of the topics that its cases may have, the
    first that a place has."""

    key: str
    name: str
    topics: tuple[str, ...]


@lru_cache(REMEMBERED)
def shares_of(text: str) -> ByClass:
    """How likely each subject is, in the order of `subjects`; in all 1, or 0 where no piece of
    the words is known. Not to be changed."""
    shares = shares_with(text, _weights())
    shares.flags.writeable = False
    return shares


def shares_with(text: str, weights: Learned) -> ByClass:
    """`shares_of` by other weights than those that come with the project."""
    written = _PLACES.sub("，", plain(text))
    told = weights.sums(pieces_of(written, LONGEST))
    if told is None:
        return np.zeros(len(weights.constants))
    # `sharpness` makes the shares say how often such a guess is right.
    return shares_in(told * weights.head["sharpness"])


def matter_shares(text: str) -> ByClass:
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
def _of_matters() -> ByClass:
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


def _keys() -> list[str]:
    return [one.key for one in subjects()]


def weights_from(table: Mapping[str, Any]) -> Learned:
    """The weights as the fit writes them: `constants` by subject, `sharpness`, `pieces` with their
    rows: subject and value in turn."""
    return learned_from(table, "pieces", _keys(), grains=GRAINS)


@read_once
def _weights() -> Learned:
    return learned("community", "subjects", "pieces", _keys(), grains=GRAINS)


def _starter(name: str) -> str:
    return (files("community") / "starter" / name).read_text("utf-8")
