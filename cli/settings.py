"""Settings as commands take them: for production, for a demonstration, for what is here."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import SecretStr

from cli.secret_file import find_secrets
from core.config import ABILITIES, Settings, load_settings, problems
from core.errors import BadSetting

ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (looked up, not bound)
DEMO_TEMPLATE = "linli-demonstration-of-a-one-time-notice-01"
"""Of the form of WeChat's ids; our simulator knows no other."""
NO_ABILITIES = " "
"""No word at all, but not empty: an empty variable would fall back to `.env` in a child."""


def production_settings() -> Settings:
    """The settings, if they are fit for production; raises `BadSetting` with every problem."""
    settings = fit(load_settings())
    if settings.embedding_model_dir:
        from faq.matching.encoder import open_encoder

        # Tried here, so that a broken model is a sentence and no process that dies again and again.
        open_encoder(Path(settings.embedding_model_dir))
    return settings


def fit(settings: Settings) -> Settings:
    """The same settings; raises `BadSetting` with every problem, a line each."""
    if found := problems(settings):
        raise BadSetting("\n".join([*found, "See docs/settings.md."]))
    return settings


def own_settings() -> Settings:
    """The settings of the installation here, those kept by a demonstration included."""
    settings = load_settings()
    kept = find_secrets(settings.data_dir)
    return demo_settings(settings, kept) if kept else settings


def demo_settings(settings: Settings, kept: Mapping[str, str]) -> Settings:
    """The settings given, completed by kept secrets and the addresses of our own simulator."""
    simulator = address(settings.host, settings.simulator_port)
    can = os.environ.get("WECHAT_CAN", dotenv_values(".env").get("WECHAT_CAN"))
    defaults = {
        **{name: value for name, value in kept.items() if name in Settings.model_fields},
        "wechat_api_url": simulator,
        "wechat_open_url": simulator,
        "wechat_mp_url": simulator,
        "wechat_subscribe_template_id": DEMO_TEMPLATE,
        "public_url": address(settings.host, settings.port),
        # A visitor looks at the terminal, too: only what is wrong belongs there.
        "log_level": "WARNING",
    }
    given = {name: getattr(settings, name) for name in settings.model_fields_set}
    # Set and empty is an answer too: this account can do nothing but reply.
    can = " ".join(sorted(ABILITIES)) if can is None else can
    return load_settings(**{**defaults, **given, "wechat_can": can})


def address(host: str, port: int) -> str:
    """The address at which this machine reaches a server bound to that host and port."""
    name = ANY_ADDRESS.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with every setting spelled out, for its children."""
    spelled = {name.upper(): _spell(getattr(settings, name)) for name in Settings.model_fields}
    spelled["WECHAT_CAN"] = spelled["WECHAT_CAN"] or NO_ABILITIES
    return {**os.environ, **spelled}


def _spell(value: object) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Path):
        value = value.resolve()
    return str(value)
