"""Matching residents' questions to entries, as a library."""

from faq.matching.explain import Common, Explanation
from faq.matching.index import Index
from faq.matching.match import Match
from faq.matching.saved import Stale

__all__ = ["Common", "Explanation", "Index", "Match", "Stale"]
