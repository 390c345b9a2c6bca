"""Every column that may hold something personal, and what becomes of it when a resident goes.

The sweep walks all tables: a table, a sealed column, a hash, a free text or a link to a resident
that is not listed here fails it.
"""

from enum import Enum


class Fate(Enum):
    """What erasing a resident does to a column."""

    GONE = "empty at once, or the row is deleted"
    LATER = "stays while his case is open, at most 30 days, then as GONE"
    KEPT = "stays; the reason stands beside it"


GONE, LATER, KEPT = Fate.GONE, Fate.LATER, Fate.KEPT

LINK = "points at a resident's row that tells nothing any more"
PLAIN = "ours: never a resident's words"

# table.column → fate, with the reason where it stays.
COLUMNS: dict[str, tuple[Fate, str]] = {
    "resident.openid_hash": (GONE, ""),
    "resident.openid_sealed": (GONE, ""),
    "home.resident_id": (GONE, ""),
    "home.place_sealed": (GONE, ""),
    "contact.resident_id": (GONE, ""),
    "contact.unreachable": (GONE, ""),
    "contact.burst": (GONE, ""),
    "open_question.resident_id": (GONE, ""),
    "open_question.content_sealed": (GONE, ""),
    "consent.resident_id": (KEPT, LINK),
    "consent.purpose": (KEPT, "proof that there was a consent"),
    "consent.text_version": (KEPT, "proof that there was a consent"),
    "message.key_hash": (KEPT, "keeps a late try of the same push from being handled again"),
    "message.sender_hash": (GONE, ""),
    "message.body_sealed": (GONE, ""),
    "message.reply_sealed": (GONE, ""),
    "message.error": (KEPT, "a class name"),
    "concern.resident_id": (GONE, ""),
    "concern_step.note_sealed": (GONE, ""),
    "notice.resident_id": (KEPT, LINK),
    "notice.cause": (KEPT, "names an event by its number"),
    "notice.text_sealed": (GONE, ""),
    "notice.question_sealed": (GONE, ""),
    "notice.reason": (KEPT, "an error's number or name"),
    "subscription.resident_id": (GONE, ""),
    "subscription.subject": (GONE, ""),
    "subscription.text_version": (GONE, ""),
    "entry_draft.subject": (KEPT, PLAIN),
    "entry_draft.fields": (KEPT, "what an editor writes for everybody"),
    "entry_check.report": (KEPT, "questions as they are kept, masked, without who asked"),
    "entry_sheet.purpose": (KEPT, PLAIN),
    "entry_sheet.name": (KEPT, "what an editor calls a file of entries"),
    "entry_sheet.report": (KEPT, PLAIN),
    "entry_sheet.content": (KEPT, "a file of entries, which are for everybody"),
    "question.resident_id": (GONE, ""),
    "question.text": (GONE, ""),
    "question.outcome": (KEPT, PLAIN),
    "question.suggested": (KEPT, "numbers of entries"),
    "question.settled": (KEPT, PLAIN),
    "question.settled_words": (KEPT, "words of a topic, as an editor wrote them"),
    "case_reporter.resident_id": (KEPT, LINK),
    "case_reporter.name_sealed": (GONE, ""),
    "case_reporter.phone_sealed": (LATER, ""),
    "case_reporter.phone_hash": (LATER, ""),
    "case.place_sealed": (LATER, ""),
    "case.cut_sealed": (LATER, ""),
    "case.description": (KEPT, "the office's work, with numbers of people cut out"),
    "case.note": (KEPT, "the office's last sentence"),
    "case.number": (KEPT, PLAIN),
    "case.area_path": (KEPT, PLAIN),
    "case.urgency": (KEPT, PLAIN),
    "case.outcome_code": (KEPT, PLAIN),
    "case.verdict": (KEPT, PLAIN),
    "case.last_hash": (KEPT, "the chain of the timeline"),
    "case_event.words_sealed": (GONE, ""),  # his own; what staff wrote is the office's work
    "case_event.words_mac": (KEPT, "tells nothing once its salt is overwritten"),
    "case_event.salt": (KEPT, "is overwritten"),
    "case_event.facts": (KEPT, "never personal: states, kinds, numbers of rows"),
    "case_event.hash": (KEPT, "the chain of the timeline"),
    "attachment.resident_id": (KEPT, LINK),
    "attachment.media_id_sealed": (GONE, ""),
    "attachment.content_type": (KEPT, "what the bytes were; they are deleted"),
    "attachment.reason": (KEPT, "an error's number or name"),
    "access_row.resident_id": (KEPT, LINK),
    "access_row.role": (KEPT, PLAIN),
    "access_row.area_path": (KEPT, PLAIN),
    "access_row.subject": (KEPT, "names a row by its number"),
    "access_row.shown": (KEPT, PLAIN),
    "access_row.purpose": (KEPT, PLAIN),
    "staff.totp_sealed": (KEPT, "of staff, no resident's"),
    "staff.totp_next_sealed": (KEPT, "of staff, no resident's"),
    "audit_row.action": (KEPT, PLAIN),
    "audit_row.subject": (KEPT, "names a row by its number"),
    "audit_row.facts": (KEPT, "never personal: states, kinds, numbers of rows"),
    "audit_row.hash": (KEPT, "the chain of the log"),
    "task.arguments": (KEPT, "never personal: numbers of rows"),
    "task.outcome": (KEPT, PLAIN),
}
