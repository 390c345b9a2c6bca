"""The simulator's own crypto: the official signature, and nothing accepted that isn't exact."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto

from simulator.crypto import Cipher, is_signed, sign
from simulator.errors import BadEnvelope, BadKey
from tests.simulator.desk import AES_KEY

APPID = "wx0123456789abcdef"
CIPHER = Cipher(AES_KEY, APPID)


def test_the_signature_is_that_of_wechats_own_example() -> None:
    signature = "f464b24fc39322e44b38aa78f5edd27bd1441696"
    assert sign("AAAAA", "1714036504", "1514711492") == signature
    assert is_signed(signature, "1514711492", "AAAAA", "1714036504")
    assert not is_signed(signature, "1514711492", "AAAAB", "1714036504")
    assert not is_signed("中文", "1514711492", "AAAAA", "1714036504")


@given(st.binary(max_size=300))
def test_what_was_encrypted_comes_back(message: bytes) -> None:
    assert CIPHER.decrypt(CIPHER.encrypt(message)) == message


def test_another_implementation_reads_what_we_encrypt_and_we_read_it() -> None:
    other = WeChatCrypto("token", AES_KEY, APPID)
    ours = CIPHER.encrypt("<xml>楼道灯坏了</xml>".encode())
    signature = sign("token", "1", "2", ours)
    envelope = f"<xml><Encrypt>{ours}</Encrypt></xml>"
    assert other.decrypt_message(envelope, signature, "1", "2") == "<xml>楼道灯坏了</xml>"
    theirs = other.encrypt_message("好的", "2", "1")
    sealed = theirs.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    assert CIPHER.decrypt(sealed).decode() == "好的"


def test_the_padding_fills_blocks_of_32_bytes() -> None:
    for length in range(70):
        assert len(base64.b64decode(CIPHER.encrypt(b"x" * length))) % 32 == 0


def test_a_message_for_another_account_is_refused() -> None:
    with pytest.raises(BadEnvelope, match="another appid"):
        Cipher(AES_KEY, "wx-somebody-else").decrypt(CIPHER.encrypt(b"hello"))


def test_every_changed_byte_is_either_refused_or_changes_only_the_message() -> None:
    sealed = bytearray(base64.b64decode(CIPHER.encrypt(b"hello")))
    sealed[-1] ^= 1
    with pytest.raises(BadEnvelope):
        CIPHER.decrypt(base64.b64encode(sealed).decode())


@pytest.mark.parametrize("text", ["", "!!!", "AAAA", "中文", base64.b64encode(b"x" * 33).decode()])
def test_what_is_no_ciphertext_is_refused(text: str) -> None:
    with pytest.raises(BadEnvelope):
        CIPHER.decrypt(text)


@pytest.mark.parametrize("key", ["", "a" * 42, "a" * 44, "!" * 43, "中" * 43])
def test_a_key_of_another_form_is_refused(key: str) -> None:
    with pytest.raises(BadKey):
        Cipher(key, APPID)
