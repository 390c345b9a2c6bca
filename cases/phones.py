"""A reporter's telephone number: kept with his yes, found by a hash, forgotten on demand."""

import re
import unicodedata
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.consents import has_consent
from cases.models import Case, CaseReporter
from core.actor import Actor
from core.audit import record
from core.errors import Invalid, Refused
from core.masking import mask_personal
from core.sealing import keyring

PURPOSE = "phone"
_PHONE_MARK = mask_personal("13800000000")


def keep_phone(db: Session, reporter: CaseReporter, phone: str, *, actor: Actor) -> None:
    """Keep the number with its hash; raises `Refused` where a resident has not agreed to it."""
    digits = phone_digits(phone)
    resident_id = reporter.resident_id
    if resident_id is not None and not has_consent(db, resident_id, PURPOSE):
        raise Refused("要您同意了，才能记下电话。")
    if actor.kind == "resident" and resident_id != actor.id:
        raise Refused()
    reporter.phone, reporter.phone_hash = digits, keyring().keyed_hash(digits)


def phone_digits(phone: str) -> str:
    """The number as 5 to 13 digits, without the country's; raises `Invalid` for anything else."""
    plain = unicodedata.normalize("NFKC", phone)
    digits = re.sub(r"[\s\-()—+.]", "", plain)
    if not re.fullmatch(r"[0-9]{5,13}", digits):
        raise Invalid("phone", "请填写电话号码，只用数字。")
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def phones_of(db: Session, resident_id: int) -> dict[int, str]:
    """The numbers that he has given, by the ids of their cases, the newest case first."""
    own = select(CaseReporter).where(
        CaseReporter.resident_id == resident_id, CaseReporter.phone_sealed.is_not(None)
    )
    found = db.scalars(own.order_by(CaseReporter.case_id.desc()))
    return {reporter.case_id: str(reporter.phone) for reporter in found}


def drop_phone(db: Session, case: Case, *, actor: Actor, now: datetime) -> None:
    """Take the acting resident's number out of that case: it is not his."""
    actor.require("case.own")
    db.get_one(Case, case.id, with_for_update=True)
    own = select(CaseReporter).where(
        CaseReporter.resident_id == actor.id, CaseReporter.case_id == case.id
    )
    for reporter in db.scalars(own):
        reporter.phone, reporter.phone_hash = None, None
    db.flush()
    record(db, actor, "case.forget_phone", facts={"cases": 1}, now=now)


def forget_phone(db: Session, *, actor: Actor, now: datetime) -> int:
    """Take the acting resident's number out of all his cases; returns out of how many."""
    actor.require("case.own")
    if actor.kind != "resident" or actor.id is None:
        raise Refused()
    own = select(CaseReporter).where(CaseReporter.resident_id == actor.id)
    forgotten = 0
    for reporter in db.scalars(own):
        case = db.get_one(Case, reporter.case_id, with_for_update=True)
        kept = reporter.phone_sealed is not None
        reporter.phone, reporter.phone_hash = None, None
        forgotten += _cut_phones(db, case) or kept
    db.flush()
    record(db, actor, "case.forget_phone", facts={"cases": forgotten}, now=now)
    return forgotten


def _cut_phones(db: Session, case: Case) -> bool:
    """Drop the numbers that stood in a description only this resident wrote."""
    cut = case.cut or []
    # The places stay, so that what else was cut finds its mark in the description again.
    left = ["" if mask_personal(piece) == _PHONE_MARK else piece for piece in cut]
    if left == cut:
        return False
    case.cut = left if any(left) else None
    db.flush()
    return True
