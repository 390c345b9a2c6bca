"""The lexicon as this office has it: the civic one, and over it the staff's own words."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.language import normalise
from faq.matching.lexicon import Lexicon, civic
from faq.models import OwnWord

GROUP = "own:"
"""Begins the key of a meaning that only own words have."""


def load_lexicon(db: Session) -> Lexicon:
    """The lexicon with the words that are in use now."""
    rows = db.execute(select(OwnWord.word, OwnWord.same_as).where(OwnWord.active))
    return lexicon_of({row.word: row.same_as for row in rows})


def lexicon_of(same_as: Mapping[str, str]) -> Lexicon:
    """The lexicon with these words, each with the one that means the same ('': it means nothing).

    A word takes the meaning of the one named: of another own word, of the civic lexicon, or, where
    neither knows it, a meaning that only the two of them have.
    """
    shipped = civic()
    own = {normalise(word): normalise(other) for word, other in same_as.items()}
    if not own:
        return shipped
    meanings: dict[str, Iterable[str]] = {}
    for word in own:
        target = _end_of(word, own)
        if not target:
            meanings[word] = ()
            continue
        meanings[word] = shipped.concepts_of(target) or _group(target, shipped)
        if not shipped.concepts_of(target):
            meanings[target] = meanings[word]
    return shipped.with_own({word: frozenset(keys) for word, keys in meanings.items()})


def _end_of(word: str, own: Mapping[str, str]) -> str:
    """The word that one after the other leads to; '' where one means nothing or they go round."""
    seen = {word}
    while (word := own[word]) in own:
        if word in seen:
            return ""
        seen.add(word)
    return word


def _group(target: str, shipped: Lexicon) -> set[str]:
    """A meaning of its own, and what the civic lexicon reads in the parts of the word."""
    parts = {key for one in shipped.find(target) for key in one.concepts}
    return {f"{GROUP}{target}", *parts}
