"""未命中: what nothing answered, by meaning, and one click for what becomes of it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Response, request

from community.models import Topic
from core.clock import day_of
from core.errors import Conflict, Invalid, NotFound
from core.tasks import TaskState
from faq.content import EntryContent
from faq.entries import publish_entry
from faq.misses import get_group, get_questions, settled_with
from faq.models import Entry, Question
from faq.regrouping import find_busy, queue_grouping
from faq.searching import Wanted, search_entries
from faq.settling import accept_as_entry, accept_as_phrasing, hand_to_topic, ignore, reopen
from faq.visible import get_visible, is_publishable_by
from web.console.pages.faq import misses_page as page
from web.console.visit import Visit

FEW = 5
BETWEEN_WORDS = re.compile(r"[\s,，、;；]+")


def listing(visit: Visit) -> Response:
    """The groups of the last days, the most frequent first."""
    return page.page(visit)


def grouping(visit: Visit) -> Response:
    """How far the grouping is: for a part of the page."""
    task = find_busy(visit.db)
    waits = task is not None and task.state == TaskState.WAITING
    return visit.page("misses/grouping.html", task=task, waits=waits)


def group_now(visit: Visit) -> Response:
    """Have what was just asked put into groups."""
    queue_grouping(visit.db, now=visit.now)
    visit.db.commit()
    return visit.redirect("misses")


def take(visit: Visit) -> Response:
    """Make something of a group: 相似问 of an entry, a new entry, a topic's matter, or nothing."""
    act, chosen, topic = (request.form.get(name, "") for name in ("act", "entry", "topic"))
    try:
        questions = _questions(visit)
        if chosen:
            return _as_phrasing(visit, questions, chosen)
        if topic or act == "topic":
            chosen = topic or request.form.get("other_topic", "")
            return _as_topic(visit, questions, chosen)
        if act == "entry":
            return _as_entry(visit, questions)
        if act == "ignore":
            ignore(visit.db, questions, **_who(visit))
            return _done(visit, questions, "已忽略，以后同样的问题也不再列出。")
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        return page.page(visit, 409 if isinstance(error, Conflict) else 400, error.sentence)
    raise NotFound()


def undo(visit: Visit) -> Response:
    """Put a group back where it was."""
    first = get_questions(
        visit.db, [request.form.get("question", "")], areas=visit.setup.areas, actor=visit.actor
    )
    together = settled_with(visit.db, first[0])
    if not together:
        raise NotFound("这些问题没有处理过。")
    words = first[0].settled_words
    reopen(visit.db, together, **_who(visit))
    visit.db.commit()
    kept = "加给事项的说法也收回了。" if words else "加过的相似问和新知识还在。"
    return visit.redirect("misses", f"已撤销，问题回到“还没处理”。{kept}")


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


def _questions(visit: Visit) -> list[Question]:
    """The group as the page showed it, without what was asked since."""
    try:
        until = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        raise NotFound() from None
    if until.tzinfo is None:
        raise NotFound()
    return get_group(
        visit.db,
        request.form.get("group", ""),
        since=visit.now - timedelta(days=page.days_of(request.form.get("days", ""))),
        until=until,
        areas=visit.setup.areas,
        actor=visit.actor,
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


def _as_topic(visit: Visit, questions: Sequence[Question], chosen: str) -> Response:
    topic = visit.db.get(Topic, int(chosen)) if chosen.isdecimal() else None
    if topic is None or not topic.active:
        raise Invalid("topic", "请选一个事项。")
    words = [word for word in BETWEEN_WORDS.split(request.form.get("words", "")) if word]
    if page.may_add_words(visit) and not words:
        raise Invalid("words", "请写上居民的说法。")
    new = hand_to_topic(visit.db, questions, topic, words, **_who(visit))
    told = f"，以后说到“{'”“'.join(new)}”就按它登记" if new else ""
    return _done(visit, questions, f"已归到“{topic.name}”{told}。")


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


def _who(visit: Visit) -> dict[str, Any]:
    return {"areas": visit.setup.areas, "actor": visit.actor, "now": visit.now}
