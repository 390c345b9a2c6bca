"""Opening a push: who sent it, what is inside; two errors come out and no others."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages import Incoming
from bot.wire.account import Account
from bot.wire.cipher import decrypt
from bot.wire.errors import BadSignature, Unreadable
from bot.wire.parse import read_message
from bot.wire.signature import is_signed, required
from bot.wire.values import text
from bot.wire.xml import flat, guarded

MAX_BODY = 64 * 1024
WINDOW_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Push:
    """An opened push and what its reply needs.

    key_index: the AES key that opened it, None for a plain one; nonce: goes back in the reply;
    timestamp: as in the query; stale: signed more than five minutes away from our clock.
    """

    message: Incoming
    key_index: int | None
    nonce: str
    timestamp: str
    stale: bool


def open_push(query: Mapping[str, str], body: bytes, account: Account, now: float) -> Push:
    """What WeChat pushed with this query and body; now: unix seconds.

    BadSignature (answer 403): not signed, encryption missing where the mode wants it, or a
    plain push that is stale. Unreadable (answer `success`): signed, but ill-formed.
    """
    timestamp, nonce = required(query, "timestamp", "nonce")
    stale = _is_stale(timestamp, now)
    if account.mode == "plain":
        message, key_index = _plain(query, body, account, stale), None
    else:
        message, key_index = _encrypted(query, body, account)
    return Push(message, key_index, nonce, timestamp, stale)


def _plain(query: Mapping[str, str], body: bytes, account: Account, stale: bool) -> Incoming:
    # The signature does not cover a plain body: a captured query would let anybody forge one,
    # so it must not live longer than the window.
    if stale or not _query_is_signed(query, account):
        raise BadSignature
    if len(body) > MAX_BODY:
        raise Unreadable("size")
    if query.get("encrypt_type", "raw") == "aes" and "MsgType" not in flat(guarded(body)):
        raise Unreadable("mode")
    return read_message(body)


def _encrypted(query: Mapping[str, str], body: bytes, account: Account) -> tuple[Incoming, int]:
    if query.get("encrypt_type") != "aes":
        raise BadSignature
    msg_signature, timestamp, nonce = required(query, "msg_signature", "timestamp", "nonce")
    try:
        encrypted = _encrypt_field(body)
    except Unreadable:
        # Too broken to find what msg_signature covers: the query's own signature has to speak.
        if _query_is_signed(query, account):
            raise
        raise BadSignature from None
    if not is_signed(msg_signature, account.token, timestamp, nonce, encrypted):
        raise BadSignature
    plain, key_index = decrypt(encrypted, account)
    return read_message(plain), key_index


def _encrypt_field(body: bytes) -> str:
    if len(body) > MAX_BODY:
        raise Unreadable("size")
    # A parser and no search for "<Encrypt>": in compatible mode residents' words stand beside it.
    encrypted = text(flat(guarded(body)), "Encrypt")
    if not encrypted:
        # Well-formed, but nothing that msg_signature covers: somebody asks for a weaker mode.
        raise BadSignature
    return encrypted


def _query_is_signed(query: Mapping[str, str], account: Account) -> bool:
    signature, timestamp, nonce = required(query, "signature", "timestamp", "nonce")
    return is_signed(signature, account.token, timestamp, nonce)


def _is_stale(timestamp: str, now: float) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16):
        return True
    return abs(int(timestamp) - now) > WINDOW_SECONDS
