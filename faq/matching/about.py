"""What phrasings and questions are about, by what `community.subjects` makes of their words.

It joins what words have in common: a story that never names its subject is still about it. Of each
phrasing the likeliest subjects are kept; how likely an entry and a question are about the same is
the mean over its phrasings. Only within the lexicon's own field are there subjects to tell.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from community.subjects import matter_shares, shares_of
from faq.matching.tokens import Floats, as_grains

KEPT_SUBJECTS, PARTS = 6, 256
"""So many subjects of a phrasing are kept, their shares in so many parts of one."""

LEAST_KNOWN = 0.25
"""A phrasing of which the lexicon knows less of the characters is of another field."""

UNLIKELY = 0.002
"""Below this it does not matter how unlikely it is that two texts are about the same."""

FEWEST, _CHINESE = 2, re.compile("[\u4e00-\u9fff]")

Subjects = NDArray[np.uint16]
Parts = NDArray[np.uint8]


class About(NamedTuple):
    """For each row of a block its likeliest subjects and their shares."""

    subjects: Subjects
    parts: Parts

    def alike(self, shares: Floats) -> Floats:
        """For each row how likely it is about the same as words with these shares. Exact in any
        order of summing: both are multiples of powers of two."""
        return np.asarray((shares[self.subjects] * self.parts).sum(axis=1) / PARTS)


def about(texts: Sequence[str], known: Sequence[float]) -> About:
    """What each of the texts is about, of which the lexicon knows so much."""
    subjects = np.zeros((len(texts), KEPT_SUBJECTS), dtype=np.uint16)
    parts = np.zeros((len(texts), KEPT_SUBJECTS), dtype=np.uint8)
    for row, text in enumerate(texts):
        if known[row] < LEAST_KNOWN:
            continue
        shares = shares_of(text)
        likeliest = np.argsort(-shares, kind="stable")[:KEPT_SUBJECTS]
        subjects[row] = likeliest
        parts[row] = np.minimum(np.rint(shares[likeliest] * PARTS), PARTS - 1)
    return About(subjects, parts)


def asked_about(text: str) -> Floats | None:
    """The shares of what a question is about, so that sums of them are exact; None where hardly a
    character of it is one that anybody could be speaking of."""
    return as_grains(matter_shares(text)) if len(_CHINESE.findall(text)) >= FEWEST else None


def scaled(likely: Floats) -> Floats:
    """How likely, on a scale from 0 to 1 on which ten times as likely is always as much more."""
    return np.asarray(np.log1p(likely / UNLIKELY) / np.log1p(1 / UNLIKELY))
