"""What the matcher answers with."""

from dataclasses import dataclass

SURE = 1.0
"""The confidence of an exact phrasing; all others stay below."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer, the phrasing that speaks for it, and how likely it is (0 to 1)."""

    entry_id: str
    phrasing: str
    confidence: float


@dataclass(slots=True)
class Work:
    """What matching has looked at, counted up: nothing a resident types makes it grow further.

    `characters` were read of the text, at most 500; `tokens` were looked up; `ranked` phrasings
    were compared one by one, at most 24.
    """

    characters: int = 0
    tokens: int = 0
    ranked: int = 0
