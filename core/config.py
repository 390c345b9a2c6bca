"""All settings in one table, read from the environment or a `.env` file."""

import base64
import binascii
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import BadSetting

Ability = Literal["customer_service", "template", "subscribe", "oauth", "qrcode", "menu", "kf"]
ABILITIES: frozenset[str] = frozenset(Ability.__args__)  # type: ignore[attr-defined]


class Settings(BaseSettings):
    """One value a setting; the environment's name is the field's in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

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


def load_settings(**given: object) -> Settings:
    """Settings of this environment, `given` values first; raises `BadSetting`."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValueError as error:
        fields = ", ".join(
            str(part["loc"][0]).upper() for part in getattr(error, "errors", list)() if part["loc"]
        )
        raise BadSetting(f"Setting not understood: {fields or 'see docs/settings.md'}.") from None


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
