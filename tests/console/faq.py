"""What stories about the knowledge read from pages and send as forms."""

import re
from html import unescape
from typing import Any

from faq.matching.thresholds import thresholds
from tests.console.office import Desk, Office

FIELD = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')
ANSWER = "社区一楼大厅，周一到周五。"
ANSWERS = thresholds(0.05).answer
"""From this confidence on an entry answers; one answer in twenty may be wrong."""


def write(desk: Desk, question: str, answer: str = ANSWER, **more: Any) -> str:
    """A new entry by its form; its public id."""
    answered = desk.post("/entries/new", question=question, answer=answer, **more)
    assert answered.status_code == 303, answered.text
    return str(answered.location).rsplit("/", 1)[1]


def version_of(desk: Desk, entry_id: str) -> str:
    """The version that the entry's form holds."""
    found = FIELD.search(desk.get(f"/entries/{entry_id}").text)
    assert found
    return found[1] or found[2]


def words(html: str) -> str:
    """A page's words without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def resident_hears(office: Office, text: str) -> list[str]:
    """The questions of the published entries that come to the resident's words, best first."""
    knowledge = office.parts.snapshots.knowledge.refresh()
    matches = knowledge.index.match(text, limit=3)
    return [
        knowledge.entries[int(one.entry_id)].question
        for one in matches
        if one.confidence >= ANSWERS
    ]
