"""Which replies WeChat shows, and which it turns into its failure line, in the three modes."""

import pytest

from simulator.account import MODES
from simulator.person import Person
from simulator.platform import FAILURE_LINE
from simulator.replies import TEXT_BYTES
from tests.simulator.desk import Heard, Script, make_platform


@pytest.mark.parametrize("mode", MODES)
def test_a_text_is_shown_in_every_mode(mode: str) -> None:
    assert reply_to("你好", lambda heard: heard.text("您好，]]> & <b>"), mode) == "您好，]]> & <b>"


def test_compatible_mode_takes_a_plain_reply_too() -> None:
    assert reply_to("你好", lambda heard: heard.xml(Content="明文"), "compatible") == "明文"


def test_compatible_mode_sends_plain_fields_beside_the_sealed_ones() -> None:
    platform, desk = make_platform(mode="compatible")
    Person(platform, platform.residents[0].openid).says("你好")
    assert b"<Encrypt>" in desk.heard[0].body
    assert "你好".encode() in desk.heard[0].body


def test_safe_mode_sends_nothing_in_the_clear() -> None:
    platform, desk = make_platform()
    Person(platform, platform.residents[0].openid).says("你好")
    assert "你好".encode() not in desk.heard[0].body
    assert "encrypt_type=aes" in desk.heard[0].query


def test_a_text_of_2048_bytes_is_shown_and_one_more_is_not() -> None:
    assert reply_to("a", lambda heard: heard.text("a" * TEXT_BYTES)) == "a" * TEXT_BYTES
    assert reply_to("a", lambda heard: heard.text("a" * TEXT_BYTES + "a")) == FAILURE_LINE


def test_one_news_card_is_shown() -> None:
    card = "<item><Title>停水</Title><Description>明早八点</Description><PicUrl/><Url/></item>"

    def news(heard: Heard) -> str:
        fields = heard.xml(MsgType="news", ArticleCount=1)
        return heard.seal(fields.replace("</xml>", f"<Articles>{card}</Articles></xml>"))

    assert reply_to("停水了吗", news) == "停水\n明早八点"


def test_two_news_cards_for_a_message_are_refused() -> None:
    cards = "<item><Title>一</Title></item>" * 2

    def news(heard: Heard) -> str:
        fields = heard.xml(MsgType="news", ArticleCount=2)
        return heard.seal(fields.replace("</xml>", f"<Articles>{cards}</Articles></xml>"))

    assert reply_to("停水了吗", news) == FAILURE_LINE


def test_a_message_may_be_handed_to_a_person_but_an_event_may_not() -> None:
    def transfer(heard: Heard) -> str:
        return heard.seal(heard.xml(MsgType="transfer_customer_service"))

    platform, _ = make_platform(transfer)
    person = Person(platform, platform.residents[0].openid)
    assert person.says("人工") == "已转给人工客服，排队中"
    assert not person.saw_failure
    assert person.presses("human") == FAILURE_LINE
    assert person.saw_failure


BAD: dict[str, Script] = {
    "json": lambda _: '{"errcode": 0}',
    "words": lambda _: "好的",
    "broken xml": lambda heard: heard.seal(heard.xml(Content="x")[:-3]),
    "plain in safe mode": lambda heard: heard.xml(Content="x"),
    "another token": lambda heard: heard.seal(heard.xml(Content="x"), token="wrong"),
    "no content": lambda heard: heard.seal(heard.xml(Content="")),
    "for somebody else": lambda heard: heard.seal(heard.xml(Content="x", ToUserName="oOther")),
    "from somebody else": lambda heard: heard.seal(heard.xml(Content="x", FromUserName="gh_other")),
    "no time": lambda heard: heard.seal(heard.xml(Content="x", CreateTime="now")),
    "unknown type": lambda heard: heard.seal(heard.xml(MsgType="poem")),
    "no media": lambda heard: heard.seal(heard.xml(MsgType="image")),
    "a dtd": lambda heard: heard.seal("<!DOCTYPE a>" + heard.xml(Content="x")),
}


@pytest.mark.parametrize("script", BAD.values(), ids=BAD.keys())
def test_a_bad_reply_becomes_the_failure_line_at_once(script: Script) -> None:
    platform, desk = make_platform(script)
    assert Person(platform, platform.residents[0].openid).says("你好") == FAILURE_LINE
    assert len(desk.heard) == 1


def test_plain_mode_refuses_a_sealed_reply() -> None:
    def sealed(heard: Heard) -> str:
        return f"<xml><Encrypt>{heard.account.cipher.encrypt(b'x')}</Encrypt></xml>"

    assert reply_to("你好", sealed, "plain") == FAILURE_LINE


def reply_to(text: str, script: Script, mode: str = "safe") -> str:
    platform, _ = make_platform(script, mode=mode)
    return Person(platform, platform.residents[0].openid).says(text)
