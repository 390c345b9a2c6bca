"""The change check, done by the worker."""

from typing import Any

from community.setup import load_setup
from core import clock
from core.database import Sessions
from core.errors import NotFound
from faq.change_check import asked_of_late, check_change, phrasings_of, with_change
from faq.checks import report_of
from faq.knowledge import load_knowledge
from faq.matching.thresholds import Thresholds
from faq.models import Entry, EntryCheck
from worker.tasks import Progress


def check(sessions: Sessions, arguments: dict[str, Any], tell: Progress) -> str:
    """Ask once more what residents have asked, with the change and without."""
    now = clock.now()
    with sessions() as db:
        row = db.get(EntryCheck, arguments["check"])
        if row is None:
            raise NotFound("这次检查已经过期，请再检查一次。")
        entry = db.get_one(Entry, row.entry_id)
        setup, before = load_setup(db), load_knowledge(db)
        after = with_change(before, entry)
        asked = asked_of_late(db, now=now)
        entry_id, is_real = entry.id, bool(asked)
        asked = asked or phrasings_of(before)
        db.rollback()
    checked = check_change(
        asked,
        entry_id,
        before,
        after,
        setup=setup,
        thresholds=Thresholds(answer=arguments["answer"], suggest=arguments["suggest"]),
        now=now,
        tell=tell,
    )
    checked.is_real = is_real
    with sessions.begin() as db:
        db.get_one(EntryCheck, arguments["check"]).report = report_of(checked)
    return "检查好了。"
