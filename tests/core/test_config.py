"""Unsafe settings are named one by one, in words an operator can act on."""

import pytest

from core.config import Settings, load_settings, problems
from core.errors import BadSetting
from tests.backends import DATA_KEY

GOOD: dict[str, object] = {
    "secret_key": "s" * 32,
    "data_key": DATA_KEY,
    "wechat_appid": "wx0000000000000000",
    "wechat_token": "token",
    "wechat_aes_key": "a" * 43,
}


def settings(**changes: object) -> Settings:
    return load_settings(_env_file=None, **{**GOOD, **changes})


def test_good_settings_have_no_problems() -> None:
    assert problems(settings()) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"data_key": ""}, "DATA_KEY"),
        ({"data_key": "bm90IDMyIGJ5dGVz"}, "DATA_KEY"),
        ({"data_key_previous": "bm90IDMyIGJ5dGVz"}, "DATA_KEY_PREVIOUS"),
        ({"wechat_appid": ""}, "WECHAT_APPID"),
        ({"wechat_token": ""}, "WECHAT_TOKEN"),
        ({"wechat_aes_key": ""}, "WECHAT_AES_KEY"),
        ({"wechat_aes_key": "a" * 42}, "43 characters"),
        ({"workers": 2, "database_url": "postgresql://x/y"}, "REDIS_URL"),
        ({"workers": 2, "redis_url": "redis://x"}, "PostgreSQL"),
        ({"wechat_can": "customer_service"}, "WECHAT_SECRET"),
        ({"wechat_can": "fly", "wechat_secret": "s"}, "fly"),
        ({"answer_error_target": 0.9}, "ANSWER_ERROR_TARGET"),
        ({"embedding_model_dir": "/nowhere"}, "EMBEDDING_MODEL_DIR"),
        ({"trusted_proxies": -1}, "TRUSTED_PROXIES"),
    ],
)
def test_each_unsafe_setting_is_named(changes: dict[str, object], names: str) -> None:
    assert any(names in sentence for sentence in problems(settings(**changes)))


def test_plain_mode_needs_no_aes_key() -> None:
    assert problems(settings(wechat_mode="plain", wechat_aes_key="")) == []


def test_a_setting_that_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(BadSetting, match="PORT"):
        load_settings(_env_file=None)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    shown = repr(settings(wechat_secret="the-secret"))
    assert "the-secret" not in shown
    assert DATA_KEY not in shown


def test_one_time_notices_need_their_template_and_an_address_to_come_back_to() -> None:
    can = {"wechat_can": "menu subscribe"}
    ready = {"wechat_subscribe_template_id": "t-1", "public_url": "https://desk.example"}
    assert load_settings(_env_file=None, **can, **ready).effective_abilities == {
        "menu",
        "subscribe",
    }
    for missing in ready:
        settings = load_settings(_env_file=None, **can, **{**ready, missing: ""})
        assert settings.effective_abilities == {"menu"}
