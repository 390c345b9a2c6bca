"""What may be asked of anything once it was answered: what it costs, what to bring; pure.

Half a question (要带什么, 我女儿能替我去吗) asks one or more aspects and names no subject of its
own: it is about what was just answered. How each aspect is asked and told is data:
`faq/starter/aspects.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.language import normalise, simplify, tag
from core.shipped import read_once

DATA = Path(__file__).parent / "starter" / "aspects.toml"
# Who says more than this tells a story of its own.
LONGEST = 40
REMEMBERED = 2
"""So many texts stay read: one message is looked at several times."""
WHETHER, DWELLING, PAPERS = "fits", "dwelling", "papers"
_CLAUSES = re.compile(r"[\s,，.。!！?？;；、~～]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
# Nouns, verbs, adjectives and set phrases name a subject; places where somebody lives do not.
_NAMING = "nvaijlz"
_PLACES = ("ns", "nr")


@dataclass(frozen=True)
class Aspect:
    """One of them: how it is asked, how an answer speaks of it, and what it is called."""

    key: str
    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]

    def sentences(self, answer: str) -> list[str]:
        """Those sentences of an answer that speak of it."""
        return [one for one in _SENTENCE.findall(answer) if self.told.search(one)]


@dataclass(frozen=True)
class Told:
    """What an answer says of the aspects that were asked, in its own order, and those of which
    it says nothing."""

    sentences: str
    silent: tuple[Aspect, ...]


@lru_cache(REMEMBERED)
def aspects_in(text: str) -> tuple[Aspect, ...]:
    """The aspects that words ask of something, () for none."""
    plain = normalise(text)
    found = [aspect for aspect in _table().aspects if aspect.asked.search(plain)]
    # 网上办行吗 asks of the net only: whether it will do, as things are, is in every such question.
    narrow = [aspect for aspect in found if aspect.key not in (WHETHER, DWELLING)]
    if found and not narrow and _table().papers.search(plain):
        narrow = [_table().by_key[PAPERS], *found]
    return tuple(narrow or found)


def is_half(text: str, known: str) -> bool:
    """Whether the words ask of something without saying of what; `known`: what was said of the
    subject at hand, whose own words name no other."""
    return len(text) <= LONGEST and bool(aspects_in(text)) and not names_subject(text, known)


def names_subject(text: str, known: str = "") -> bool:
    """Whether the words say what they are about, unless that is known already."""
    clauses = [normalise(clause) for clause in _CLAUSES.split(simplify(text))]
    return any(_names_another(clause, known) for clause in clauses if clause)


def without_light(text: str) -> str:
    """What is left of the words without those that name no subject."""
    return _without(_table().light, text).strip()


def tell(aspects: Sequence[Aspect], answer: str) -> Told:
    """What an answer says of these aspects."""
    found = {sentence for aspect in aspects for sentence in aspect.sentences(answer)}
    sentences = [one for one in _SENTENCE.findall(answer) if one in found]
    silent = tuple(aspect for aspect in aspects if not aspect.sentences(answer))
    return Told("".join(sentences), silent)


def of_papers(text: str, answer: str, *, besides: str) -> str:
    """Those sentences of an answer that speak of the very papers which the words name, `besides`
    those of the question itself."""
    found = {paper.group() for paper in _table().papers.finditer(normalise(text))}
    papers = {paper for paper in found if paper not in besides}
    sentences = _SENTENCE.findall(answer)
    return "".join(one for one in sentences if any(paper in one for paper in papers))


def _names_another(clause: str, known: str) -> bool:
    if _asks_whether_it_will_do(clause):
        clause = _without(_table().papers, clause)
    rest = _without(_table().light, _without(_table().asking, clause))
    return any(_is_subject(run, known) for run in rest.split())


def _asks_whether_it_will_do(clause: str) -> bool:
    return _table().by_key[WHETHER].asked.search(clause) is not None or clause[0] in "没有"


def _is_subject(run: str, known: str) -> bool:
    """Whether a run of characters names something that was not talked of."""
    return any(
        kind[:1] in _NAMING and kind not in _PLACES and word not in known for word, kind in tag(run)
    )


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(" ", text)


@dataclass(frozen=True)
class _Table:
    aspects: tuple[Aspect, ...]
    by_key: dict[str, Aspect]
    asking: re.Pattern[str]
    papers: re.Pattern[str]
    light: re.Pattern[str]


@read_once
def _table() -> _Table:
    data = tomllib.loads(DATA.read_text("utf-8"))
    rows = data["aspect"]
    aspects = tuple(
        Aspect(row["key"], row["name"], _any_of(row["asked"]), _any_of(row["told"])) for row in rows
    )
    asking = _any_of(form for row in rows for form in row["asked"])
    by_key = {one.key: one for one in aspects}
    return _Table(aspects, by_key, asking, _any_of(data["papers"]), _any_of(data["light"]))


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms))
