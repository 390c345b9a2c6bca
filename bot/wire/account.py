"""What the wire has to know about one official account."""

import base64
import binascii
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

Mode = Literal["safe", "compatible", "plain"]


@dataclass(frozen=True)
class Account:
    """Settings of an account as its console shows them; secrets stay out of its repr.

    aes_key, aes_key_previous: 43 characters each; empty where there is none (allowed for
    aes_key in plain mode only). ValueError when a value can't be right: an empty token would
    make every signature forgeable.
    """

    appid: str
    token: str = field(repr=False)
    aes_key: str = field(default="", repr=False)
    aes_key_previous: str = field(default="", repr=False)
    mode: Mode = "safe"

    def __post_init__(self) -> None:
        if not self.appid or not self.token:
            raise ValueError("an account needs its appid and a token that is not empty")
        if self.mode not in ("safe", "compatible", "plain"):
            raise ValueError("the mode is safe, compatible or plain")
        if self.mode != "plain" and not self.aes_key:
            raise ValueError("safe and compatible mode need the EncodingAESKey")
        _ = self.ciphers

    @cached_property
    def ciphers(self) -> "tuple[Cipher[modes.CBC], ...]":
        """AES-256-CBC by the current key, then by the previous one, built once."""
        keys = [_key_bytes(text) for text in (self.aes_key, self.aes_key_previous) if text]
        return tuple(Cipher(algorithms.AES(key), modes.CBC(key[:16])) for key in keys)


def _key_bytes(text: str) -> bytes:
    try:
        key = base64.b64decode(text + "=", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(text) != 43 or len(key) != 32:
        raise ValueError("an EncodingAESKey has 43 characters that stand for 32 bytes")
    return key
