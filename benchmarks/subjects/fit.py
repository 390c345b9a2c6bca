"""Fit `community/starter/subjects.json` to the sentences by subject; see README.md here."""

import argparse
import math
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.subjects.sentences import HELD, Told, by_writer, elsewhere, talk
from benchmarks.tables import Table, matrix, read_table, written
from community.subjects import GRAINS, LONGEST, shares_with, subjects, weights_from
from core.pieces import pieces_of, plain

TARGET = Path(__file__).parents[2] / "community" / "starter" / "subjects.json"
# A piece of one sentence is that sentence; a weight below this moves no guess.
FEWEST, LEAST = 3, 0.4
STRENGTH, ROUNDS = 40.0, 60
# More sentences than this count together as so many.
MOST_COUNTED = 250.0
SHARPNESSES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
SURE = (0.3, 0.5, 0.7, 0.9)


def fit(told: Sequence[Told]) -> Table:
    """The weights as the file keeps them, not sharpened yet."""
    pieces = [pieces_of(plain(one.text), LONGEST) for one in told]
    seen = Counter(piece for own in pieces for piece in own)
    known = sorted(piece for piece, count in seen.items() if count >= FEWEST)
    places = {piece: at for at, piece in enumerate(known)}
    rows = [sorted(places[one] for one in own if one in places) for own in pieces]
    model = import_module("sklearn.linear_model").LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    # There are far more sentences without a subject than there are of any.
    counts = Counter(one.key for one in told)
    weights = [min(1.0, MOST_COUNTED / counts[one.key]) for one in told]
    model.fit(matrix(rows, len(known)), [one.key for one in told], sample_weight=weights)
    order = {str(key): at for at, key in enumerate(model.classes_)}
    own = [order[one.key] for one in subjects()]
    slopes = model.coef_[own] - model.coef_.mean(axis=0)
    constants = model.intercept_[own]
    return {
        "sharpness": 1.0,
        "constants": {
            one.key: round(float(value), 2)
            for one, value in zip(subjects(), constants, strict=True)
        },
        "pieces": {piece: row for at, piece in enumerate(known) if (row := _row(slopes[:, at]))},
    }


def _row(column: Any) -> list[int]:
    kept = np.flatnonzero(abs(column) >= LEAST)
    return [part for at in kept.tolist() for part in (at, round(float(column[at]) * GRAINS))]


def sharpened(table: Table, told: Sequence[Told]) -> Table:
    """The same with the sharpness by which these sentences, not learned from, are likeliest."""
    own = [{**table, "sharpness": one} for one in SHARPNESSES]
    return max(own, key=lambda one: _likelihood(one, told))


def _likelihood(table: Table, told: Sequence[Told]) -> float:
    at = {one.key: place for place, one in enumerate(subjects())}
    weights = weights_from(table)
    shares = (shares_with(one.text, weights)[at[one.key]] for one in told)
    return sum(math.log(max(float(share), 1e-6)) for share in shares)


def tell(name: str, table: Table, told: Sequence[Told]) -> None:
    """Print how many are right, within the first three, and of those that are as sure as that."""
    weights, keys = weights_from(table), [one.key for one in subjects()]
    found = [(one.key, shares_with(one.text, weights)) for one in told]
    first = [(keys[int(shares.argmax())] == key, float(shares.max())) for key, shares in found]
    three = [key in {keys[at] for at in (-shares).argsort()[:3]} for key, shares in found]
    parts = [f"{name}: {sum(hit for hit, _ in first) / len(first):.3f} of {len(first)} right"]
    parts.append(f"{sum(three) / len(three):.3f} within three, sharpness {table['sharpness']}")
    for least in SURE:
        sure = [hit for hit, share in first if share >= least]
        parts.append(f"≥{least}: {len(sure) / len(first):.2f}, {sum(sure) / len(sure):.3f}")
    print("; ".join(parts), flush=True)


def shipped() -> Table:
    """The weights that come with the project."""
    return read_table(TARGET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    options = parser.parse_args()
    writers = by_writer()
    held = writers[HELD]
    told = [one for number, own in writers.items() if number != HELD for one in own]
    told += talk() + elsewhere()
    table = sharpened(fit(told), held)
    tell("held", table, held)
    if options.write:
        head = {name: table[name] for name in ("sharpness", "constants")}
        TARGET.write_text(written(head, "pieces", table["pieces"]), "utf-8")


if __name__ == "__main__":
    main()
