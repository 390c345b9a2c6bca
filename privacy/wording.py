"""What residents agree to, and the version of those words that their yes is kept with."""

import hashlib
from collections.abc import Mapping

from community.texts import desk, notices, report
from community.texts.sentence import Sentence, Texts

TEXT_VERSION = "2026-11"
"""The version of the words below as the product ships them; raised when they change."""

WORDS: Mapping[str, tuple[Sentence, ...]] = {
    "service": (desk.INTRODUCTION, desk.PRIVACY),
    "notice": (notices.ASK_ONE_TIME,),
    "phone": (report.ASK_PHONE, desk.PRIVACY),
}
"""Purpose → the sentences a resident has before him when he says yes."""


def text_version(texts: Texts, purpose: str) -> str:
    """The version of a purpose's words as this office says them, at most 20 characters.

    Words of the office's own are told apart by a digest, since a yes holds for its words only.
    """
    own = digest([_worded(texts, sentence) for sentence in WORDS[purpose]])
    shipped = digest([sentence.default for sentence in WORDS[purpose]])
    return TEXT_VERSION if own == shipped else f"{TEXT_VERSION}+{own}"


def _worded(texts: Texts, sentence: Sentence) -> str:
    """The sentence as this office words it, its places left open."""
    return texts.say(sentence, **{name: f"{{{name}}}" for name in sentence.fields})


def digest(words: list[str]) -> str:
    """12 hexadecimal digits that differ when any of the words does."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
