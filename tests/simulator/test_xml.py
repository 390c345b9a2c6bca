"""The simulator's XML: what it builds it reads, and a reply can't smuggle anything in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import BadXml
from simulator.xml import branch_of, build, parse, text_of

WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]))


@given(WORDS)
def test_any_words_come_back_as_they_were(words: str) -> None:
    assert text_of(parse(build({"Content": words, "MsgId": 1}).encode()), "Content") == words


def test_nested_and_repeated_fields_come_back() -> None:
    tree = parse(build({"Info": {"Item": [{"A": "1"}, {"A": "2"}]}}).encode())
    assert branch_of(tree, "Info")["Item"] == [{"A": "1"}, {"A": "2"}]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"success",
        b'{"a": 1}',
        b"<xml><A>1</A>",
        b"<html><A>1</A></html>",
        b"<xml>text alone</xml>",
        b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
        b"<!DOCTYPE xml><xml><A>1</A></xml>",
        b"<xml>" + b"<a>" * 20 + b"1" + b"</a>" * 20 + b"</xml>",
        b"<xml><A>\x01</A></xml>",
        "<xml><A>中</A></xml>".encode("gbk"),
        b'<?xml version="1.0" encoding="nonsense"?><xml><A>1</A></xml>',
    ],
)
def test_what_is_not_wechats_small_xml_is_refused(document: bytes) -> None:
    with pytest.raises(BadXml):
        parse(document)


def test_words_that_look_like_a_dtd_are_only_words() -> None:
    tree = parse(build({"Content": "<!DOCTYPE x>]]><!ENTITY"}).encode())
    assert text_of(tree, "Content") == "<!DOCTYPE x>]]><!ENTITY"
