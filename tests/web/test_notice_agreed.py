"""The page to which WeChat leads back with a resident's answer about a one-time notice."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.residents import meet
from community.setup import load_setup
from core.database import Sessions
from handlers.desk import CONSENT_PATH
from notices.models import Subscription
from notices.subscriptions import offer, token_of
from web.assets import make_assets
from web.h5.consent import make_consent
from web.security import secure

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OPENID, TEMPLATE = "o-wang", "t-1"


@pytest.fixture
def phone(db: Session, sessions: Sessions) -> FlaskClient:
    setup = load_setup(db)
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(make_consent(sessions, lambda: setup, TEMPLATE, lambda: NOON))
    app.register_blueprint(make_assets())
    secure(app)
    return app.test_client()


@pytest.fixture
def answer(db: Session) -> dict[str, str]:
    """What WeChat adds to the address when 王阿姨 has said yes."""
    auntie = meet(db, "wx1", OPENID, now=NOON)
    asked = offer(db, auntie.id, "case:17", text_version="2026-11", now=NOON)
    token = token_of(asked, OPENID)
    db.commit()
    return {
        "action": "confirm",
        "openid": OPENID,
        "template_id": TEMPLATE,
        "scene": str(asked.scene),
        "reserved": token,
    }


def is_agreed(sessions: Sessions) -> bool:
    with sessions() as db:
        return db.scalars(select(Subscription.agreed_at)).one() is not None


def test_a_yes_is_kept_and_said_back(
    phone: FlaskClient, answer: dict[str, str], sessions: Sessions
) -> None:
    page = phone.get(CONSENT_PATH, query_string=answer)
    assert page.status_code == 200
    assert "办完就给您发一条通知" in page.text
    assert is_agreed(sessions)


def test_the_page_can_be_opened_again_and_counts_once(
    phone: FlaskClient, answer: dict[str, str]
) -> None:
    phone.get(CONSENT_PATH, query_string=answer)
    page = phone.get(CONSENT_PATH, query_string=answer)
    assert page.status_code == 403
    assert "用过了" in page.text


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"action": "cancel"}, 200),
        ({"openid": "o-li"}, 403),
        ({"template_id": "t-2"}, 403),
        ({"reserved": "abc"}, 403),
    ],
)
def test_any_other_answer_changes_nothing(
    phone: FlaskClient,
    answer: dict[str, str],
    sessions: Sessions,
    changed: dict[str, str],
    status: int,
) -> None:
    assert phone.get(CONSENT_PATH, query_string={**answer, **changed}).status_code == status
    assert not is_agreed(sessions)


def test_the_page_is_not_kept_and_looks_like_one(
    phone: FlaskClient, answer: dict[str, str]
) -> None:
    page = phone.get(CONSENT_PATH, query_string=answer)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert '<html lang="zh-CN">' in page.text
    style = page.text.split('href="')[1].split('"')[0]
    assert phone.get(style).status_code == 200
