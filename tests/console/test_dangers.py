"""The admin adds danger words, tries a sentence, and cannot silence what was shipped."""

import re

from bot.messages import TextMessage
from faq.matching.thresholds import Thresholds
from handlers.context import Rules
from handlers.desk import ResidentDesk, make_snapshots
from tests.console.faq import words
from tests.console.office import APPID, Desk, Office

WORD = re.compile(r'href="/console/dangers/([\w-]{22})"')
STOVE = {"word": "煤球炉…倒了", "group": "fire"}
SAID = "奶奶家煤球炉刚才倒了"


def admin(office: Office, name: str = "老周") -> Desk:
    return office.signed_in(name, "admin")


def is_heard(office: Office, text: str = SAID) -> bool:
    return office.parts.snapshots.setup.refresh().emergency.check(text) is not None


def test_a_word_is_tried_added_and_taken_back(office: Office) -> None:
    desk = admin(office)
    tried = words(desk.post("/dangers/new", **STOVE, tried=SAID, act="try").text)
    assert re.search(r"现在 不算危险.*这样改以后 火灾 马上回复.*119", tried)
    assert not is_heard(office)
    assert desk.post("/dangers/new", **STOVE, act="save").status_code == 303
    assert is_heard(office)
    page = desk.get(f"/dangers/?words={SAID}").text
    assert "火灾的危险词" in page
    danger = WORD.findall(page)[0]
    desk.post(f"/dangers/{danger}/retire")
    assert not is_heard(office)
    assert "停用的" in desk.get("/dangers/").text


def test_shipped_words_cannot_be_silenced(quick_office: Office) -> None:
    desk = admin(quick_office)
    silence = {"word": "着火了", "group": "fire", "sort": "1", "note": "别吵"}
    answer = desk.post("/dangers/new", **silence)
    assert answer.status_code == 400
    assert "自带的危险词不能关掉" in answer.text
    assert 'value="别吵"' in answer.text
    assert is_heard(quick_office, "着火了")


def test_questions_of_the_knowledge_become_danger_only_knowingly(quick_office: Office) -> None:
    quick_office.stock()
    desk = admin(quick_office)
    wide = {"word": "居住证", "group": "fire"}
    answer = desk.post("/dangers/new", **wide)
    assert answer.status_code == 400
    assert "知识里的这些问法也会先给报警电话" in answer.text
    assert desk.post("/dangers/new", **wide, sure="y").status_code == 303


def test_two_admins_never_overwrite_each_other_unseen(quick_office: Office) -> None:
    zhou, wu = admin(quick_office), admin(quick_office, "老吴")
    zhou.post("/dangers/new", **STOVE)
    address = f"/dangers/{WORD.findall(zhou.get('/dangers/').text)[0]}"
    assert wu.post(address, word="煤炉…翻了", group="fire", version="1").status_code == 303
    stale = zhou.post(address, word="煤炉…炸了", group="fire", version="1")
    assert stale.status_code == 409
    assert "现在存着的：煤炉…翻了" in stale.text
    assert 'value="煤炉…炸了"' in stale.text


def test_an_added_word_is_heard_with_the_database_away(quick_office: Office) -> None:
    admin(quick_office).post("/dangers/new", **STOVE)
    rules = Rules(APPID, frozenset(), Thresholds(0.8, 0.2))
    said = TextMessage(sender="o-wang", account="gh", created_at=0, key="1", text=SAID)
    snapshots = make_snapshots(quick_office.parts.reading)
    desk = ResidentDesk(snapshots, rules)
    assert "119" not in str(desk.unrecorded(said)), "what was never loaded can't be known"
    snapshots.setup.refresh()
    # From here on nothing is read: what the process saw last is all there is.
    assert "119" in str(desk.unrecorded(said))
