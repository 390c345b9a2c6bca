"""Fit `faq/matching/weights.json` to a folder of benchmark sets; see README.md here."""

import argparse
import json
import random
import zlib
from collections.abc import Iterable
from pathlib import Path

from benchmarks.matching import situations
from benchmarks.matching.fitting import Asked, fit, gather, judge
from benchmarks.matching.report import Judged, print_table, threshold_table
from faq.matching import features

FOLDS = 5
TARGET = Path(__file__).parents[2] / "faq" / "matching" / "weights.json"
CIVIC = Path(__file__).parent / "civic"
STARTER = Path(__file__).parents[2] / "faq" / "starter" / "entries.toml"


def cross_validate(asked: list[Asked]) -> list[Judged]:
    """Judge every question with weights fitted without it and its copies in other sets."""
    judged = []
    for fold in range(FOLDS):
        models = fit([one for one in asked if _fold(one.text) != fold])
        judged += judge((one for one in asked if _fold(one.text) == fold), models)
    return judged


def _fold(text: str) -> int:
    return zlib.crc32(text.encode()) % FOLDS


def named(names: tuple[str, ...], values: Iterable[float]) -> dict[str, float]:
    """The weights as the file keeps them, the constant first."""
    rounded = (round(float(value), 3) for value in values)
    return dict(zip(("constant", *names), rounded, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds sets (kb.tsv, queries.tsv) and pairs")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 (sampling, no secret)
    asked = gather(situations.all_of(options.folder, STARTER, CIVIC, chance))
    text = json.dumps(make_table(asked), indent=2) + "\n"
    if options.write:
        TARGET.write_text(text, "utf-8")
    print(text)


def make_table(asked: list[Asked]) -> dict[str, object]:
    """What `weights.json` holds; prints how well it does on questions it was not fitted to."""
    judged = cross_validate(asked)
    print_table(judged)
    of_phrasing, of_entry = fit(asked)
    return {
        "phrasing": named(features.PHRASING, [of_phrasing.constant, *of_phrasing.slopes]),
        "phrasing_civic": named(features.PHRASING, of_phrasing.civic),
        "entry": named(features.ENTRY, [of_entry.constant, *of_entry.slopes]),
        "entry_civic": named(features.ENTRY, of_entry.civic),
        "thresholds": threshold_table(judged),
    }


if __name__ == "__main__":
    main()
