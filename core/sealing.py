"""Sealing of personal values: AES-256-GCM with a key id, bound to what the value is about."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import LinliError

KEY_ID_BYTES = 4
NONCE_BYTES = 12


class Unsealable(LinliError):
    """The value was sealed with a key that isn't here, or was tampered with or moved."""

    code = "unsealable"
    default_sentence = "这条内容暂时打不开，请联系管理员。"


class Keyring:
    """Seals with the first key and opens with any; keys are 32 bytes in base64."""

    def __init__(self, current: str, *previous: str) -> None:
        keys = [base64.b64decode(text, validate=True) for text in (current, *previous) if text]
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._current = _key_id(keys[0])
        # A digest key derived from the *oldest* key, so that rotation keeps hashes findable.
        self._hash_key = hashlib.sha256(b"linli keyed hash" + keys[-1]).digest()

    def seal(self, plain: bytes, about: str) -> bytes:
        """The value sealed; `about` (table.column.public_id) must be given again to open it."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, plain, about.encode())
        return self._current + nonce + sealed

    def open(self, sealed: bytes, about: str) -> bytes:
        """The plain value; raises `Unsealable`."""
        cipher = self._ciphers.get(sealed[:KEY_ID_BYTES])
        nonce = sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES]
        if cipher is None or len(nonce) != NONCE_BYTES:
            raise Unsealable()
        try:
            return cipher.decrypt(nonce, sealed[KEY_ID_BYTES + NONCE_BYTES :], about.encode())
        except InvalidTag:
            raise Unsealable() from None

    def keyed_hash(self, text: str) -> str:
        """64 hexadecimal digits that find a value again but don't tell it."""
        return hmac.new(self._hash_key, text.encode(), hashlib.sha256).hexdigest()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"linli key id" + key).digest()[:KEY_ID_BYTES]


_installed: list[Keyring] = []


def install(keyring: Keyring) -> None:
    """Make this the process's keyring. Columns can't be handed arguments, so it is a
    piece of state a process sets once, in its composition."""
    _installed[:] = [keyring]


def keyring() -> Keyring:
    """The process's keyring; raises `Unsealable` before `install`."""
    if not _installed:
        raise Unsealable("没有安装数据密钥。")
    return _installed[0]
