"""WeChat's signature and message encryption, written from its description, strict both ways."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

from simulator.errors import BadEnvelope, BadKey

_PAD = 32  # WeChat pads to 32 bytes although the AES block has 16.
_HEAD = 20  # 16 random bytes and the length of the message in 4, big-endian.


def sign(*parts: str) -> str:
    """The hex SHA-1 over the sorted parts: token, timestamp, nonce and, when encrypted, Encrypt."""
    # SHA-1 is what the protocol demands; its weakness is the protocol's.
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Whether the signature is the one over these parts, compared in constant time."""
    return hmac.compare_digest(signature.encode(), sign(*parts).encode())


class Cipher:
    """Encrypts and decrypts messages of one account with one EncodingAESKey."""

    def __init__(self, aes_key: str, appid: str) -> None:
        """Raises BadKey unless `aes_key` is 43 characters of base64."""
        if len(aes_key) != 43:
            raise BadKey("EncodingAESKey has 43 characters")
        try:
            self._key = base64.b64decode(aes_key + "=", validate=True)
        except ValueError as error:
            raise BadKey("EncodingAESKey is base64") from error
        self._appid = appid.encode()

    def encrypt(self, message: bytes, salt: bytes | None = None) -> str:
        """The base64 text of random16, length, message and appid; `salt` fixes the random 16."""
        plain = (salt or os.urandom(16)) + len(message).to_bytes(4, "big") + message + self._appid
        pad = _PAD - len(plain) % _PAD
        encryptor = self._aes().encryptor()
        sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def decrypt(self, text: str) -> bytes:
        """The message inside. Raises BadEnvelope for any other form or another appid."""
        try:
            sealed = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise BadEnvelope("Encrypt is not base64") from error
        if not sealed or len(sealed) % _PAD:
            raise BadEnvelope("Encrypt is not a multiple of 32 bytes")
        decryptor = self._aes().decryptor()
        return self._message(_unpadded(decryptor.update(sealed) + decryptor.finalize()))

    def _message(self, plain: bytes) -> bytes:
        if len(plain) < _HEAD:
            raise BadEnvelope("Encrypt is too short")
        end = _HEAD + int.from_bytes(plain[16:_HEAD], "big")
        if end > len(plain):
            raise BadEnvelope("the length in Encrypt is too large")
        if not hmac.compare_digest(plain[end:], self._appid):
            raise BadEnvelope("Encrypt is for another appid")
        return plain[_HEAD:end]

    def _aes(self) -> BlockCipher[modes.CBC]:
        return BlockCipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def _unpadded(plain: bytes) -> bytes:
    pad = plain[-1]
    if not 1 <= pad <= _PAD or plain[-pad:] != bytes([pad]) * pad:
        raise BadEnvelope("the padding in Encrypt is wrong")
    return plain[:-pad]
