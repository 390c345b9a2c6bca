"""Labelled pairs of questions, and the groups that those with the same meaning make up."""

import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Pair(NamedTuple):
    """Two texts, whether they mean the same, and where they are from."""

    one: str
    other: str
    same: bool
    source: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a gzipped file of `q1<TAB>q2<TAB>label<TAB>source` lines under a header."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Pair(one, other, label != "0", source) for one, other, label, source in rows]


def joined(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The texts that pairs hold together."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups = defaultdict(list)
    for text in list(parent):
        groups[root(text)].append(text)
    return list(groups.values())
