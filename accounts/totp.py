"""The second factor: six digits that change every half minute, and codes for when it is lost."""

import hmac
import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from accounts.models import RecoveryCode, Staff
from accounts.roles import require_over
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid, Refused
from core.sealing import keyring

ISSUER = "邻里"
# RFC 6238, the values that every authenticator app understands.
SECONDS, DIGITS = 30, 6
# A clock may be half a minute off.
STEPS_OFF = 1
CODES = 10
# Neither 0 nor O, neither 1 nor l: they are copied from paper.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
WRONG = "验证码不对，请看手机上最新的 6 位数字。"


def begin(db: Session, staff: Staff, *, actor: Actor, now: datetime) -> str:
    """A new secret for one's own app; it counts once a code of it has been typed."""
    _require_self(actor, staff)
    staff.totp_next = pyotp.random_base32()
    db.flush()
    record(db, actor, "totp.begin", f"staff:{staff.id}", now=now)
    return staff.totp_next or ""


def confirm(db: Session, staff: Staff, code: str, *, actor: Actor, now: datetime) -> list[str]:
    """The first code of the new secret is right: ten recovery codes, shown once."""
    _require_self(actor, staff)
    if staff.totp_next is None:
        raise Conflict("请先点“开始设置”。")
    step = matching_step(staff.totp_next, code, now)
    if step is None:
        raise Invalid("code", WRONG)
    staff.totp, staff.totp_next, staff.totp_step = staff.totp_next, None, step
    codes = _new_codes(db, staff)
    record(db, actor, "totp.confirm", f"staff:{staff.id}", now=now)
    return codes


def renew_codes(db: Session, staff: Staff, *, actor: Actor, now: datetime) -> list[str]:
    """Ten new recovery codes; the old ones count no more."""
    _require_self(actor, staff)
    if staff.totp_sealed is None:
        raise Conflict("还没有设置动态验证码。")
    codes = _new_codes(db, staff)
    record(db, actor, "totp.renew_codes", f"staff:{staff.id}", now=now)
    return codes


def reset(db: Session, staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Take the second factor from somebody who has lost it."""
    require_over(db, staff, actor=actor)
    staff.totp = staff.totp_next = None
    staff.totp_step = 0
    db.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    db.flush()
    record(db, actor, "totp.reset", f"staff:{staff.id}", now=now)


def take_code(db: Session, staff: Staff, code: str, *, now: datetime) -> bool:
    """Whether the code is right, which none is a second time: of the app, or one for recovery."""
    return _take_digits(db, staff, code, now) or _take_recovery(db, staff, code, now)


def codes_left(db: Session, staff: Staff) -> int:
    """How many recovery codes are unused."""
    own = select(func.count()).where(
        RecoveryCode.staff_id == staff.id, RecoveryCode.used_at.is_(None)
    )
    return db.scalar(own) or 0


def address_of(staff: Staff, secret: str) -> str:
    """The otpauth:// address that the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=staff.name, issuer_name=ISSUER)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute (since 1970) whose code this is, None for a wrong one."""
    digits = code.strip().replace(" ", "")
    if len(digits) != DIGITS or not digits.isascii() or not digits.isdecimal():
        return None
    app, present = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    steps = range(present - STEPS_OFF, present + STEPS_OFF + 1)
    fits = [step for step in steps if hmac.compare_digest(app.generate_otp(step), digits)]
    return fits[-1] if fits else None


def _take_digits(db: Session, staff: Staff, code: str, now: datetime) -> bool:
    secret = staff.totp
    step = matching_step(secret, code, now) if secret else None
    if step is None:
        return False
    newer = update(Staff).where(Staff.id == staff.id, Staff.totp_step < step)
    taken = db.scalar(newer.values(totp_step=step).returning(Staff.id))
    return taken is not None


def _take_recovery(db: Session, staff: Staff, code: str, now: datetime) -> bool:
    unused = update(RecoveryCode).where(
        RecoveryCode.staff_id == staff.id,
        RecoveryCode.code_hash == _code_hash(staff, code),
        RecoveryCode.used_at.is_(None),
    )
    return db.scalar(unused.values(used_at=now).returning(RecoveryCode.id)) is not None


def _new_codes(db: Session, staff: Staff) -> list[str]:
    db.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    codes = [f"{_letters()}-{_letters()}" for _ in range(CODES)]
    db.add_all(RecoveryCode(staff_id=staff.id, code_hash=_code_hash(staff, code)) for code in codes)
    db.flush()
    return codes


def _letters() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def _code_hash(staff: Staff, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return keyring().keyed_hash(f"recovery {staff.public_id} {plain}")


def _require_self(actor: Actor, staff: Staff) -> None:
    if (actor.kind, actor.id) != ("staff", staff.id):
        raise Refused()
