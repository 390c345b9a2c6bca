"""WeChat's envelope: AES-256-CBC over random16, length, message and appid, padded to 32."""

import base64
import binascii
import hmac
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher, modes

from bot.wire.account import Account
from bot.wire.errors import Unreadable

BLOCK = 32
_HEAD = 20


def decrypt(encrypted: str, account: Account) -> tuple[bytes, int]:
    """The message inside `encrypted` and which key opened it (0 current, 1 previous).

    Unreadable (encrypt, padding, length, appid: as the current key sees it) when none does.
    """
    try:
        sealed = base64.b64decode(encrypted, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("encrypt") from None
    if not sealed or len(sealed) % 16:
        raise Unreadable("encrypt")
    appid = account.appid.encode()
    reasons = []
    for index, cipher in enumerate(account.ciphers):
        try:
            return _open(sealed, cipher, appid), index
        except Unreadable as error:
            reasons.append(error.reason)
    raise Unreadable(reasons[0] if reasons else "mode")


def _open(sealed: bytes, cipher: "Cipher[modes.CBC]", appid: bytes) -> bytes:
    decryptor = cipher.decryptor()
    padded = decryptor.update(sealed) + decryptor.finalize()
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or not padded.endswith(bytes([pad]) * pad):
        raise Unreadable("padding")
    plain = padded[:-pad]
    end = _HEAD + int.from_bytes(plain[16:_HEAD], "big")
    if end > len(plain):  # also where there is not even room for a length
        raise Unreadable("length")
    if not hmac.compare_digest(plain[end:], appid):
        raise Unreadable("appid")
    return plain[_HEAD:end]


def encrypt(
    message: bytes, account: Account, key_index: int, random: Callable[[int], bytes]
) -> str:
    """The message sealed with the key of that index, as base64; `random(16)` gives its start."""
    plain = random(16) + len(message).to_bytes(4, "big") + message + account.appid.encode()
    pad = BLOCK - len(plain) % BLOCK
    encryptor = account.ciphers[key_index].encryptor()
    sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
    return base64.b64encode(sealed).decode("ascii")
