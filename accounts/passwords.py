"""Passwords: made, checked for strength, hashed with argon2, never kept."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import Invalid, Unavailable

SHORTEST, LONGEST, FEWEST_KINDS = 12, 128, 5
BUSY = "登录的人太多，请稍等几秒再试。"
WORDS, SYLLABLES = 3, 3
# Letters that are neither confused when read aloud nor when copied by hand.
_CONSONANTS, _VOWELS = "bdfghjkmnprstvwz", "aeiou"

# A hash takes 64 MB and a core: more than two at once would starve the residents' messages, and
# so would threads that wait for a turn.
_TURN = BoundedSemaphore(2)
_WAITING = BoundedSemaphore(6)
_WAIT_SECONDS = 5.0
_HASHER = PasswordHasher()


def make_password() -> str:
    """Three random words that can be read aloud, 57 bits: 'dokane-mifuza-peroba'."""
    return "-".join(_word() for _ in range(WORDS))


def check_password(password: str, name: str) -> None:
    """Raises `Invalid` for a password that is too easy to guess for the person of that name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid("password", f"密码要 {SHORTEST} 到 {LONGEST} 个字符。")
    if len(set(password)) < FEWEST_KINDS or name.lower() in password.lower():
        raise Invalid("password", "密码太容易猜到，请换一个。")


def hash_password(password: str) -> str:
    """The argon2id hash, salted."""
    with _Turn():
        return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password fits; takes as long when there is nobody (None) to compare with."""
    with _Turn():
        try:
            fits = _HASHER.verify(hashed or _nobodys(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return fits and hashed is not None


class _Turn:
    """One of the two places at which a hash may be worked out; few may wait for one."""

    def __enter__(self) -> None:
        if not _WAITING.acquire(blocking=False):
            raise Unavailable(BUSY)
        try:
            if not _TURN.acquire(timeout=_WAIT_SECONDS):
                raise Unavailable(BUSY)
        finally:
            _WAITING.release()

    def __exit__(self, *_: object) -> None:
        _TURN.release()


@cache
def _nobodys() -> str:
    """A hash that no password fits, made when it is first needed."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def _word() -> str:
    return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(SYLLABLES))
