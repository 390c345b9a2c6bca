"""What an editor publishes is answered everywhere at once, and what he retires no more."""

import threading
import time

from core.actor import OPERATOR
from core.clock import now
from faq.content import EntryContent
from faq.entries import create_entry, get_entry, publish_entry, retire_entry
from tests.journeys.town import Town
from web.app import create_app

LIVE_WITHIN = 1.0
LOOKS = 0.02


def test_a_published_entry_is_live_in_every_process_within_a_second(town: Town) -> None:
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
        assert time.monotonic() < published + LIVE_WITHIN
        threading.Event().wait(LOOKS)
    other.stop()
    assert "布偶戏" in wang.says("社区有没有布偶戏看")
    with town.sessions.begin() as db:
        retire_entry(db, get_entry(db, entry.public_id), actor=OPERATOR, now=now())
    town.parts.snapshots.knowledge.refresh()
    assert "每月第一个" not in wang.says("社区有没有布偶戏看")
