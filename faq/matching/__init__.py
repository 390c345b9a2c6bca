"""Matching residents' questions to entries, as a library."""

from faq.matching.index import Index, Match

__all__ = ["Index", "Match"]
