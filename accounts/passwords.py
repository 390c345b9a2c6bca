"""Passwords: made, checked for strength, hashed with argon2, never kept."""

import os
import secrets
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import BoundedSemaphore, get_native_id
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import Invalid, Unavailable

SHORTEST, LONGEST, FEWEST_KINDS = 12, 128, 5
BUSY = "登录的人太多，请稍等几秒再试。"
WORDS, SYLLABLES = 3, 3
# Letters that are neither confused when read aloud nor when copied by hand.
_CONSONANTS, _VOWELS = "bdfghjkmnprstvwz", "aeiou"

# A hash takes 64 MB and keeps a processor busy for a tenth of a second: one at a time in a process,
# in a thread that gives way to those of residents' messages; few may wait for it.
GIVES_WAY = 10
MOST_WAITING = 4
WAIT_SECONDS = 5.0
# One lane: its threads would else take every processor at once.
_HASHER = PasswordHasher(parallelism=1)
_PLACES = BoundedSemaphore(1 + MOST_WAITING)
Result = TypeVar("Result")


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
    """The argon2id hash, salted; raises `Unavailable` when too many want one."""
    return _in_turn(lambda: _HASHER.hash(password))


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password fits; takes as long when there is nobody (None) to compare with.

    Raises `Unavailable` when too many want to know.
    """
    fits = _in_turn(lambda: _verify(password[:LONGEST], hashed or _nobodys()))
    return fits and hashed is not None


def _verify(password: str, hashed: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _in_turn(work: Callable[[], Result]) -> Result:
    """What the work gives, done when it is its turn; who would wait too long is told so at once."""
    if not _PLACES.acquire(blocking=False):
        raise Unavailable(BUSY)
    try:
        done = _worker().submit(work)
        try:
            return done.result(WAIT_SECONDS)
        except TimeoutError:
            done.cancel()
            raise Unavailable(BUSY) from None
    finally:
        _PLACES.release()


@cache
def _worker() -> ThreadPoolExecutor:
    """The one thread, begun in the process that needs it first: a fork would not have it."""
    return ThreadPoolExecutor(1, "password", initializer=_give_way)


def _give_way() -> None:
    """Let all other threads go first, where threads have a priority of their own (Linux)."""
    if sys.platform == "linux":
        # A process that gives way already may not take that back.
        own = os.getpriority(os.PRIO_PROCESS, get_native_id())
        os.setpriority(os.PRIO_PROCESS, get_native_id(), max(own, GIVES_WAY))


@cache
def _nobodys() -> str:
    """A hash that no password fits, made when it is first needed."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def _word() -> str:
    return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(SYLLABLES))
