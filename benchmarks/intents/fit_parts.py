"""Fit `cases/starter/parts.json`: where messages are cut; see README.md here."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.intents.fit import fit as fit_intents
from benchmarks.intents.sentences import (
    Labelled,
    Message,
    by_writer,
    held_messages,
    messages,
    parts_in,
)
from benchmarks.tables import Table, matrix, read_table, written
from cases import intents
from cases.intents import Guess, Intent, State
from cases.parts import CUT, GRAINS, Part, joints_of, parts_with, weights_from

TARGET = Path(__file__).parents[2] / "cases" / "starter" / "parts.json"
# A feature of one joint is that joint; a weight below this moves no cut.
FEWEST, LEAST, STRENGTH = 2, 0.2, 2.0


def fit(told: Sequence[Message], sentences: Sequence[Labelled]) -> Table:
    """The weights as the file keeps them. What either side of a joint wants is guessed by weights
    that did not learn from its message, but from the sentences and the other half."""
    halves = told[::2], told[1::2]
    joints = [
        (set(features), at in one.cuts)
        for own, others in (halves, halves[::-1])
        for wants in [_guesses(others, sentences)]
        for one in own
        for at, features in joints_of(one.text, one.state, wants)
    ]
    return fit_joints(joints)


def _guesses(
    told: Sequence[Message], sentences: Sequence[Labelled]
) -> Callable[[str, State | None], Guess]:
    weights = intents.weights_from(fit_intents([*sentences, *parts_in(told)]))
    return lambda text, state: intents.guess_with(text, weights, state)


def fit_joints(joints: Sequence[tuple[set[str], bool]]) -> Table:
    """The weights by which joints with these features are cut or not."""
    seen = Counter(feature for features, _ in joints for feature in features)
    known = sorted(feature for feature, count in seen.items() if count >= FEWEST)
    places = {feature: at for at, feature in enumerate(known)}
    rows = [sorted(places[one] for one in features if one in places) for features, _ in joints]
    model = import_module("sklearn.linear_model").LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(matrix(rows, len(known)), [is_cut for _, is_cut in joints])
    slopes = model.coef_[0]
    return {
        "constants": {CUT[0]: 0.0, CUT[1]: round(float(model.intercept_[0]), 2)},
        "features": {
            feature: [1, round(float(slopes[at]) * GRAINS)]
            for at, feature in enumerate(known)
            if abs(slopes[at]) >= LEAST
        },
    }


def shipped() -> Table:
    """The weights that come with the project."""
    return read_table(TARGET)


def tell(name: str, table: Table, told: Sequence[Message]) -> None:
    """Print how often a cut is right and found, and how many messages are read as they were meant:
    each part, and what it wants."""
    weights = weights_from(table)
    right = found = meant = whole = read = wants = parts = 0
    for one in told:
        own = parts_with(one.text, one.state, weights)
        cuts = _cuts(own)
        right += len(cuts & one.cuts)
        found, meant = found + len(cuts), meant + len(one.cuts)
        whole += cuts == one.cuts
        read += cuts == one.cuts and all(
            a.intent is b.intent for a, b in zip(own, one.parts, strict=True)
        )
        parts += len(one.parts)
        at = dict(_starts(own))
        wants += sum(start in at and at[start].intent is label for start, label in _labels(one))
    print(
        f"{name}: {len(told)} messages; cuts {right / max(1, found):.3f} right,"
        f" {right / max(1, meant):.3f} found; {whole / len(told):.3f} cut as meant,"
        f" {read / len(told):.3f} read as meant; of {parts} parts {wants / parts:.3f}"
    )


def _starts(parts: Sequence[Part]) -> list[tuple[int, Part]]:
    found, start = [], 0
    for part in parts:
        found.append((start, part))
        start += len(part.words)
    return found


def _cuts(parts: Sequence[Part]) -> set[int]:
    return {start for start, _ in _starts(parts)} - {0}


def _labels(message: Message) -> list[tuple[int, Intent]]:
    found, start = [], 0
    for part in message.parts:
        found.append((start, part.intent))
        start += len(part.text)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    options = parser.parse_args()
    sentences = [one for said in by_writer().values() for one in said]
    table = fit(messages(), sentences)
    tell("held", table, held_messages())
    if options.write:
        head = {"constants": table["constants"]}
        TARGET.write_text(written(head, "features", table["features"]), "utf-8")


if __name__ == "__main__":
    main()
