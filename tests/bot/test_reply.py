"""Replies arrive as they were meant, whatever stands in them."""

import os
from typing import Any

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException

from bot.messages import NewsReply, NoReply, Reply, TextReply, TransferReply
from bot.wire.account import Account
from bot.wire.push import Push, open_push
from bot.wire.reply import seal_reply
from bot.wire.text import HINT, clean
from tests.bot.pushes import (
    APPID,
    DESK,
    KEY,
    NOW,
    OLD_KEY,
    PLAIN,
    SAFE,
    TOKEN,
    WANG,
    cdata,
    event_xml,
    plain_query,
    sealed,
    text_xml,
)

QUESTION = open_push(plain_query(), text_xml("灯坏了找谁").encode(), PLAIN, NOW)
BOTH_KEYS = Account(APPID, TOKEN, KEY, OLD_KEY)


def answer(reply: Reply, push: Push = QUESTION, account: Account = PLAIN) -> bytes:
    return seal_reply(reply, push, account, now=NOW + 0.7, random=os.urandom)


def read(body: bytes | str) -> dict[str, Any]:
    fields: dict[str, Any] = xmltodict.parse(body, strip_whitespace=False)["xml"]
    return fields


def after_event(event: str) -> Push:
    return open_push(plain_query(), event_xml(event).encode(), PLAIN, NOW)


def test_a_text_goes_back_to_who_asked() -> None:
    assert read(answer(TextReply("请打物业\n电话"))) == {
        "ToUserName": WANG,
        "FromUserName": DESK,
        "CreateTime": str(int(NOW)),
        "MsgType": "text",
        "Content": "请打物业\n电话",
    }


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_arrives_as_one_content(words: str) -> None:
    body = answer(TextReply(words))
    expected = clean(words)
    if not expected.strip():
        assert body == b"success"
        return
    # XML itself reads every end of line as \n.
    assert read(body)["Content"] == expected.replace("\r\n", "\n").replace("\r", "\n")


def test_words_can_not_write_fields() -> None:
    trick = "x]]></Content><Content><![CDATA[evil\x0b"
    assert read(answer(TextReply(trick)))["Content"] == trick[:-1]
    card = read(answer(NewsReply(trick, "]]>", "https://h.example/?a=1&b=]]>", trick)))
    item = card["Articles"]["item"]
    assert (item["Title"], item["PicUrl"]) == (trick[:-1], trick[:-1])
    assert item["Url"] == "https://h.example/?a=1&b=]]>"


def test_a_long_text_is_cut_with_the_hint() -> None:
    content = read(answer(TextReply("好" * 5000)))["Content"]
    assert content.endswith(HINT)
    assert len(content.encode()) <= 1900


def test_a_card_without_picture_has_no_picture_field() -> None:
    fields = read(answer(NewsReply("停水通知", "明天", "https://h.example/1")))
    assert fields["ArticleCount"] == "1"
    assert list(fields["Articles"]["item"]) == ["Title", "Description", "Url"]


def test_a_chat_is_handed_over_to_anyone_or_to_one() -> None:
    fields = read(answer(TransferReply()))
    assert (fields["MsgType"], "TransInfo" in fields) == ("transfer_customer_service", False)
    assert read(answer(TransferReply("xiaoli@desk")))["TransInfo"] == {"KfAccount": "xiaoli@desk"}


@pytest.mark.parametrize("reply", [NoReply(), TextReply(""), TextReply(" \n\x0b")])
def test_nothing_to_say_is_success(reply: Reply) -> None:
    assert answer(reply) == b"success"
    assert answer(reply, open_push(*sealed(text_xml("x")), SAFE, NOW), SAFE) == b"success"


def test_only_what_wechat_shows_is_sent() -> None:
    assert answer(TextReply("您好"), after_event("VIEW")) == b"success"
    assert answer(TransferReply(), after_event("CLICK")) == b"success"
    assert b"\xe6\x82\xa8" in answer(TextReply("您好"), after_event("CLICK"))


def test_a_reply_is_sealed_with_the_key_that_opened_the_push() -> None:
    for key, index in ((KEY, 0), (OLD_KEY, 1)):
        # Another implementation seals the push and opens the reply.
        peer = WeChatCrypto(TOKEN, key, APPID)
        envelope = read(peer.encrypt_message(text_xml("灯坏了"), "42", str(int(NOW))))
        query = {
            "timestamp": envelope["TimeStamp"],
            "nonce": envelope["Nonce"],
            "encrypt_type": "aes",
            "msg_signature": envelope["MsgSignature"],
        }
        body = f"<xml>{cdata('Encrypt', envelope['Encrypt'])}</xml>".encode()
        push = open_push(query, body, BOTH_KEYS, NOW)
        assert push.key_index == index
        reply = read(answer(TextReply("请打物业电话"), push, BOTH_KEYS))
        assert (reply["Nonce"], reply["TimeStamp"]) == ("42", str(int(NOW)))
        plain = peer.decrypt_message(
            {"Encrypt": reply["Encrypt"]}, reply["MsgSignature"], reply["TimeStamp"], "42"
        )
        assert read(plain)["Content"] == "请打物业电话"
        other = WeChatCrypto(TOKEN, key, "wxSomebodyElse")
        with pytest.raises(InvalidAppIdException):
            other.decrypt_message(reply, reply["MsgSignature"], reply["TimeStamp"], "42")


def test_two_replies_never_look_alike() -> None:
    push = open_push(*sealed(text_xml("x")), SAFE, NOW)
    first, second = (read(answer(TextReply("好的"), push, SAFE))["Encrypt"] for _ in range(2))
    assert first != second


def test_a_nonce_can_not_write_fields() -> None:
    query, body = sealed(text_xml("x"))
    push = open_push(query, body, SAFE, NOW)
    tricky = Push(push.message, 0, "1]]></Nonce><Nonce>2", push.timestamp, stale=False)
    assert read(answer(TextReply("好的"), tricky, SAFE))["Nonce"] == "1]]></Nonce><Nonce>2"
