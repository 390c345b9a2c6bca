"""Pushes as WeChat makes them, good and broken, for the tests of the wire."""

import os

from bot.wire.account import Account
from bot.wire.cipher import encrypt
from bot.wire.signature import signature_of

NOW = 1795300000.0
TOKEN = "linli-test-token"
APPID = "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_KEY = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"[:42] + "E"
SAFE = Account(APPID, TOKEN, KEY)
PLAIN = Account(APPID, TOKEN, mode="plain")
WANG = "oWangAyi00000000000000000001"
DESK = "gh_0123456789ab"

Query = dict[str, str]


def cdata(name: str, value: str) -> str:
    """One field as WeChat writes it."""
    return f"<{name}><![CDATA[{value}]]></{name}>"


def xml(fields: str, *, created_at: int = int(NOW)) -> str:
    """A plain push of 王阿姨 with these fields after the common ones."""
    common = cdata("ToUserName", DESK) + cdata("FromUserName", WANG)
    return f"<xml>{common}<CreateTime>{created_at}</CreateTime>{fields}</xml>"


def text_xml(words: str, more: str = "<MsgId>7250021412600020992</MsgId>") -> str:
    """A plain text message of 王阿姨."""
    return xml(cdata("MsgType", "text") + cdata("Content", words) + more)


def event_xml(event: str, more: str = "") -> str:
    """A plain event of 王阿姨."""
    return xml(cdata("MsgType", "event") + cdata("Event", event) + more)


def plain_query(*, timestamp: str = str(int(NOW)), nonce: str = "1514711492") -> Query:
    """The signed query of a plain push."""
    signature = signature_of(TOKEN, timestamp, nonce)
    return {"signature": signature, "timestamp": timestamp, "nonce": nonce}


def signed(encrypted: str, *, timestamp: str = str(int(NOW))) -> tuple[Query, bytes]:
    """Query and body around an Encrypt field, correctly signed whatever stands in it."""
    query = plain_query(timestamp=timestamp)
    query["encrypt_type"] = "aes"
    query["msg_signature"] = signature_of(TOKEN, timestamp, query["nonce"], encrypted)
    body = f"<xml>{cdata('ToUserName', DESK)}{cdata('Encrypt', encrypted)}</xml>"
    return query, body.encode()


def sealed(
    plain: str | bytes, account: Account = SAFE, *, timestamp: str = str(int(NOW))
) -> tuple[Query, bytes]:
    """Query and body of an encrypted push that holds `plain`."""
    message = plain.encode() if isinstance(plain, str) else plain
    return signed(encrypt(message, account, 0, os.urandom), timestamp=timestamp)
