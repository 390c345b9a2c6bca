"""Fit `cases/starter/intents.json` to the labelled sentences; see README.md here."""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.intents.sentences import (
    Labelled,
    by_writer,
    conversations,
    held,
    held_messages,
    messages,
    parts_in,
)
from benchmarks.tables import Table, matrix, read_table, written
from cases.intents import TENTHS, Intent, State, features_of, guess_with, weights_from

TARGET = Path(__file__).parents[2] / "cases" / "starter" / "intents.json"
# A feature of one sentence is that sentence; a weight below this moves no guess.
FEWEST, LEAST = 2, 0.5
STRENGTH = 60.0
SURE = (0.5, 0.6, 0.7, 0.8, 0.9)


def fit(sentences: Sequence[Labelled]) -> Table:
    """The weights as the file keeps them."""
    told = [features_of(one.text) for one in sentences]
    seen = Counter(feature for features in told for feature in features)
    known = sorted(feature for feature, count in seen.items() if count >= FEWEST)
    places = {feature: at for at, feature in enumerate(known)}
    rows = [sorted(places[one] for one in features if one in places) for features in told]
    model = import_module("sklearn.linear_model").LogisticRegression(C=STRENGTH, max_iter=200)
    states = [len(known) + list(State).index(one.state) if one.state else None for one in sentences]
    width = len(known) + len(State)
    model.fit(matrix(rows, width, states), [one.intent.value for one in sentences])
    names = [Intent(str(name)) for name in model.classes_]
    features = {
        feature: row for at, feature in enumerate(known) if (row := _row(names, model.coef_[:, at]))
    }
    constants = _rounded(names, model.intercept_)
    of_states = {
        state.value: _rounded(names, model.coef_[:, len(known) + at])
        for at, state in enumerate(State)
    }
    return {"constants": constants, "states": of_states, "features": features}


def _rounded(names: Iterable[Intent], column: Iterable[float]) -> dict[Intent, float]:
    return dict(zip(names, (round(float(one), 2) for one in column), strict=True))


def _row(names: Iterable[Intent], column: Iterable[float]) -> list[int]:
    """The intent (by its place) and how much, in turn."""
    places = list(Intent)
    kept = ((name, one) for name, one in zip(names, column, strict=True) if abs(one) >= LEAST)
    return [part for name, one in kept for part in (places.index(name), round(float(one) * TENTHS))]


def judge(sentences: Sequence[Labelled], table: Table) -> list[tuple[Labelled, Intent, float]]:
    """Each sentence with what is guessed, and how sure that is."""
    weights = weights_from(table)
    guesses = ((one, guess_with(one.text, weights, one.state)) for one in sentences)
    return [(one, found.intent, found.share) for one, found in guesses]


def tell(name: str, judged: Sequence[tuple[Labelled, Intent, float]]) -> None:
    """Print how many are right, and how many of those that are as sure as that."""
    right = sum(one.intent is found for one, found, _ in judged)
    parts = [f"{name}: {right} of {len(judged)} right ({right / len(judged):.3f})"]
    for least in SURE:
        sure = [(one, found) for one, found, share in judged if share >= least]
        hit = sum(one.intent is found for one, found in sure)
        parts.append(f"≥{least}: {len(sure) / len(judged):.2f} of them, {hit / len(sure):.3f}")
    print("; ".join(parts), flush=True)


def tell_all(table: Table) -> None:
    """Print how many of the sentences that were not learned from are right, and of which intent."""
    tell("held parts of messages", judge(parts_in(held_messages()), table))
    tell("parts of conversations", judge(parts_in(conversations()), table))
    tried = judge(held(), table)
    tell("held", tried)
    for intent in Intent:
        said = [found for one, found, _ in tried if one.intent is intent]
        guessed = [one.intent for one, found, _ in tried if found is intent]
        print(
            f"  {intent.value:9} {len(said):3} said, {said.count(intent):3} found;"
            f" {len(guessed):3} guessed, {guessed.count(intent):3} right"
        )


def shipped() -> Table:
    """The weights that come with the project."""
    return read_table(TARGET)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET}")
    parser.add_argument("--cross", action="store_true", help="each writer by all others")
    options = parser.parse_args()
    writers = by_writer()
    if options.cross:
        for name, own in writers.items():
            others = [one for other, said in writers.items() if other != name for one in said]
            tell(name, judge(own, fit(others)))
    sentences = [one for said in writers.values() for one in said]
    table = fit([*sentences, *parts_in(messages())])
    tell_all(table)
    if options.write:
        head = {name: table[name] for name in ("constants", "states")}
        TARGET.write_text(written(head, "features", table["features"]), "utf-8")


if __name__ == "__main__":
    main()
