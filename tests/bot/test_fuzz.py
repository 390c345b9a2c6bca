"""Whatever arrives, opening it ends in a push or in one of its two errors."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.wire.account import Account
from bot.wire.errors import BadSignature, Unreadable
from bot.wire.parse import read_message
from bot.wire.push import Push, open_push
from tests.bot.pushes import NOW, PLAIN, SAFE, cdata, plain_query, sealed, signed, text_xml, xml
from tests.bot.samples import SAMPLES

WECHATS_NAMES = """
    MsgType Event EventKey Content MsgId CreateTime FromUserName ToUserName Location_X List Count
    ScanCodeInfo SendPicsInfo SendLocationInfo SubscribeMsgPopupEvent a:b
"""
NAMES = st.sampled_from(WECHATS_NAMES.split())
VALUES = st.sampled_from([*SAMPLES, "text", "event", "subscribe", "&a;", "]]>", "1e999", "\x00"])
LEAVES = st.tuples(NAMES, VALUES | st.text(max_size=8)).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(NAMES, st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


def opened(query: Mapping[str, str], body: bytes, account: Account) -> Push | None:
    """The push, or None after one of the two errors; anything else fails the test."""
    try:
        return open_push(query, body, account, NOW)
    except (BadSignature, Unreadable):
        return None


@given(st.binary(max_size=300))
def test_signed_garbage_is_unreadable(body: bytes) -> None:
    opened(plain_query(), body, PLAIN)
    opened(*sealed(body), SAFE)
    opened(sealed("x")[0], body, SAFE)


@given(st.text(max_size=200))
def test_any_signed_encrypt_field_is_unreadable(encrypted: str) -> None:
    assert opened(*signed(encrypted), SAFE) is None


@given(st.dictionaries(st.sampled_from([*sealed("x")[0], "openid"]), st.text(max_size=20)))
def test_any_query_is_only_unsigned(query: dict[str, str]) -> None:
    for account in (SAFE, PLAIN):
        assert opened(query, text_xml("灯坏了").encode(), account) is None


@given(st.lists(TREES, max_size=8))
def test_any_tree_of_known_names_is_a_message_or_unreadable(trees: list[str]) -> None:
    for body in (f"<xml>{''.join(trees)}</xml>", xml("".join(trees))):
        opened(plain_query(), body.encode(), PLAIN)


def test_every_cut_of_a_valid_body_is_turned_away() -> None:
    query, body = sealed(text_xml("楼道灯坏了找谁"))
    plain = text_xml("楼道灯坏了找谁").encode()
    assert opened(query, body, SAFE) is not None
    assert all(opened(query, body[:end], SAFE) is None for end in range(len(body)))
    assert all(opened(plain_query(), plain[:end], PLAIN) is None for end in range(len(plain)))
    assert all(opened(*sealed(plain[:end]), SAFE) is None for end in range(len(plain)))


def test_every_changed_byte_of_a_ciphertext_is_turned_away_or_harmless() -> None:
    query, body = sealed(text_xml("楼道灯坏了找谁"))
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        push = opened(query, changed, SAFE)
        # Outside the Encrypt field a change may go unseen, but then nothing of it is read.
        assert (
            push is None
            or push.message.key == read_message(text_xml("楼道灯坏了找谁").encode()).key
        )


def test_a_deep_or_wide_body_is_no_danger() -> None:
    deep = "<a>" * 9000 + "</a>" * 9000
    wide = "<a/>" * 15_000
    for inside in (deep, wide, cdata("MsgType", "text") + deep):
        opened(plain_query(), xml(inside).encode(), PLAIN)
