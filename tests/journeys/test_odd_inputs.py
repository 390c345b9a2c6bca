"""Whatever somebody sends is answered, and never with WeChat's line of failure."""

import pytest

from bot.models import Message, MessageState
from simulator import pushes
from simulator.chat import LINE
from simulator.pushes import Push
from tests.journeys.reading import count
from tests.journeys.town import Town

TEXTS = {
    "an emoji": "😀",
    "emoji of several characters": "👍🏽👨‍👩‍👧‍👦🇨🇳",
    "five thousand characters": "灯" * 5000,
    "five thousand bytes of emoji": "🔥" * 1250,
    "control characters": "楼道\x01灯\x08坏\x1f了",
    "the end of a section": "楼道灯]]>坏了",
    "a link": '<a href="https://example.org">楼道灯坏了</a>',
    "a script": "<script>alert(1)</script>",
    "Russian": "Где взять справку?",
    "Arabic": "مصباح الدرج لا يعمل",
    "Tibetan": "བོད་ཡིག",
    "Japanese": "電球が切れた",
    "Traditional characters": "樓道燈壞了找誰",
    "full width": "\uff21\uff22\uff23\uff11\uff12\uff13",
    "signs": "！@#￥%……&*（）",
    "braces and percents": "{number} %s ${x} {{0}}",
    "a slash": "' OR 1=1; --",
    "only spaces": "   \n\t ",
    "line breaks": "楼道\n灯\n坏\n了",
    "a lone surrogate's place": "灯\ufffd坏\u200b了\u202e",
    "a long number": "9" * 400,
    "a link of our own": "weixin://bizmsgmenu?msgmenucontent=1&msgmenuid=1",
}
OTHERS = {
    "a sticker of no known type": pushes.other("sticker"),
    "a file": pushes.other("file", Title="通知.docx"),
    "a video": pushes.video("m" * 64, "t" * 64),
    "an article": pushes.link("好文", "", "https://example.org"),
    "a key of no menu of ours": pushes.menu_key("no-such-key"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_odd_words_are_answered(street: Town, name: str) -> None:
    _is_answered(street, pushes.text(TEXTS[name]))


@pytest.mark.parametrize("name", OTHERS)
def test_odd_messages_are_answered(street: Town, name: str) -> None:
    _is_answered(street, OTHERS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_odd_words_are_answered_where_a_demand_is_asked_for(street: Town, name: str) -> None:
    _is_answered(street, pushes.text(TEXTS[name]), "登记")


@pytest.mark.parametrize("name", TEXTS)
def test_odd_words_are_answered_where_a_place_is_asked_for(street: Town, name: str) -> None:
    _is_answered(street, pushes.text(TEXTS[name]), "报修 路灯不亮")


def _is_answered(town: Town, push: Push, *before: str) -> None:
    luren = town.newcomer()
    for words in before:
        luren.says(words)
    exchange = town.platform.send(luren.openid, push)
    seen = town.platform.replies_to(exchange)
    assert [item.via for item in seen].count(LINE) == 0
    assert "".join(item.text for item in seen).strip()
    assert "工作人员会看" not in seen[0].text
    with town.sessions() as db:
        assert count(db, Message, state=MessageState.FAILED) == 0
