"""What settings a start takes, and the sentence for each that production must not have."""

import base64
import string
from pathlib import Path

import pytest

from cli.run import greeting
from cli.secret_file import NAME, find_secrets, make_secrets, secrets_of
from cli.settings import NO_ABILITIES, address, demo_settings, environment, fit
from core.config import ABILITIES, Settings, load_settings
from core.errors import BadSetting
from tests.cli.linli import PRODUCTION

GOOD = {name.lower(): value for name, value in PRODUCTION.items()}
OTHER_KEY = base64.b64encode(bytes(31)).decode()
BAD = [
    ({"secret_key": "short"}, "SECRET_KEY is missing or shorter than 32 characters."),
    ({"data_key": OTHER_KEY}, "DATA_KEY must be 32 random bytes in base64"),
    ({"data_key_previous": "?"}, "DATA_KEY_PREVIOUS must be 32 random bytes in base64."),
    ({"wechat_appid": ""}, "WECHAT_APPID is missing."),
    ({"wechat_token": ""}, "WECHAT_TOKEN is empty"),
    ({"wechat_aes_key": ""}, "WECHAT_AES_KEY is missing"),
    ({"wechat_aes_key_previous": "short"}, "have 43 characters each."),
    ({"workers": 2}, "WORKERS above 1 needs REDIS_URL"),
    ({"workers": 2}, "WORKERS above 1 needs a PostgreSQL DATABASE_URL."),
    ({"wechat_can": "menu"}, "WECHAT_CAN names abilities but WECHAT_SECRET is missing."),
    ({"wechat_can": "fly", "wechat_secret": "x"}, "WECHAT_CAN has unknown words: fly."),
    ({"answer_error_target": 0.5}, "ANSWER_ERROR_TARGET must lie between 0 and 0.5."),
]


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting in the environment, and a folder without `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_good_settings_are_fit() -> None:
    settings = load_settings(**GOOD)
    assert fit(settings) is settings


@pytest.mark.parametrize(("given", "sentence"), BAD)
def test_each_unsafe_value_has_its_sentence(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadSetting) as refused:
        fit(load_settings(**{**GOOD, **given}))
    assert sentence in refused.value.sentence


def test_a_demonstration_makes_what_it_lacks_and_keeps_what_is_given() -> None:
    kept = make_secrets()
    settings = demo_settings(load_settings(wechat_appid="wxmine", simulator_port=9), kept)
    assert fit(settings).wechat_appid == "wxmine"
    assert settings.wechat_token.get_secret_value() == kept["wechat_token"]
    assert settings.wechat_api_url == "http://127.0.0.1:9"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.wechat_subscribe_template_id
    assert settings.abilities == ABILITIES


@pytest.mark.parametrize(
    ("in_environment", "in_file", "abilities"),
    [
        (None, None, ABILITIES),
        ("menu", None, {"menu"}),
        ("", None, set()),
        (None, "", set()),
        ("", "menu kf", set()),
        (None, "menu kf", {"menu", "kf"}),
    ],
)
def test_abilities_are_all_unless_the_operator_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
    in_environment: str | None,
    in_file: str | None,
    abilities: set[str],
) -> None:
    if in_environment is not None:
        monkeypatch.setenv("WECHAT_CAN", in_environment)
    if in_file is not None:
        Path(".env").write_text(f'WECHAT_CAN="{in_file}"\n')
    settings = demo_settings(load_settings(), make_secrets())
    assert settings.abilities == abilities
    # What its children read is the same.
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert load_settings().abilities == abilities


def test_children_hear_every_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = demo_settings(load_settings(port=9, data_dir=Path("here")), make_secrets())
    spelled = environment(settings)
    assert spelled["DATA_DIR"] == str(Path("here").resolve())
    assert {name.upper() for name in Settings.model_fields} <= set(spelled)
    assert environment(load_settings())["WECHAT_CAN"] == NO_ABILITIES
    for name, value in spelled.items():
        monkeypatch.setenv(name, value)
    heard = load_settings()
    assert heard.model_copy(update={"data_dir": Path("here")}) == settings


def test_secrets_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert find_secrets(folder) is None
    made = secrets_of(folder)
    assert secrets_of(folder) == made == find_secrets(folder)
    assert (folder / NAME).stat().st_mode & 0o077 == 0
    assert set(made["wechat_aes_key"]) <= set(string.ascii_letters + string.digits)
    assert make_secrets() != made


def test_broken_secrets_are_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{")
    with pytest.raises(BadSetting):
        secrets_of(tmp_path)
    assert (tmp_path / NAME).read_text() == "{"


def test_addresses_are_those_this_machine_can_open() -> None:
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80"  # noqa: S104 (not bound)
    assert address("::", 80) == "http://[::1]:80"
    assert address("desk.local", 80) == "http://desk.local:80"


def test_a_visitor_is_not_told_a_password_that_nobody_knows() -> None:
    assert "None" not in greeting(load_settings(), None)
    assert "dokane" in greeting(load_settings(), "dokane")
