"""What of the knowledge is kept for a time only."""

from core.expiry import BEFORE, Expiry
from faq.models import EntryCheck, EntryDraft, EntrySheet, Question

QUESTION_LINK = Expiry(
    Question,
    (Question.asked_at < BEFORE) & Question.resident_id.is_not(None),
    {"resident_id": None},
)
"""Who asked."""

QUESTION_TEXT = Expiry(
    Question,
    (Question.asked_at < BEFORE) & Question.text.is_not(None),
    {"text": None},
)
"""What was asked; that it was, and how it ended, stays to be counted."""

CHECKS = Expiry(EntryCheck, EntryCheck.created_at < BEFORE)
DRAFTS = Expiry(EntryDraft, EntryDraft.seen_at < BEFORE)
SHEETS = Expiry(EntrySheet, EntrySheet.created_at < BEFORE)
