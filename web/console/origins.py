"""Where a sign-in comes from, and how many are taken from there."""

from flask import request

from accounts import attempts
from core.errors import Unavailable
from web.console import cookies
from web.console.visit import Visit

# An office of fifty behind one address signs in at half past eight.
MOST_FROM_ADDRESS, ADDRESS_SECONDS = 60, 300.0
# From browsers that never signed in as that person, wherever they are.
MOST_FOR_NAME, NAME_SECONDS = 30, 900.0
DEVICE = "device"


def origin_of(visit: Visit, name: str) -> str:
    """The browser if it has signed in as this person before, else its address."""
    value = cookies.read(request, cookies.DEVICE, secure=visit.tools.secure)
    device = cookies.unsigned(visit.tools.secret, cookies.DEVICE, value) or ""
    nonce, _, owner = device.partition(" ")
    if nonce and owner == attempts.name_hash(name):
        return f"{DEVICE} {nonce}"
    return attempts.origin_of(request.remote_addr or "")


def remember(visit: Visit, name: str) -> None:
    """This browser has signed in as that person."""
    device = f"{cookies.new_binding()} {attempts.name_hash(name)}"
    value = cookies.signed(visit.tools.secret, cookies.DEVICE, device)
    visit.keep(cookies.DEVICE, value, cookies.DEVICE_SECONDS)


def take(visit: Visit, name: str, origin: str) -> None:
    """Count an attempt, first where that costs least; raises `attempts.LockedOut`."""
    if not origin.startswith(DEVICE):
        _take_share(visit, f"sign-in from {origin}", MOST_FROM_ADDRESS, ADDRESS_SECONDS)
    with visit.tools.sessions() as db:
        try:
            attempts.take_attempt(db, name, origin, now=visit.now)
        finally:
            db.commit()
    if not origin.startswith(DEVICE):
        of_name = f"sign-in as {attempts.name_hash(name)}"
        _take_share(visit, of_name, MOST_FOR_NAME, NAME_SECONDS)


def forgive(visit: Visit, name: str, origin: str) -> None:
    """The attempt was right."""
    attempts.forgive(visit.db, name, origin)


def _take_share(visit: Visit, key: str, most: int, seconds: float) -> None:
    try:
        count = visit.tools.store.increment(key, seconds)
    except Unavailable:
        # The rows still lock out who guesses one name; only these wider counts are away.
        return
    if count > most:
        raise attempts.LockedOut()
