"""The project's own civic questions as sets to be measured."""

import tomllib
from pathlib import Path

from benchmarks.matching.situations import Situation
from faq.evaluation_rows import QueryRow

TEST = Path(__file__).parent / "civic" / "test.toml"
STRANGERS = TEST.with_name("strangers_develop.toml")


def read_test(part: str) -> Situation:
    """The civic test set with the questions of one part, `develop` or `final`."""
    table = tomllib.loads(TEST.read_text("utf-8"))
    knowledge = [(one["key"], text) for one in table["intent"] for text in _lines(one["phrasings"])]
    asked = [
        QueryRow(text, one["key"], "in") for one in table["intent"] for text in _lines(one[part])
    ]
    nothing = [
        QueryRow(text, "", "domain") for group in table["nothing"] for text in _lines(group[part])
    ]
    return Situation(f"civic {part}", knowledge, asked + nothing, whole=True)


def read_strangers(part: str) -> Situation:
    """The set of two strangers, who wrote phrasings and questions from a list of intents."""
    develop = tomllib.loads(STRANGERS.read_text("utf-8"))
    path = STRANGERS.with_name(f"strangers_{part}.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    knowledge = [
        (one["key"], text) for one in develop["intent"] for text in _lines(one["phrasings"])
    ]
    asked = [
        QueryRow(text, one["key"], "in")
        for one in table["intent"]
        for text in _lines(one.get("asked", ""))
        if text
    ]
    nothing = [QueryRow(text, "", "domain") for text in _lines(table["nothing"][0]["asked"])]
    return Situation(f"strangers {part}", knowledge, asked + nothing, whole=True)


def _lines(text: str) -> list[str]:
    return text.strip().split("\n")
