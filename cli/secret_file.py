"""Secrets made once for a data folder and kept in it, readable by its owner alone."""

import base64
import json
import os
import secrets
import string
from pathlib import Path

from core.errors import BadSetting

NAME = "secrets.json"
# WeChat's own keys are made of these, 43 of them.
_AES_LETTERS = string.ascii_letters + string.digits


def make_secrets() -> dict[str, str]:
    """A new value for each setting that a start without settings lacks."""
    return {
        "secret_key": secrets.token_urlsafe(48),
        "data_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "wechat_appid": f"wx{secrets.token_hex(8)}",
        "wechat_secret": secrets.token_hex(16),
        "wechat_token": secrets.token_hex(12),
        "wechat_aes_key": "".join(secrets.choice(_AES_LETTERS) for _ in range(43)),
    }


def find_secrets(folder: Path) -> dict[str, str] | None:
    """What is kept in the folder, None when nothing is; raises `BadSetting`."""
    file = folder / NAME
    if not file.exists():
        return None
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {str(name): str(value) for name, value in kept.items()}
    except (OSError, ValueError, AttributeError):
        raise BadSetting(f"{file} can't be read: restore it from a backup of {folder}.") from None


def keep_secrets(folder: Path, kept: dict[str, str]) -> None:
    """Write them, whole or not at all, for the owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    file, new = folder / NAME, folder / f"{NAME}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(json.dumps(kept, indent=1))
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def secrets_of(folder: Path) -> dict[str, str]:
    """What is kept in the folder, made now as far as it is missing."""
    kept = find_secrets(folder) or {}
    missing = {name: value for name, value in make_secrets().items() if name not in kept}
    if missing:
        kept |= missing
        keep_secrets(folder, kept)
    return kept
