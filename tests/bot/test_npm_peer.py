"""An implementation that shares nothing with ours reads what we write, and we what it writes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import xmltodict

from bot.messages import ImageMessage, Incoming, TextMessage, TextReply
from bot.wire.account import Account
from bot.wire.parse import read_message
from bot.wire.push import open_push
from bot.wire.reply import seal_reply
from tests.bot.peer import ask_peer
from tests.bot.pushes import APPID, KEY, NOW, SAFE, TOKEN, sealed, signed, text_xml

MADE = json.loads((Path(__file__).parent / "vectors/pushes.json").read_text("utf-8"))
ACCOUNT = Account(MADE["account"]["appid"], MADE["account"]["token"], MADE["account"]["key"])


@pytest.mark.parametrize("made", MADE["pushes"], ids=lambda made: made["name"])
def test_committed_pushes_of_the_peer_are_understood(made: dict[str, Any]) -> None:
    now = float(made["query"]["timestamp"])
    push = open_push(made["query"], made["body"].encode(), ACCOUNT, now)
    assert push.message == read_message(made["message"].encode())
    assert not push.stale


def test_the_committed_pushes_say_what_they_should() -> None:
    said = {made["name"]: _message(made) for made in MADE["pushes"]}
    lamp, tricky, image = said["text"], said["text with emoji and a bracket"], said["image"]
    assert isinstance(lamp, TextMessage)
    assert lamp.text == "楼道灯坏了找谁"
    assert isinstance(tricky, TextMessage)
    assert tricky.text == "修好了👨‍👩‍👧 谢谢 a]]>b"
    assert isinstance(image, ImageMessage)
    assert image.media_id == "media-1"


def _message(made: dict[str, Any]) -> Incoming:
    now = float(made["query"]["timestamp"])
    return open_push(made["query"], made["body"].encode(), ACCOUNT, now).message


# Every length of padding occurs among 32 texts that grow by one byte.
WORDS = ["灯坏了" + "x" * length for length in range(32)]


def test_the_peer_seals_and_we_open() -> None:
    stamp = str(int(NOW))
    order = {"op": "seal", "key": KEY, "token": TOKEN, "appid": APPID}
    answers = ask_peer(
        [
            {**order, "timestamp": stamp, "nonce": "1514711492", "message": text_xml(words)}
            for words in WORDS
        ]
    )
    for words, made in zip(WORDS, answers, strict=True):
        query, body = signed(made["encrypted"])
        query["msg_signature"] = made["signature"]
        message = open_push(query, body, SAFE, NOW).message
        assert isinstance(message, TextMessage)
        assert message.text == words


def test_we_seal_and_the_peer_opens() -> None:
    push = open_push(*sealed(text_xml("灯坏了")), SAFE, NOW)
    replies = [
        xmltodict.parse(seal_reply(TextReply(words), push, SAFE, now=NOW, random=os.urandom))["xml"]
        for words in WORDS
    ]
    answers = ask_peer(
        [
            {
                "op": "open",
                "key": KEY,
                "token": TOKEN,
                "timestamp": reply["TimeStamp"],
                "nonce": push.nonce,
                "encrypted": reply["Encrypt"],
            }
            for reply in replies
        ]
    )
    for words, reply, read in zip(WORDS, replies, answers, strict=True):
        assert (read["appid"], read["signature"]) == (APPID, reply["MsgSignature"])
        assert xmltodict.parse(read["message"])["xml"]["Content"] == words
