"""All settings in one table, read from the environment or a `.env` file."""

import base64
import binascii
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args

from core.errors import BadSetting

Ability = Literal["customer_service", "template", "subscribe", "oauth", "qrcode", "menu", "kf"]
ABILITIES: frozenset[str] = frozenset(Ability.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class SecretStr:
    """A text that does not show when it is printed."""

    _text: str = field(repr=False)

    def get_secret_value(self) -> str:
        """The text."""
        return self._text


@dataclass(frozen=True)
class Settings:
    """One value a setting; the environment's name is the field's in capitals. `named`: the fields
    that were given or found, the others have their defaults."""

    host: str = "127.0.0.1"
    port: int = 8000
    simulator_port: int = 8001
    workers: int = 1
    data_dir: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    secret_key: SecretStr = SecretStr("")
    data_key: SecretStr = SecretStr("")
    data_key_previous: SecretStr = SecretStr("")
    public_url: str = ""
    trusted_proxies: int = 0
    metrics_token: SecretStr = SecretStr("")
    log_level: str = "INFO"
    wechat_appid: str = ""
    wechat_secret: SecretStr = SecretStr("")
    wechat_token: SecretStr = SecretStr("")
    wechat_aes_key: SecretStr = SecretStr("")
    wechat_aes_key_previous: SecretStr = SecretStr("")
    wechat_mode: Literal["safe", "compatible", "plain"] = "safe"
    wechat_can: str = ""
    wechat_subscribe_template_id: str = ""
    wechat_api_url: str = "https://api.weixin.qq.com"
    wechat_open_url: str = "https://open.weixin.qq.com"
    wechat_mp_url: str = "https://mp.weixin.qq.com"
    answer_error_target: float = 0.05
    embedding_model_dir: str = ""
    starter: Literal["community", "village"] = "community"
    test_database_url: str = ""
    test_redis_url: str = ""
    named: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @property
    def database(self) -> str:
        """The database's URL, SQLite in the data folder when none is set."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'linli.db'}"

    @property
    def effective_abilities(self) -> frozenset[str]:
        """`abilities` less those for which this installation lacks something."""
        can_ask = self.wechat_subscribe_template_id and self.public_url
        return self.abilities if can_ask else self.abilities - {"subscribe"}

    @property
    def abilities(self) -> frozenset[str]:
        """What the account may do; unknown words are refused by `problems`."""
        return frozenset(self.wechat_can.split())


DEFAULTS: Mapping[str, Any] = {
    one.name: one.default for one in fields(Settings) if one.name != "named"
}
"""Every setting with the value it has when none is given."""


def load_settings(*, file: str | None = ".env", **given: object) -> Settings:
    """Settings of this environment, `given` values first; raises `BadSetting`."""
    said = {**in_file(file), **{name: value for name, value in os.environ.items() if value}}
    found = {name: said[name.upper()] for name in DEFAULTS if said.get(name.upper())}
    values, wrong = {}, []
    for name, value in {**found, **given}.items():
        try:
            values[name] = _READERS[name](value)
        except (ValueError, TypeError):
            wrong.append(name.upper())
    if wrong:
        raise BadSetting(f"Setting not understood: {', '.join(wrong)}.")
    return Settings(**values, named=frozenset(values))


def in_file(file: str | None = ".env") -> Mapping[str, str | None]:
    """What the file says, which holds where the environment says nothing."""
    if file is None or not Path(file).is_file():
        return {}
    # Only where there is a file: it takes a while to load.
    from dotenv import dotenv_values

    return dotenv_values(file)


def _one_of(words: tuple[str, ...], value: object) -> str:
    if value not in words:
        raise ValueError
    return str(value)


def _secret(value: object) -> SecretStr:
    return value if isinstance(value, SecretStr) else SecretStr(str(value))


def _reader(kind: Any) -> Callable[[Any], Any]:
    if words := get_args(kind):
        return partial(_one_of, words)
    return _secret if kind is SecretStr else kind


_READERS = {one.name: _reader(one.type) for one in fields(Settings) if one.name in DEFAULTS}


def is_data_key(text: str) -> bool:
    """Whether the text is 32 bytes in base64, as DATA_KEY must be."""
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def _holds_encoder(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("model.onnx", "tokenizer.json"))


def problems(settings: Settings) -> list[str]:
    """What makes these settings unfit for production: one English sentence each."""
    found = []
    secret = settings.secret_key.get_secret_value()
    aes_keys = (settings.wechat_aes_key, settings.wechat_aes_key_previous)
    checks = [
        (len(secret) < 32, "SECRET_KEY is missing or shorter than 32 characters."),
        (
            not is_data_key(settings.data_key.get_secret_value()),
            "DATA_KEY must be 32 random bytes in base64 (openssl rand -base64 32).",
        ),
        (settings.trusted_proxies < 0, "TRUSTED_PROXIES counts proxies: 0 or more."),
        (not settings.wechat_appid, "WECHAT_APPID is missing."),
        (
            len(settings.wechat_token.get_secret_value()) < 3,
            "WECHAT_TOKEN is empty or shorter than 3 characters: anyone could forge messages.",
        ),
        (
            settings.wechat_mode != "plain" and not settings.wechat_aes_key.get_secret_value(),
            "WECHAT_AES_KEY is missing (needed unless WECHAT_MODE is plain).",
        ),
        (
            any(key.get_secret_value() and len(key.get_secret_value()) != 43 for key in aes_keys),
            "WECHAT_AES_KEY and WECHAT_AES_KEY_PREVIOUS have 43 characters each.",
        ),
        (
            settings.workers > 1 and not settings.redis_url,
            "WORKERS above 1 needs REDIS_URL: several web processes must share their keys.",
        ),
        (
            settings.workers > 1 and settings.database.startswith("sqlite"),
            "WORKERS above 1 needs a PostgreSQL DATABASE_URL.",
        ),
        (
            bool(settings.abilities) and not settings.wechat_secret.get_secret_value(),
            "WECHAT_CAN names abilities but WECHAT_SECRET is missing.",
        ),
        (
            not 0 < settings.answer_error_target < 0.5,
            "ANSWER_ERROR_TARGET must lie between 0 and 0.5.",
        ),
    ]
    found += [sentence for wrong, sentence in checks if wrong]
    if settings.embedding_model_dir and not _holds_encoder(Path(settings.embedding_model_dir)):
        found.append("EMBEDDING_MODEL_DIR must hold model.onnx and tokenizer.json.")
    unknown = sorted(settings.abilities - ABILITIES)
    if unknown:
        found.append(f"WECHAT_CAN has unknown words: {' '.join(unknown)}.")
    previous = settings.data_key_previous.get_secret_value()
    if previous and not is_data_key(previous):
        found.append("DATA_KEY_PREVIOUS must be 32 random bytes in base64.")
    return found
