"""Asking the webhook as WeChat does."""

import base64
import re

from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import REGISTRY
from werkzeug.test import TestResponse

from bot.once import Once
from bot.wire.account import Account
from bot.wire.cipher import decrypt
from bot.wire.push import MAX_BODY
from tests.bot.house import NOON
from tests.bot.pushes import APPID, KEY, OLD_KEY, TOKEN, Query
from web.errors import register_errors
from web.security import secure
from web.webhook import make_webhook

NOW = NOON.timestamp()
STAMP = str(int(NOW))
SAFE = Account(APPID, TOKEN, KEY, OLD_KEY)
COMPATIBLE = Account(APPID, TOKEN, KEY, mode="compatible")
PLAIN = Account(APPID, TOKEN, mode="plain")
MODES = {"safe": SAFE, "compatible": COMPATIBLE, "plain": PLAIN}


def client_of(account: Account, once: Once) -> FlaskClient:
    """A client of an application that has only the webhook; it lets no error through."""
    app = Flask("tests", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.register_blueprint(make_webhook(account, once, lambda: NOW))
    register_errors(app)
    secure(app)
    return app.test_client()


def push(client: FlaskClient, query: Query, body: bytes) -> TestResponse:
    """What a push is answered with."""
    return client.post("/wechat", query_string=query, data=body, content_type="text/xml")


def said(answer: TestResponse, account: Account = SAFE) -> str:
    """The words of a reply, decrypted where it is encrypted."""
    xml = answer.get_data()
    sealed = re.search(rb"<Encrypt><!\[CDATA\[(.*?)\]\]></Encrypt>", xml)
    if sealed:
        base64.b64decode(sealed[1], validate=True)
        xml, _index = decrypt(sealed[1].decode(), account)
    content = re.search(r"<Content><!\[CDATA\[(.*?)\]\]></Content>", xml.decode(), re.DOTALL)
    assert content, xml
    return content[1]


def counted(outcome: str) -> float:
    """How many pushes have ended so."""
    return REGISTRY.get_sample_value("linli_pushes_total", {"outcome": outcome}) or 0.0
