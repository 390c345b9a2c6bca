"""What staff publish and set up holds everywhere at once, and what they retire no more."""

import threading
import time

from community.own_dangers import DangerContent, add_danger
from community.own_texts import set_text
from community.texts.ask import ACTION
from core.actor import OPERATOR
from core.clock import now
from faq.content import EntryContent
from faq.entries import create_entry, get_entry, publish_entry, retire_entry
from faq.own_words import WordContent, add_word
from handlers.desk import Snapshots
from tests.journeys.town import Town
from web.app import create_app

LOOKS = 0.02
# Snapshots in two processes on a machine that may be busy: that they hear of it by themselves is
# what counts here; how soon, `./run bench console` measures.
PATIENCE = 30.0


def test_a_published_entry_becomes_live_in_every_process_by_itself(town: Town) -> None:
    wang = town.person("王阿姨")
    assert "布偶" not in wang.says("社区有没有布偶戏看")
    other = create_app(town.settings).extensions["linli"].snapshots
    other.load()
    areas = town.parts.snapshots.setup.now().areas
    with town.sessions.begin() as db:
        entry = create_entry(
            db,
            EntryContent(question="社区有没有布偶戏看", answer="每月第一个周六下午有布偶戏。"),
            actor=OPERATOR,
            now=now(),
        )
        publish_entry(db, entry, areas=areas, actor=OPERATOR, now=now())
    published = time.monotonic()
    both = (town.parts.snapshots, other)
    while not all(entry.id in snapshots.knowledge.now().entries for snapshots in both):
        assert time.monotonic() < published + PATIENCE
        threading.Event().wait(LOOKS)
    other.stop()
    assert "布偶戏" in wang.says("社区有没有布偶戏看")
    with town.sessions.begin() as db:
        retire_entry(db, get_entry(db, entry.public_id), actor=OPERATOR, now=now())
    town.parts.snapshots.knowledge.refresh()
    assert "每月第一个" not in wang.says("社区有没有布偶戏看")


def test_what_staff_set_up_becomes_live_in_every_process_by_itself(town: Town) -> None:
    other = create_app(town.settings).extensions["linli"].snapshots
    other.load()
    town.parts.snapshots.load()
    with town.sessions.begin() as db:
        moment = now()
        add_word(db, WordContent("绿本本", "居住证"), actor=OPERATOR, now=moment)
        set_text(db, ACTION, "想登记，回复 1。", version=0, actor=OPERATOR, now=moment)
        add_danger(db, DangerContent("煤球炉…倒了", "fire"), actor=OPERATOR, now=moment)
    changed = time.monotonic()

    def knows(snapshots: Snapshots) -> bool:
        setup = snapshots.setup.now()
        return (
            "绿本本" in snapshots.knowledge.now().index.lexicon.own
            and setup.texts.say(ACTION) == "想登记，回复 1。"
            and setup.emergency.check("煤球炉刚才倒了") is not None
        )

    while not all(map(knows, (town.parts.snapshots, other))):
        assert time.monotonic() < changed + PATIENCE
        threading.Event().wait(LOOKS)
    other.stop()
    wang = town.newcomer()
    assert "居住证" in wang.says("绿本本怎么办")
    assert "119" in wang.says("煤球炉刚才倒了")
