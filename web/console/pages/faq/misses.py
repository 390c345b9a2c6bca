"""未命中: what nothing answered, by meaning, and one click for what becomes of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Response, request
from sqlalchemy import select

from core.clock import day_of
from core.errors import Conflict, Invalid, NotFound
from core.masking import is_marked
from faq.answering_back import Told, count_asked, count_told
from faq.content import LONGEST_QUESTION, EntryContent
from faq.entries import publish_entry
from faq.misses import Miss, get_questions, list_misses, settled_with
from faq.models import Entry, Question, Settled
from faq.searching import Wanted, search_entries
from faq.settling import accept_as_entry, accept_as_phrasing, ignore, reopen
from faq.visible import get_visible, is_publishable_by
from web.console.pages.faq.naming import names_of_ids
from web.console.visit import Visit

TABS = {
    "": "还没处理",
    Settled.PHRASING: "成了相似问",
    Settled.ENTRY: "成了新知识",
    Settled.IGNORED: "忽略的",
}
DAYS = (7, 30, 180)
MOST_SHOWN = 50
MOST_TICKED = 10
FEW = 5


def listing(visit: Visit) -> Response:
    """The groups of the last days, the most frequent first."""
    return _page(visit)


def take(visit: Visit) -> Response:
    """Make something of a group: 相似问 of an entry, a new entry, or nothing."""
    ids = request.form.get("questions", "").split(",")
    questions = get_questions(visit.db, ids, areas=visit.setup.areas, actor=visit.actor)
    act, chosen = request.form.get("act", ""), request.form.get("entry", "")
    try:
        if chosen:
            return _as_phrasing(visit, questions, chosen)
        if act == "entry":
            return _as_entry(visit, questions)
        if act == "ignore":
            ignore(visit.db, questions, **_who(visit))
            return _done(visit, questions, "已忽略，以后同样的问题也不再列出。")
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        return _page(visit, 409 if isinstance(error, Conflict) else 400, error.sentence)
    raise NotFound()


def undo(visit: Visit) -> Response:
    """Put a group back where it was."""
    first = get_questions(
        visit.db, [request.form.get("question", "")], areas=visit.setup.areas, actor=visit.actor
    )
    together = settled_with(visit.db, first[0])
    if not together:
        raise NotFound("这些问题没有处理过。")
    reopen(visit.db, together, **_who(visit))
    visit.db.commit()
    return visit.redirect("misses", "已撤销，问题回到“还没处理”。加过的相似问和新知识还在。")


def find_entries(visit: Visit) -> Response:
    """Buttons of the entries that hold the words: for a part of the page."""
    words = request.args.get("find", "")[:100]
    wanted = Wanted(words=words)
    areas, today = visit.setup.areas, day_of(visit.now)
    found = search_entries(visit.db, wanted, areas=areas, actor=visit.actor, today=today)
    group = request.args.get("group", "")
    return visit.page(
        "misses/entries.html",
        found=found.entries[:FEW] if words else (),
        group=group if group.isdecimal() else "",
    )


def _as_phrasing(visit: Visit, questions: Sequence[Question], chosen: str) -> Response:
    public_id, _, version = chosen.partition(".")
    entry = get_visible(visit.db, public_id, areas=visit.setup.areas, actor=visit.actor)
    was_current = entry.published_revision == entry.version
    read = int(version) if version.isdecimal() else 0
    accept_as_phrasing(visit.db, questions, entry, _texts(questions), version=read, **_who(visit))
    said = (
        _published_too(visit, entry)
        if was_current
        else "它还有没发布的改动，发布以后居民才问得到。"
    )
    return _done(visit, questions, f"已加到“{entry.question}”。{said}")


def _published_too(visit: Visit, entry: Entry) -> str:
    """What was published as it stood is published with the new phrasing as well."""
    if not is_publishable_by(entry, areas=visit.setup.areas, actor=visit.actor):
        return "请有权的同事发布。"
    try:
        with visit.db.begin_nested():
            publish_entry(
                visit.db, entry, areas=visit.setup.areas, actor=visit.actor, now=visit.now
            )
    except (Invalid, Conflict) as error:
        return f"还没有发布：{error.sentence}"
    return "居民现在就能问到。"


def _as_entry(visit: Visit, questions: Sequence[Question]) -> Response:
    texts = _texts(questions)
    content = EntryContent(texts[0], "", texts[1:], area_id=_area_for(visit, questions))
    entry = accept_as_entry(visit.db, questions, content, **_who(visit))
    visit.db.commit()
    return visit.redirect("entry", "草稿建好了，写上答复就能发布。", entry_id=entry.public_id)


def _area_for(visit: Visit, questions: Sequence[Question]) -> int | None:
    """Everywhere, or for who may not write for all areas the one that asked most."""
    if visit.actor.may("entry.edit"):
        return None
    asked = Counter(row.area_id for row in questions if row.area_id is not None)
    return asked.most_common(1)[0][0] if asked else None


def _texts(questions: Sequence[Question]) -> tuple[str, ...]:
    """The writings that were ticked; raises `Invalid` when none was."""
    own = {row.text for row in questions}
    ticked = [text for text in request.form.getlist("text") if text in own]
    if not ticked:
        raise Invalid("text", "请至少勾选一种问法。")
    return tuple(dict.fromkeys(ticked))


def _done(visit: Visit, questions: Sequence[Question], said: str) -> Response:
    visit.db.commit()
    return visit.redirect("misses", said, undo=questions[0].public_id)


def _page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    tab = request.args.get("tab", "")
    settled = Settled(tab) if tab in TABS and tab else None
    days = _days()
    knowledge = visit.tools.snapshots.knowledge.now()
    misses = list_misses(
        visit.db,
        since=visit.now - timedelta(days=days),
        knowledge=knowledge,
        areas=visit.setup.areas,
        actor=visit.actor,
        settled=settled,
    )
    shown = misses.groups[:MOST_SHOWN]
    return visit.page(
        "misses/list.html",
        status,
        misses=misses,
        shown=shown,
        near=_near(visit, shown),
        taken=_taken(visit, shown) if settled else {},
        tab=tab if settled else "",
        tabs=TABS,
        days=days,
        choices=DAYS,
        trouble=trouble,
        undo=request.args.get("undo", "") if request.method == "GET" else "",
        may_edit=visit.actor.may_somewhere("entry.edit"),
        names=names_of_ids(visit.setup),
        is_tickable=is_tickable,
        most_ticked=MOST_TICKED,
    )


def is_tickable(text: str) -> bool:
    """Whether the words may become a phrasing as they are."""
    return len(text) <= LONGEST_QUESTION and not is_marked(text)


def _days() -> int:
    given = request.args.get("days", "")
    return int(given) if given.isdecimal() and int(given) in DAYS else DAYS[0]


def _near(visit: Visit, shown: Sequence[Miss]) -> dict[int, Entry]:
    """The entries that come near, as rows: what a button adds to must be the newest version."""
    ids = {ranked.entry.id for miss in shown for ranked in miss.near}
    rows = visit.db.scalars(select(Entry).where(Entry.id.in_(ids)))
    return {row.id: row for row in rows}


def _taken(visit: Visit, shown: Sequence[Miss]) -> dict[str, tuple[Entry, Told, int]]:
    """By a group's first question: the entry that took it up, and how the telling stands."""
    first = [miss.questions[0] for miss in shown]
    rows = visit.db.execute(
        select(Question.public_id, Entry)
        .join(Entry, Entry.id == Question.settled_entry_id)
        .where(Question.public_id.in_(first))
    )
    return {
        public_id: (
            entry,
            count_told(visit.db, entry),
            count_asked(visit.db, entry, now=visit.now),
        )
        for public_id, entry in rows
    }


def _who(visit: Visit) -> dict[str, Any]:
    return {"areas": visit.setup.areas, "actor": visit.actor, "now": visit.now}
