"""What of the knowledge is kept for a time only."""

from core.expiry import Expiry
from faq.models import EntryCheck, EntryDraft, EntrySheet, Question

QUESTION_LINK = Expiry(
    Question,
    lambda before: (Question.asked_at < before) & Question.resident_id.is_not(None),
    {"resident_id": None},
)
"""Who asked."""

QUESTION_TEXT = Expiry(
    Question,
    lambda before: (Question.asked_at < before) & Question.text.is_not(None),
    {"text": None},
)
"""What was asked; that it was, and how it ended, stays to be counted."""

CHECKS = Expiry(EntryCheck, lambda before: EntryCheck.created_at < before)
DRAFTS = Expiry(EntryDraft, lambda before: EntryDraft.seen_at < before)
SHEETS = Expiry(EntrySheet, lambda before: EntrySheet.created_at < before)
