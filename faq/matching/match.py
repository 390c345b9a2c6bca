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
