"""What of the duty is kept for a time only."""

from sqlalchemy import select

from core.expiry import BEFORE, Expiry
from duty.concerns import WAITING
from duty.models import Concern, ConcernStep

_OVER = Concern.state.not_in(WAITING)

CONCERN_LINK = Expiry(
    Concern,
    (Concern.said_at < BEFORE) & Concern.resident_id.is_not(None) & _OVER,
    {"resident_id": None},
)
"""Whose cry it was; one that nobody has done anything about keeps its resident."""

CONCERN_NOTES = Expiry(
    ConcernStep,
    (ConcernStep.at < BEFORE)
    & ConcernStep.note_sealed.is_not(None)
    & ConcernStep.concern_id.in_(select(Concern.id).where(_OVER)),
    {"note_sealed": None},
)
"""What staff noted; that they did something stays."""
