"""Fit `faq/matching/weights.json` to a folder of benchmark sets; see README.md here."""

import argparse
import json
import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.matching import situations
from benchmarks.matching.fitting import Asked, fit, gather, judge
from benchmarks.matching.pairs import read_pairs
from benchmarks.matching.report import Judged, print_table, threshold_table
from benchmarks.matching.situations import Situation
from benchmarks.matching.telling import Lessons
from faq.matching import features

FOLDS = 5
MATCHING = Path(__file__).parents[2] / "faq" / "matching"
TARGET, TELLING = MATCHING / "weights.json", MATCHING / "telling.json"
CIVIC = Path(__file__).parent / "civic"
STARTER = Path(__file__).parents[2] / "faq" / "starter" / "entries.toml"


def gather_all(folder: Path, seed: int) -> tuple[list[Asked], Lessons]:
    """All that can be fitted to, each question measured with a table that does not know it."""
    lessons = Lessons(read_pairs(folder / "train_pairs.tsv.gz"))
    chance = random.Random(seed)  # noqa: S311 (sampling, no secret)
    told = list(situations.all_of(folder, STARTER, CIVIC, chance))
    return gather(told, lessons.cross_fitted(_same(told))), lessons


def _same(told: list[Situation]) -> Iterator[tuple[str, str]]:
    """Each phrasing and each question with a phrasing of its entry."""
    for situation in told:
        phrasings = dict(situation.knowledge)
        yield from ((text, phrasings[entry_id]) for entry_id, text in situation.knowledge)
        for row in situation.queries:
            if row.entry_id:
                yield row.query, phrasings[row.entry_id]


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
    parser.add_argument("--write", action="store_true", help=f"write {MATCHING}")
    options = parser.parse_args()
    asked, lessons = gather_all(options.folder, options.seed)
    text = json.dumps(make_table(asked), indent=2) + "\n"
    if options.write:
        TARGET.write_text(text, "utf-8")
        by_weight = sorted(lessons.without(set()).items(), key=lambda one: (one[1], one[0]))
        table = json.dumps(dict(by_weight), ensure_ascii=False, indent=0)
        TELLING.write_text(table + "\n", "utf-8")
    print(text)


def make_table(asked: list[Asked]) -> dict[str, object]:
    """What `weights.json` holds; prints how well it does on questions it was not fitted to."""
    judged = cross_validate(asked)
    print_table(judged)
    of_phrasing, of_order, of_entry, _ = fit(asked)
    return {
        "phrasing": named(features.PHRASING, [of_phrasing.constant, *of_phrasing.slopes]),
        "phrasing_civic": named(features.PHRASING, of_phrasing.civic),
        "order": named(features.OWN, [of_order.constant, *of_order.slopes]),
        "order_civic": named(features.OWN, of_order.civic),
        "entry": named(features.ENTRY, [of_entry.constant, *of_entry.slopes]),
        "entry_civic": named(features.ENTRY, of_entry.civic),
        "thresholds": threshold_table(judged),
    }


if __name__ == "__main__":
    main()
