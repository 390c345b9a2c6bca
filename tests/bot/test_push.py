"""Who is let in, and by which door."""

import base64
import os
from dataclasses import replace

import pytest

from bot.messages import TextMessage
from bot.wire.account import Account
from bot.wire.cipher import encrypt
from bot.wire.errors import BadSignature, Unreadable
from bot.wire.push import MAX_BODY, Push, open_push
from bot.wire.signature import is_signed, signature_of, verify_url
from tests.bot.pushes import (
    APPID,
    KEY,
    NOW,
    OLD_KEY,
    PLAIN,
    SAFE,
    TOKEN,
    cdata,
    plain_query,
    sealed,
    signed,
    text_xml,
)

LAMP = text_xml("楼道灯坏了找谁")
COMPATIBLE = replace(SAFE, mode="compatible")
LATE = NOW + 301


def words(push: Push) -> str:
    assert isinstance(push.message, TextMessage)
    return push.message.text


def reason(query: dict[str, str], body: bytes, account: Account = SAFE) -> str:
    with pytest.raises(Unreadable) as caught:
        open_push(query, body, account, NOW)
    return caught.value.reason


def test_wechats_check_of_our_address_gets_its_echo() -> None:
    query = {
        "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
        "timestamp": "1714036504",
        "nonce": "1514711492",
        "echostr": "4375120948345356249",
    }
    assert verify_url(query, "AAAAA") == "4375120948345356249"
    for name in query:
        with pytest.raises(BadSignature):
            verify_url({**query, name: ""}, "AAAAA")
        with pytest.raises(BadSignature):
            verify_url({key: value for key, value in query.items() if key != name}, "AAAAA")
        if name != "echostr":
            with pytest.raises(BadSignature):
                verify_url({**query, name: query[name] + "é\ud800"}, "AAAAA")


def test_an_empty_token_lets_nobody_in() -> None:
    query = {"timestamp": "1", "nonce": "2", "echostr": "3", "signature": signature_of("1", "2")}
    with pytest.raises(BadSignature):
        verify_url(query, "")
    with pytest.raises(ValueError, match="token"):
        Account(APPID, "", KEY)


def test_a_signature_of_any_characters_is_only_wrong() -> None:
    assert not is_signed("钥匙", TOKEN, "1", "2")
    assert not is_signed("\ud800", TOKEN, "1", "2")


@pytest.mark.parametrize("key", ["", "short", KEY + "x", "!" * 43, "钥" * 43])
def test_a_key_that_can_not_be_right_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ValueError, match="EncodingAESKey") as caught:
        Account(APPID, TOKEN, key)
    assert not key or key not in str(caught.value)


def test_an_account_keeps_its_secrets_out_of_its_repr() -> None:
    shown = repr(Account(APPID, TOKEN, KEY, OLD_KEY))
    assert not any(secret in shown for secret in (TOKEN, KEY, OLD_KEY))


def test_an_encrypted_push_is_opened() -> None:
    push = open_push(*sealed(LAMP), SAFE, NOW)
    assert words(push) == "楼道灯坏了找谁"
    assert (push.key_index, push.nonce, push.timestamp) == (0, "1514711492", str(int(NOW)))
    assert not push.stale


def test_the_previous_key_still_opens() -> None:
    query, body = sealed(LAMP, Account(APPID, TOKEN, OLD_KEY))
    assert open_push(query, body, Account(APPID, TOKEN, KEY, OLD_KEY), NOW).key_index == 1
    assert reason(query, body) in {"padding", "length", "appid"}


@pytest.mark.parametrize("account", [SAFE, COMPATIBLE])
def test_a_stale_push_is_taken_and_marked(account: Account) -> None:
    for now in (LATE, NOW - 301):
        assert open_push(*sealed(LAMP), account, now).stale


def test_a_signed_time_that_is_no_number_counts_as_stale() -> None:
    for timestamp in ("soon", "9" * 5000, "\uff11" * 10):
        assert open_push(*sealed(LAMP, timestamp=timestamp), SAFE, NOW).stale


def test_safe_mode_is_never_talked_down() -> None:
    query, body = sealed(LAMP)
    plain = LAMP.encode()
    for account in (SAFE, COMPATIBLE):
        for weaker in (
            plain_query(),
            {**plain_query(), "encrypt_type": "raw"},
            {**query, "encrypt_type": "raw"},
            {**query, "encrypt_type": ""},
            {**query, "msg_signature": ""},
            {key: value for key, value in query.items() if key != "msg_signature"},
            {**query, "msg_signature": query["signature"]},
        ):
            for content in (plain, body):
                with pytest.raises(BadSignature):
                    open_push(weaker, content, account, NOW)


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
def test_a_changed_query_is_refused(name: str) -> None:
    query, body = sealed(LAMP)
    for value in (query[name][:-1] + "x", "", "é", "\ud800"):
        with pytest.raises(BadSignature):
            open_push({**query, name: value}, body, SAFE, NOW)


def test_a_changed_body_is_refused() -> None:
    query, _ = sealed(LAMP)
    _, other = sealed(text_xml("没坏"))
    with pytest.raises(BadSignature):
        open_push(query, other, SAFE, NOW)


def test_compatible_mode_reads_only_what_was_encrypted() -> None:
    encrypted = encrypt(LAMP.encode(), SAFE, 0, os.urandom)
    query, _ = signed(encrypted)
    # A resident's words that look like the envelope stand before it, as clear text does.
    forged = LAMP.replace("楼道灯坏了找谁", "<Encrypt>AAAA</Encrypt>")
    body = forged.replace("</xml>", cdata("Encrypt", encrypted) + "</xml>").encode()
    assert words(open_push(query, body, COMPATIBLE, NOW)) == "楼道灯坏了找谁"


def test_a_plain_push_is_opened_in_plain_mode_while_it_is_fresh() -> None:
    push = open_push(plain_query(), LAMP.encode(), PLAIN, NOW)
    assert (words(push), push.key_index) == ("楼道灯坏了找谁", None)
    with pytest.raises(BadSignature):
        open_push(plain_query(), LAMP.encode(), PLAIN, LATE)
    with pytest.raises(BadSignature):
        open_push({**plain_query(), "signature": "0" * 40}, LAMP.encode(), PLAIN, NOW)


def test_plain_mode_says_that_the_console_encrypts() -> None:
    assert reason(*sealed(LAMP), PLAIN) == "mode"


def _raw(plain: bytes) -> str:
    """An Encrypt field around any plain text whatever, padding included."""
    return base64.b64encode(SAFE.ciphers[0].encryptor().update(plain)).decode()


def test_what_is_signed_but_can_not_be_decrypted_has_a_reason() -> None:
    assert reason(*signed("not base64!")) == "encrypt"
    assert reason(*signed("AAAA")) == "encrypt"
    assert reason(*signed("A" * 64)) in {"padding", "length", "appid"}
    for pad in (b"\0", b"\x21", b"\xff", b"\x01\x02"):
        assert reason(*signed(_raw(pad.rjust(64, b"r")))) == "padding"
    assert reason(*signed(_raw(b"\x10" * 16))) == "length"
    query, _ = sealed(LAMP)
    assert reason(query, b"<xml><Encrypt><a/></Encrypt></xml>") == "type"
    assert reason(query, b'{"Encrypt": "AAAA"}') == "json"
    assert reason(query, b"<!DOCTYPE xml><xml></xml>") == "dtd"
    assert reason(query, b"x" * (MAX_BODY + 1)) == "size"
    assert reason(plain_query(), b"x" * (MAX_BODY + 1), PLAIN) == "size"


def test_somebody_elses_appid_and_false_lengths_are_refused() -> None:
    other = Account("wxSomebodyElse", TOKEN, KEY)
    assert reason(*sealed(LAMP, other)) == "appid"
    for length in (0xFFFFFFFF, 0x7FFFFFFF, 200):
        assert reason(*signed(_with_length(length))) == "length"


def _with_length(length: int) -> str:
    plain = b"r" * 16 + length.to_bytes(4, "big") + b"m" * 10 + APPID.encode()
    pad = 32 - len(plain) % 32
    return _raw(plain + bytes([pad]) * pad)


def test_an_unsigned_body_that_nobody_can_read_is_refused() -> None:
    query, _ = sealed(LAMP)
    for body in (b"", b"{}", b"<xml>", b"x" * (MAX_BODY + 1)):
        with pytest.raises(BadSignature):
            open_push({**query, "signature": "0" * 40}, body, SAFE, NOW)
