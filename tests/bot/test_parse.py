"""Whatever WeChat can push becomes one of our types."""

import json

import pytest

from bot.codec import TYPES, from_json, to_json
from bot.messages import LocationMessage, TextMessage
from bot.wire.errors import Unreadable
from bot.wire.parse import read_message
from tests.bot.pushes import DESK, NOW, WANG, cdata, event_xml, text_xml, xml
from tests.bot.samples import SAMPLES
from tests.each import for_each


@for_each("name", SAMPLES)
def test_every_push_of_wechats_tables_has_a_type(name: str) -> None:
    body, kind, expected, may_answer, counts_as = SAMPLES[name]
    message = read_message(body.encode())
    assert type(message) is kind
    assert {field: getattr(message, field) for field in expected} == expected
    assert (message.may_answer, message.counts_as) == (may_answer, counts_as)
    assert (message.sender, message.account, message.created_at) == (WANG, DESK, int(NOW))


@for_each("name", SAMPLES)
def test_a_stored_message_comes_back_as_it_was(name: str) -> None:
    message = read_message(SAMPLES[name][0].encode())
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


def test_every_type_has_a_sample() -> None:
    assert {sample[1] for sample in SAMPLES.values()} == set(TYPES.values())


def test_a_stored_message_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="no message type called 'Telepathy'"):
        from_json({"type": "Telepathy"})


def test_an_incomplete_stored_message_is_refused() -> None:
    with pytest.raises(ValueError, match="incomplete"):
        from_json({"type": "TextMessage", "text": "灯坏了"})


def test_a_field_of_another_version_is_left_out() -> None:
    message = read_message(text_xml("灯坏了").encode())
    assert from_json({**to_json(message), "mood": "cross"}) == message


def test_tries_share_a_key_and_everything_else_has_its_own() -> None:
    bodies = [
        text_xml("灯坏了"),
        text_xml("灯坏了").replace(WANG, "oLuRen"),  # ids repeat over people
        text_xml("灯坏了").replace(str(int(NOW)), str(int(NOW) + 1)),
        text_xml("灯坏了", more=""),
        text_xml("还有门也坏了", more=""),  # no id, same second
        event_xml("CLICK", cdata("EventKey", "report")),
        event_xml("CLICK", cdata("EventKey", "status")),
        event_xml("VIEW", cdata("EventKey", "report")),
        event_xml("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>"),
        event_xml("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>"),
        event_xml("user_get_card", "<UserCardCode>1</UserCardCode>"),
        event_xml("user_get_card", "<UserCardCode>2</UserCardCode>"),
    ]
    keys = [read_message(body.encode()).key for body in bodies]
    assert len(set(keys)) == len(bodies)
    assert [read_message(body.encode()).key for body in bodies] == keys


def test_the_id_decides_and_not_how_the_body_is_written() -> None:
    body = text_xml("灯坏了")
    spaced = body.replace("<Content>", "\n <Content>").replace("灯坏了", "灯坏了 ")
    assert read_message(spaced.encode()).key == read_message(body.encode()).key


def test_an_id_may_be_spelt_either_way_or_be_no_number() -> None:
    assert _text("<MsgID>12</MsgID>").msg_id == 12
    assert _text("<MsgId>12</MsgId>").msg_id == 12
    assert _text("<MsgId>abc</MsgId>").msg_id is None
    assert _text("<MsgId>9999999999999999999</MsgId>").msg_id is None
    assert _text("").msg_id is None


def _text(more: str) -> TextMessage:
    message = read_message(text_xml("灯坏了", more).encode())
    assert isinstance(message, TextMessage)
    return message


def test_words_survive_what_residents_type() -> None:
    for words in ("a]]>b", "<!DOCTYPE html>", "1 < 2 & 3", "&lt;", "灯\n坏了", "👨‍👩‍👧", "</xml>"):
        body = text_xml(words.replace("]]>", "]]]]><![CDATA[>"))
        message = read_message(body.encode())
        assert isinstance(message, TextMessage)
        assert message.text == words


def test_control_characters_are_left_out_of_words() -> None:
    message = read_message(text_xml("灯\x0b坏\x00了\x1f").encode())
    assert isinstance(message, TextMessage)
    assert message.text == "灯坏了"


def test_an_empty_text_is_an_empty_string() -> None:
    assert _without_content("") == "" == _without_content("<Content/>")


def _without_content(content: str) -> str:
    message = read_message(xml(cdata("MsgType", "text") + content).encode())
    assert isinstance(message, TextMessage)
    return message.text


def test_a_byte_order_mark_and_a_declaration_do_no_harm() -> None:
    body = '\ufeff<?xml version="1.0" encoding="gb2312"?>\n' + text_xml("灯坏了")
    assert isinstance(read_message(body.encode()), TextMessage)


def test_the_smallest_place_is_enough() -> None:
    place = "<Location_X>1</Location_X><Location_Y>2</Location_Y>"
    message = read_message(xml(cdata("MsgType", "location") + place).encode())
    assert isinstance(message, LocationMessage)
    assert (message.scale, message.label) == (None, "")


ILL_FORMED = {
    "nothing": ("", "xml"),
    "a list": ("[1]", "json"),
    "an object": ('\n{"MsgType": "text"}', "json"),
    "a bomb": ('<!DOCTYPE xml [<!ENTITY a "aa">]><xml>&a;</xml>', "dtd"),
    "a bomb after the declaration": (
        '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aa">]><xml>&a;</xml>',
        "dtd",
    ),
    "a bomb after a comment": ("<!-- x --><!DOCTYPE xml><xml></xml>", "dtd"),
    "a DTD inside": ("<xml><!DOCTYPE a></xml>", "xml"),
    "an entity nobody declared": (text_xml("灯坏了", "<A>&a;</A>"), "xml"),
    "another root": ("<message></message>", "xml"),
    "a page": ("<html><body>404</body></html>", "xml"),
    "an open end": (text_xml("灯坏了")[:-6], "xml"),
    "two roots": (text_xml("a") + text_xml("b"), "xml"),
    "only words": ("<xml>灯坏了</xml>", "type"),
    "no fields": ("<xml></xml>", "type"),
    "no type": (xml(cdata("Content", "灯坏了")), "type"),
    "a nested type": (xml("<MsgType><a>text</a></MsgType>"), "type"),
    "two contents": (text_xml("灯坏了", cdata("Content", "没坏")), "type"),
    "a nested content": (xml(cdata("MsgType", "text") + "<Content><a/></Content>"), "type"),
    "a content with a mark": (xml(cdata("MsgType", "text") + "<Content a='1'>x</Content>"), "type"),
    "a nested key": (event_xml("subscribe", "<EventKey><a>x</a></EventKey>"), "type"),
    "no sender": (text_xml("灯坏了").replace(WANG, ""), "sender"),
    "an endless sender": (text_xml("灯坏了").replace(WANG, "o" * 129), "sender"),
    "no time": (text_xml("灯坏了").replace(str(int(NOW)), ""), "time"),
    "a time in words": (text_xml("灯坏了").replace(str(int(NOW)), "noon"), "time"),
    "no place": (xml(cdata("MsgType", "location")), "type"),
    "a place that is none": (
        xml(
            cdata("MsgType", "location")
            + "<Location_X>nan</Location_X><Location_Y>inf</Location_Y>"
        ),
        "type",
    ),
    "a picked place without one": (event_xml("location_select"), "type"),
}


@pytest.mark.parametrize("name", ILL_FORMED)
def test_ill_formed_input_has_one_error_with_a_reason(name: str) -> None:
    body, reason = ILL_FORMED[name]
    with pytest.raises(Unreadable) as caught:
        read_message(body.encode())
    assert caught.value.reason == reason
