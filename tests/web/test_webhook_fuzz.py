"""Whatever comes in at WeChat's address, nothing but 200 and 403 goes out."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.wire.signature import signature_of
from tests.bot.pushes import TOKEN, cdata, plain_query, sealed, text_xml, xml
from tests.bot.samples import SAMPLES
from tests.web.client import MODES, STAMP, counted, push
from tests.web.conftest import MakeClient
from tests.web.test_webhook import in_mode

WORDS = text_xml("楼道灯坏了<!DOCTYPE ]]> &amp;").replace("1795300000", STAMP)
FIELDS = """
    MsgType Event Content MsgId MsgID CreateTime FromUserName ToUserName EventKey MediaId
    Location_X Latitude SubscribeMsgPopupEvent List item
"""
NAMES = st.sampled_from(FIELDS.split())
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["event", "text", "voice", "location", "subscribe", "SCAN", "-1", "9" * 25]),
)
FUZZ = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture(autouse=True)
def _nothing_crashed() -> Iterator[None]:
    """The webhook's last guard would hide an unhandled exception, but it counts."""
    before = counted("crashed")
    yield
    assert counted("crashed") == before


@pytest.mark.parametrize("mode", MODES)
def test_every_cut_of_a_good_push_is_answered(make_quick_client: MakeClient, mode: str) -> None:
    client = make_quick_client(MODES[mode])
    query, body = in_mode(mode, WORDS)
    codes = {push(client, query, body[:end]).status_code for end in range(len(body) + 1)}
    assert codes <= {200, 403}
    assert 200 in codes


def test_every_cut_of_what_is_inside_a_good_envelope_is_answered(
    make_quick_client: MakeClient,
) -> None:
    client = make_quick_client(MODES["safe"])
    inside = WORDS.encode()
    for end in range(len(inside) + 1):
        answer = push(client, *sealed(inside[:end], timestamp=STAMP))
        assert answer.status_code == 200


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_kind_of_push_is_answered(make_quick_client: MakeClient, sample: str) -> None:
    inside = SAMPLES[sample][0].replace("1795300000", STAMP)
    answer = push(make_quick_client(MODES["safe"]), *sealed(inside, timestamp=STAMP))
    assert answer.status_code == 200


@FUZZ
@given(
    mode=st.sampled_from(sorted(MODES)),
    query=st.dictionaries(
        st.sampled_from(["signature", "timestamp", "nonce", "msg_signature", "encrypt_type"]),
        st.text(max_size=50),
    ),
    body=st.binary(max_size=300),
)
def test_what_nobody_signed_is_refused(
    make_quick_client: MakeClient, mode: str, query: dict[str, str], body: bytes
) -> None:
    assert push(make_quick_client(MODES[mode]), query, body).status_code == 403


@FUZZ
@given(mode=st.sampled_from(sorted(MODES)), body=st.binary(max_size=300), nonce=st.text(min_size=1))
def test_signed_garbage_is_never_an_error(
    make_quick_client: MakeClient, mode: str, body: bytes, nonce: str
) -> None:
    query = plain_query(timestamp=STAMP) | {"nonce": nonce}
    query["signature"] = signature_of(TOKEN, STAMP, nonce)
    query |= {} if mode == "plain" else {"encrypt_type": "aes", "msg_signature": "x"}
    answer = push(make_quick_client(MODES[mode]), query, body)
    assert answer.status_code in (200, 403)


@FUZZ
@given(fields=st.lists(st.tuples(NAMES, VALUES), max_size=8), nested=st.booleans())
def test_fields_of_any_shape_are_never_an_error(
    make_quick_client: MakeClient, fields: list[tuple[str, str]], nested: bool
) -> None:
    inside = "".join(cdata(name, value.replace("]]>", "")) for name, value in fields)
    whole = xml(f"<List>{inside}</List>" if nested else inside, created_at=int(STAMP))
    query, body = sealed(whole.encode("utf-8", "surrogatepass"), timestamp=STAMP)
    assert push(make_quick_client(MODES["safe"]), query, body).status_code == 200
