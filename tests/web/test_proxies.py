"""Whose word about a visitor's address is believed."""

import pytest
from flask import Flask, request
from pydantic import SecretStr

from core.config import Settings
from tests.backends import DATA_KEY
from web.app import create_app

REAL, CLAIMED = "203.0.113.7", "198.51.100.9"


def seen_by(app: Flask, forwarded: str | None) -> tuple[str | None, str]:
    """The visitor's address and scheme as a page would see them."""
    seen: list[tuple[str | None, str]] = []

    @app.before_request
    def _look() -> None:
        seen.append((request.remote_addr, request.scheme))

    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"} if forwarded else {}
    answer = app.test_client().get("/healthz", headers=headers)
    assert answer.status_code == 200
    return seen[0]


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return Settings(
        database_url=sqlite_url,
        data_key=SecretStr(DATA_KEY),
        wechat_appid="wx0123456789abcdef",
        wechat_mode="plain",
        wechat_token=SecretStr("a-token-of-ours"),
    )


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, None, ("127.0.0.1", "http")),
        (0, CLAIMED, ("127.0.0.1", "http")),
        (1, REAL, (REAL, "https")),
        (1, f"{CLAIMED}, {REAL}", (REAL, "https")),
        (2, f"{CLAIMED}, {REAL}, 10.0.0.1", (REAL, "https")),
        (1, None, ("127.0.0.1", "http")),
    ],
)
def test_only_what_trusted_proxies_added_is_believed(
    settings: Settings, proxies: int, forwarded: str | None, seen: tuple[str, str]
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": proxies}))
    assert seen_by(app, forwarded) == seen


def test_what_is_behind_a_proxy_that_added_too_little_is_not_guessed(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": 2}))
    assert seen_by(app, CLAIMED)[0] == "127.0.0.1"
