"""What of the notices is kept for a time only."""

from sqlalchemy import or_

from core.expiry import BEFORE, Expiry
from notices.models import Notice, NoticeState

NOTICE_WORDS = Expiry(
    Notice,
    (Notice.created_at < BEFORE)
    & or_(Notice.text_sealed.is_not(None), Notice.question_sealed.is_not(None))
    # What may still be sent keeps its words.
    & Notice.state.in_((NoticeState.SENT, NoticeState.GIVEN_UP)),
    {"text_sealed": None, "question_sealed": None},
)
"""What a resident was told by itself, sealed; that it was sent, and how, stays."""
