"""WeChat's address: every signed push gets 200 and a reply or `success`, all others 403."""

import re
from typing import cast

import pytest
from prometheus_client import REGISTRY

from bot.messages import Incoming, Reply, TextReply
from bot.once import Once
from bot.wire.account import Account
from bot.wire.push import MAX_BODY
from bot.wire.signature import signature_of
from tests.bot.house import House, done
from tests.bot.pushes import (
    APPID,
    KEY,
    OLD_KEY,
    TOKEN,
    Query,
    event_xml,
    plain_query,
    sealed,
    signed,
    text_xml,
)
from tests.web.client import (
    COMPATIBLE,
    MODES,
    NOW,
    PLAIN,
    SAFE,
    STAMP,
    client_of,
    counted,
    push,
    said,
)
from tests.web.conftest import MakeClient

LAMP = text_xml("楼道灯坏了").replace("1795300000", STAMP)


def query_of(timestamp: str = STAMP) -> Query:
    return plain_query(timestamp=timestamp)


def in_mode(name: str, plain: str) -> tuple[Query, bytes]:
    """A push of that content in that mode."""
    if name == "plain":
        return query_of(), plain.encode()
    query, body = sealed(plain, MODES[name], timestamp=STAMP)
    if name == "compatible":
        body = body.replace(b"<xml>", plain.encode().removesuffix(b"</xml>"), 1)
    return query, body


def test_wechat_verifies_our_address_and_nobody_else_learns_anything(
    make_quick_client: MakeClient,
) -> None:
    client = make_quick_client(Account("wx1", "AAAAA", mode="plain"))
    query = {
        "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
        "timestamp": "1714036504",
        "nonce": "1514711492",
        "echostr": "4375120948345356249",
    }
    answer = client.get("/wechat", query_string=query)
    assert (answer.status_code, answer.text) == (200, query["echostr"])
    assert answer.content_type == "text/plain; charset=utf-8"
    for name in query:
        for wrong in ("", "é", "x" * 40):
            if (name, wrong) != ("echostr", "é") and name != "echostr":
                assert client.get("/wechat", query_string=query | {name: wrong}).status_code == 403
        missing = {key: value for key, value in query.items() if key != name}
        assert client.get("/wechat", query_string=missing).status_code == 403


def test_an_echo_is_text_and_never_a_page(make_quick_client: MakeClient) -> None:
    query = query_of() | {"echostr": "<script>alert(1)</script>"}
    answer = make_quick_client(SAFE).get("/wechat", query_string=query)
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("mode", MODES)
def test_a_message_is_answered_in_every_mode(
    make_client: MakeClient, house: House, mode: str
) -> None:
    client = make_client(MODES[mode])
    for _try in range(2):
        answer = push(client, *in_mode(mode, LAMP))
        assert answer.status_code == 200
        assert answer.content_type == "application/xml; charset=utf-8"
        assert said(answer) == done("楼道灯坏了").text
        assert (b"<Encrypt>" in answer.data) == (mode != "plain")
    assert house.tasks("effect") == ["楼道灯坏了"]


def test_the_previous_key_is_understood_and_answered_with(make_quick_client: MakeClient) -> None:
    before = Account(APPID, TOKEN, OLD_KEY)
    answer = push(make_quick_client(SAFE), *sealed(LAMP, before, timestamp=STAMP))
    assert said(answer, before) == done("楼道灯坏了").text


def test_an_event_nobody_waits_for_is_received_without_a_word(
    make_client: MakeClient, house: House
) -> None:
    xml = event_xml("unsubscribe").replace("1795300000", STAMP)
    answer = push(make_client(SAFE), *sealed(xml, timestamp=STAMP))
    assert (answer.status_code, answer.data) == (200, b"success")
    assert house.tasks("effect") == ["Unsubscribe"]


@pytest.mark.parametrize("mode", MODES)
def test_who_can_not_sign_is_turned_away(make_client: MakeClient, house: House, mode: str) -> None:
    client = make_client(MODES[mode])
    before = counted("bad_signature")
    query, body = in_mode(mode, LAMP)
    forged = {key: "0" * 40 if "signature" in key else value for key, value in query.items()}
    assert push(client, forged, body).status_code == 403
    assert push(client, {}, body).status_code == 403
    assert push(client, {}, b"").status_code == 403
    assert counted("bad_signature") == before + 3
    assert house.rows() == []


@pytest.mark.parametrize("account", [SAFE, COMPATIBLE])
def test_nobody_talks_us_into_a_weaker_mode(
    make_quick_client: MakeClient, account: Account
) -> None:
    client = make_quick_client(account)
    plain = LAMP.encode()
    for query in (query_of(), query_of() | {"encrypt_type": "raw"}):
        assert push(client, query, plain).status_code == 403
    assert push(client, query_of() | {"encrypt_type": "aes"}, plain).status_code == 403


def test_a_stepped_clock_does_not_silence_an_encrypted_desk(make_quick_client: MakeClient) -> None:
    stale = REGISTRY.get_sample_value("linli_pushes_stale_total") or 0.0
    answer = push(make_quick_client(SAFE), *sealed(LAMP, timestamp=str(int(NOW) - 3600)))
    assert said(answer) == done("楼道灯坏了").text
    assert REGISTRY.get_sample_value("linli_pushes_stale_total") == stale + 1


def test_a_captured_plain_query_does_not_live_longer_than_the_window(
    make_quick_client: MakeClient,
) -> None:
    client = make_quick_client(PLAIN)
    assert push(client, query_of(str(int(NOW) - 301)), LAMP.encode()).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<xml>",
        b'{"ToUserName": "gh_1", "Encrypt": "x"}',
        b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>',
        b"<xml>" + b"<a>" * 9000 + b"</xml>",
        b"\xff\xfe\x00",
        b"x" * (MAX_BODY + 1),
    ],
    ids=["empty", "cut", "json", "dtd", "deep", "binary", "long"],
)
@pytest.mark.parametrize("mode", MODES)
def test_what_is_signed_but_broken_is_counted_and_answered_with_success(
    make_quick_client: MakeClient, mode: str, body: bytes
) -> None:
    before = counted("unreadable")
    query = query_of()
    if mode != "plain":
        query |= {"encrypt_type": "aes", "msg_signature": "0" * 40}
    answer = push(make_quick_client(MODES[mode]), query, body)
    assert (answer.status_code, answer.data) == (200, b"success")
    assert counted("unreadable") == before + 1


@pytest.mark.parametrize("encrypted", ["", "x", "A" * 64, "é", "AAAA" * 4000])
def test_signed_garbage_is_answered_with_success(
    make_quick_client: MakeClient, encrypted: str
) -> None:
    query, body = signed(encrypted, timestamp=STAMP)
    answer = push(make_quick_client(SAFE), query, body)
    assert answer.status_code == (200 if encrypted else 403)
    assert answer.data in (b"success", b"forbidden")


def test_a_long_body_of_a_stranger_is_refused(make_quick_client: MakeClient) -> None:
    long = b"<xml>" + b"x" * (4 * MAX_BODY)
    for account in MODES.values():
        query = {"timestamp": STAMP, "nonce": "1", "signature": "0", "encrypt_type": "aes"}
        answer = push(make_quick_client(account), query | {"msg_signature": "0"}, long)
        assert answer.status_code == 403


class _Broken:
    """A channel with a bug in it."""

    def __init__(self, reply: object = None) -> None:
        self._reply = reply

    def reply_to(self, _message: Incoming, _arrived: float) -> Reply:
        if self._reply is None:
            raise RecursionError
        return cast(Reply, self._reply)


@pytest.mark.parametrize("reply", [None, TextReply(cast(str, 5))], ids=["handling", "sealing"])
def test_even_a_bug_of_ours_is_no_error_for_wechat(reply: object) -> None:
    before = counted("crashed")
    client = client_of(SAFE, cast(Once, _Broken(reply)))
    answer = push(client, *sealed(LAMP, timestamp=STAMP))
    assert (answer.status_code, answer.data) == (200, b"success")
    assert counted("crashed") == before + 1


def test_other_methods_are_refused(make_quick_client: MakeClient) -> None:
    client = make_quick_client(SAFE)
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.open("/wechat", method=method).status_code == 405


def test_the_answer_is_signed_for_the_connection_it_goes_out_on(
    make_quick_client: MakeClient,
) -> None:
    query, body = sealed(LAMP, timestamp=STAMP)
    answer = push(make_quick_client(SAFE), query, body).text
    found = dict(re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^<\]]+)", answer.partition("<xml>")[2]))
    assert found["Nonce"] == query["nonce"]
    assert found["MsgSignature"] == signature_of(
        TOKEN, found["TimeStamp"], found["Nonce"], found["Encrypt"]
    )
    assert KEY not in answer
