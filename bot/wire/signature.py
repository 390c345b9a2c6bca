"""WeChat's signatures: SHA-1 over sorted parts, compared in constant time."""

import hashlib
import hmac
from collections.abc import Mapping

from bot.wire.errors import BadSignature


def signature_of(*parts: str) -> str:
    """The lower-case hex signature of the parts in any order."""
    joined = b"".join(sorted(part.encode("utf-8", "replace") for part in parts))
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def is_signed(given: str, *parts: str) -> bool:
    """Whether `given` is the signature of the parts; takes the same time for every `given`."""
    expected = signature_of(*parts).encode()
    return hmac.compare_digest(expected, given.encode("utf-8", "replace"))


def required(query: Mapping[str, str], *names: str) -> list[str]:
    """The named query parameters; BadSignature when one is missing or empty."""
    values = [query.get(name, "") for name in names]
    if not all(values):
        raise BadSignature
    return values


def verify_url(query: Mapping[str, str], token: str) -> str:
    """The echostr to answer WeChat's check of our address with; BadSignature for anybody else.

    token must not be empty: then nobody is let in.
    """
    signature, timestamp, nonce, echo = required(
        query, "signature", "timestamp", "nonce", "echostr"
    )
    if not token or not is_signed(signature, token, timestamp, nonce):
        raise BadSignature
    return echo
