"""Weights and a threshold for each set that were fitted without it and its like."""

from pathlib import Path
from typing import NamedTuple

from benchmarks.matching import situations
from benchmarks.matching.fit import gather_all
from benchmarks.matching.fitting import Asked, Models, fit, judge_situation
from benchmarks.matching.report import Judged, threshold_table
from benchmarks.matching.situations import Situation
from faq.matching.thresholds import interpolate

ERROR_TARGET = 0.05


class Fitted(NamedTuple):
    """Models with the confidence from which they answer at the error target."""

    models: Models
    answer: float


def served(folder: Path) -> bool:
    """Whether the folder is one that weights are fitted to."""
    return (folder / "train_pairs.tsv.gz").exists()


def cross(folder: Path, seed: int = 7) -> dict[str, Fitted]:
    """By family of sets (`family`): models and threshold that know nothing of that family.

    Left out are its sets, all that was made of them, and its texts wherever they occur. The
    threshold comes from the other families, each judged by models fitted without itself.
    """
    asked, lessons = gather_all(folder, seed)
    families: dict[str, list[Situation]] = {}
    for one in situations.read_sets(folder):
        families.setdefault(family(one.name), []).append(one)
    models = {
        name: fit(_without(name, asked), lessons.without(_texts(own)))
        for name, own in sorted(families.items())
    }
    judged = {
        name: [told for one in families[name] for told in judge_situation(one, own)]
        for name, own in models.items()
    }
    return {name: Fitted(own, _answer(name, judged)) for name, own in models.items()}


def _texts(sets: list[Situation]) -> set[str]:
    """All that these sets say and ask."""
    phrasings = {text for one in sets for _, text in one.knowledge}
    return phrasings | {row.query for one in sets for row in one.queries}


def family(name: str) -> str:
    """The first part of a set's name: `legal` of `legal_1k` and of `legal-near`."""
    return name.replace("~", "").replace("-", "_").split("_")[0]


def _without(name: str, asked: list[Asked]) -> list[Asked]:
    texts = {one.text for one in asked if family(one.name) == name}
    return [one for one in asked if family(one.name) != name and one.text not in texts]


def _answer(name: str, judged: dict[str, list[Judged]]) -> float:
    others = [one for other, many in judged.items() if other != name for one in many]
    return interpolate(ERROR_TARGET, threshold_table(others)).answer if others else 1.0
