"""The table of goals: what is measured here beside what is to be reached."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.matching.cross import Fitted
from benchmarks.matching.fitting import judge_situation
from benchmarks.matching.report import Judged
from benchmarks.matching.scale import filled
from benchmarks.matching.situations import Situation, read_sets
from benchmarks.matching.values import Values, values
from benchmarks.matching.wear import WEARS
from faq.evaluation_rows import QueryRow

WORN = 300
"""So many questions of a set are asked worn."""


class Goal(NamedTuple):
    """One row: what is measured, what came out, what is to be reached, what would be beyond."""

    measure: str
    found: str
    reach: str
    beyond: str


def of_sets(found: dict[str, Values]) -> Iterator[Goal]:
    """Goals from the values of the sets by name."""
    thousands = {name: one for name, one in found.items() if name.endswith("_1k")}
    if thousands:
        hits = [one.hit1 for one in thousands.values()]
        yield Goal("hit@1, mean of 1k sets", _mean(hits), ".976", ".983")
    for name in ("mix_10k", "mix_100k"):
        if name in found:
            reach, beyond = (".930", ".945") if name == "mix_10k" else (".910", ".925")
            yield Goal(f"hit@1, {name}", f"{found[name].hit1:.3f}", reach, beyond)
    if thousands:
        own = list(thousands.values())
        yield Goal("cov95 natural, 1k", _mean([one.cov95 for one in own]), ".94", ".96")
        yield Goal("cov95 +adv, 1k", _mean([one.adv for one in own]), ".62", ".70")
    if "mix_10k" in found:
        yield Goal("cov95 natural, 10k", f"{found['mix_10k'].cov95:.3f}", ".79", ".85")
    fixed = {name: one for name, one in found.items() if one.right is not None}
    for name, one in fixed.items():
        yield Goal(f"right at the fixed threshold, {name}", f"{one.right:.3f}", ".94", ".95")
    given = [one.given for one in thousands.values() if one.given is not None]
    if given:
        yield Goal("answered at it, mean of 1k sets", _mean(given), ".70", ".80")


def _mean(shares: Sequence[float]) -> str:
    return f"{sum(shares) / len(shares):.3f}"


def of_wear(situation: Situation, fitted: Fitted) -> Iterator[Goal]:
    """What other writings and slips of the keyboard cost a set."""
    chance = random.Random(3)  # noqa: S311 (sampling, no secret)
    known = [row for row in situation.queries if row.entry_id]
    rows = chance.sample(known, min(len(known), WORN))
    plain = {row.query: row for row in rows}
    before = _by_place(situation, list(plain), plain, fitted)
    for name, wear in WEARS.items():
        worn = {text: wear(text, chance) for text in plain}
        changed = [text for text, other in worn.items() if other != text]
        if not changed:
            continue
        asked = [plain[text]._replace(query=worn[text]) for text in changed]
        after = judge_situation(
            Situation(situation.name, situation.knowledge, asked), fitted.models
        )
        then = [before[text] for text in changed]
        lost = (sum(one.place == 1 for one in then) - sum(one.place == 1 for one in after)) / len(
            changed
        )
        answered, still = _answered(then, fitted.answer), _answered(after, fitted.answer)
        kept = still / answered if answered else 1.0
        label = f"{name}, {situation.name} ({len(changed)})"
        reach, beyond = ("", "") if name == "one homophone" else ("≤ .01", "0")
        yield Goal(f"hit@1 lost: {label}", f"{lost:.3f}", reach, beyond)
        reach, beyond = ("≥ .80", "≥ .90") if name == "one homophone" else ("", "")
        yield Goal(f"answered kept: {label}", f"{kept:.2f}", reach, beyond)


def _by_place(
    situation: Situation, texts: Sequence[str], plain: dict[str, QueryRow], fitted: Fitted
) -> dict[str, Judged]:
    asked = Situation(situation.name, situation.knowledge, [plain[text] for text in texts])
    return dict(zip(texts, judge_situation(asked, fitted.models), strict=True))


def _answered(judged: Sequence[Judged], answer: float) -> int:
    return sum(one.place == 1 and one.confidence >= answer for one in judged)


def hundred_thousand(folder: Path, fitted: Fitted, most: int) -> Values:
    """The set of 10,000 entries among 100,000 questions."""
    situation = next(one for one in read_sets(folder) if one.name == "mix_10k")
    queries = situation.queries[:most]
    rows = filled(
        situation.knowledge, folder / "train_pairs.tsv.gz", {one.query for one in queries}
    )
    return values(
        judge_situation(Situation("mix_100k", rows, queries), fitted.models), fitted.answer
    )


def of_scale(folder: Path) -> Iterator[Goal]:
    """Time and memory, each measured in a process of its own on one core."""
    pairs = folder / "train_pairs.tsv.gz"
    sizes = [("1k entries", [folder / "legal_1k" / "kb.tsv"], "3", "1")]
    if pairs.exists():
        sizes.append(("100k questions", [folder / "mix_10k" / "kb.tsv", pairs], "8", "4"))
    for name, paths, reach, beyond in sizes:
        if not all(path.exists() for path in paths):
            continue
        command = [sys.executable, "-m", "benchmarks.matching.scale", *map(str, paths)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        yield Goal(f"ms of a question, median, {name}", f"{found['median ms']:.2f}", "", "")
        yield Goal(f"ms of a question, p99, {name}", f"{found['p99 ms']:.2f}", reach, beyond)
        if name.startswith("100k"):
            yield Goal("memory added, MB", f"{found['memory MB']:.0f}", "200", "100")
            yield Goal("build, s", f"{found['build s']:.1f}", "15", "8")
            yield Goal("one entry added, ms", f"{found['entry ms']:.1f}", "5", "1")
