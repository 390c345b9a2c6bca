"""What no entry is about gets no choices that have nothing to do with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.language import normalise
from faq.content import EntryContent
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.thresholds import thresholds
from faq.models import Outcome
from faq.ranking import Ranked
from faq.service import outcome_of

Load = Callable[[str], dict[str, Any]]
OFF_TOPIC = Path(__file__).with_name("off_topic.txt")
FEWEST, MOST_OFFERED, MATCHES = 60, 0.25, 8


def test_three_in_four_are_missed_rather_than_offered_something_else(load: Load) -> None:
    entries = [_known(number, one) for number, one in enumerate(_entries(load), 1)]
    knowledge = Knowledge(entries)
    lines = OFF_TOPIC.read_text("utf-8").splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]
    offered = [text for text in asked if _outcome(text, knowledge) is not Outcome.MISSED]
    assert len(asked) >= FEWEST
    assert len(offered) <= MOST_OFFERED * len(asked), offered


def _outcome(text: str, knowledge: Knowledge) -> Outcome:
    found = knowledge.index.match(text, limit=MATCHES)
    ranked = [
        Ranked(knowledge.entries[int(one.entry_id)], one.confidence, one.phrasing) for one in found
    ]
    return outcome_of(text, ranked, knowledge, thresholds(0.05)).outcome


def _entries(load: Load) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = load("faq/starter/entries.toml")["entry"]
    return entries


def _known(number: int, one: dict[str, Any]) -> KnownEntry:
    content = EntryContent(one["question"], one["answer"], tuple(one["similar"]))
    return KnownEntry(number, 1, content, normalise(one["question"]))
