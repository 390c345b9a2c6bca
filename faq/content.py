"""What an entry says, as one value: what is saved in a revision and read from it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from core.errors import Invalid
from core.language import normalise

LONGEST_QUESTION, LONGEST_CATEGORY, LONGEST_ANSWER = 200, 40, 4000
MOST_PHRASINGS = 200
_PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)\}")


@dataclass(frozen=True)
class EntryContent:
    """An entry's content; `area_id` None means everywhere, both days are included."""

    question: str
    answer: str
    phrasings: tuple[str, ...] = ()
    category: str = ""
    area_id: int | None = None
    office_id: int | None = None
    topic_id: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    example: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every way to ask it, the standard question first."""
        return (self.question, *self.phrasings)

    @cached_property
    def asked(self) -> dict[str, str]:
        """The same by what is compared: text by its normal form."""
        return {normalise(text): text for text in self.texts}

    def is_valid(self, day: date) -> bool:
        """Whether it may be answered on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def as_json(content: EntryContent) -> dict[str, Any]:
    """The content as a revision keeps it."""
    days = {name: getattr(content, name) for name in ("valid_from", "valid_until")}
    written = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**asdict(content), **written, "phrasings": list(content.phrasings)}


def from_json(saved: dict[str, Any]) -> EntryContent:
    """The content of a revision."""
    days = {name: saved[name] for name in ("valid_from", "valid_until")}
    read = {name: date.fromisoformat(day) if day else None for name, day in days.items()}
    return EntryContent(**{**saved, **read, "phrasings": tuple(saved["phrasings"])})


def tidy(content: EntryContent) -> EntryContent:
    """The content without stray spaces and repeated phrasings; raises `Invalid`."""
    question, answer = content.question.strip(), content.answer.strip()
    asked = {normalise(question)}
    phrasings = []
    for text in map(str.strip, content.phrasings):
        if text and normalise(text) not in asked:
            asked.add(normalise(text))
            phrasings.append(text)
    tidied = replace(content, question=question, answer=answer, phrasings=tuple(phrasings))
    _check(tidied)
    return tidied


def _check(content: EntryContent) -> None:
    if not normalise(content.question):
        raise Invalid("question", "标准问不能为空。")
    if max(map(len, content.texts)) > LONGEST_QUESTION:
        raise Invalid("question", f"标准问和相似问每条最多 {LONGEST_QUESTION} 个字。")
    if not all(map(normalise, content.phrasings)):
        raise Invalid("phrasings", "相似问里要有文字。")
    if len(content.phrasings) > MOST_PHRASINGS:
        raise Invalid("phrasings", f"相似问最多 {MOST_PHRASINGS} 条。")
    if len(content.answer) > LONGEST_ANSWER:
        raise Invalid("answer", f"答复最多 {LONGEST_ANSWER} 个字。")
    if len(content.category) > LONGEST_CATEGORY:
        raise Invalid("category", f"分类最多 {LONGEST_CATEGORY} 个字。")
    if content.valid_from and content.valid_until and content.valid_until < content.valid_from:
        raise Invalid("valid_until", "有效期的结束早于开始。")
    placeholders_of(content.answer)


def placeholders_of(answer: str) -> tuple[str, ...]:
    """The names in braces, each once; raises `Invalid` where braces don't hold just a name."""
    rest = _PLACEHOLDER.sub("", answer)
    if "{" in rest or "}" in rest:
        raise Invalid("answer", "大括号里只能写占位符的名称，如 {社区电话}。")
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(answer)))


def fill(answer: str, values: Mapping[str, str]) -> str:
    """The answer with its placeholders filled; one without a value becomes its bare name."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[1]), answer)
