"""What several writings of one matter have in common: pure."""

from collections.abc import Iterator, Sequence

from core.language import cut, normalise
from faq.matching.words import IDLE

SHORTEST = 2


def common_piece(texts: Sequence[str]) -> str:
    """The longest run of whole words that stands in every text, without words at its ends that
    name no subject; '' when there is none."""
    plain = [normalise(text) for text in texts]
    if not plain:
        return ""
    shared = (one for one in _runs(cut(plain[0])) if all(one in text for text in plain))
    return max(shared, key=len, default="")


def _runs(words: Sequence[str]) -> Iterator[str]:
    telling = [place for place, word in enumerate(words) if not IDLE.issuperset(word)]
    for start in telling:
        for end in telling:
            run = "".join(words[start : end + 1])
            if len(run) >= SHORTEST:
                yield run
