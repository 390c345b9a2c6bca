"""How an entry's answer will stand on a resident's phone: pure, by the rules it is sent by."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.wire.text import split_text
from community.areas import AreaFacts, Areas
from community.texts import ask as texts
from community.texts.sentence import Texts
from faq.content import EntryContent, fill
from faq.publishing import MOST_BYTES, covered

_LINK = re.compile(r"<a\b[^<>]*>([^<]*)</a>", re.IGNORECASE)


class Run(NamedTuple):
    """A run of the message; WeChat shows a link as its label."""

    text: str
    is_link: bool


@dataclass(frozen=True)
class Preview:
    """The message for a resident of the area; `rest` says that 继续 brings more of it.

    `size`: bytes of the answer alone, of `most`; it may be published up to there.
    """

    area: str
    runs: tuple[Run, ...]
    rest: bool
    size: int
    most: int = MOST_BYTES


def preview(content: EntryContent, areas: Areas, own: Texts, area_id: int | None = None) -> Preview:
    """The message for a resident of that area; without one where the answer is longest: what
    fits there fits everywhere."""
    here = areas.find(area_id)
    spoken_to = [here] if here else covered(content.area_id, areas)
    filled = [(_filled(content, area, areas), area) for area in spoken_to]
    said, area = max(filled, key=lambda one: len(one[0].encode()), default=(content.answer, None))
    whole = f"{said}\n{own.say(texts.ACTION)}" if content.topic_id is not None else said
    shown, rest = split_text(whole)
    return Preview(
        areas.name_of(area.id) if area else "",
        tuple(runs(shown)),
        rest is not None,
        len(said.encode()),
    )


def _filled(content: EntryContent, area: AreaFacts, areas: Areas) -> str:
    return fill(content.answer, areas.placeholders(area.id))


def runs(text: str) -> list[Run]:
    """The text, and the labels of its links, in order."""
    found, place = [], 0
    for link in _LINK.finditer(text):
        found += [Run(text[place : link.start()], False), Run(link[1], True)]
        place = link.end()
    return [run for run in (*found, Run(text[place:], False)) if run.text]
