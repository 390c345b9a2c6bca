"""What the page of the misses shows."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, request, url_for
from sqlalchemy import select

from community.topic_words import LONGEST as LONGEST_WORD
from community.topic_words import RIGHT as ADD_WORDS
from community.topics import TopicFacts
from core.language import normalise
from core.masking import is_marked
from faq.answering_back import Told, count_asked, count_told
from faq.content import LONGEST_QUESTION
from faq.misses import A_PAGE, Miss, list_misses
from faq.models import Entry, Question, Settled
from faq.pieces import common_piece
from faq.regrouping import count_new, find_busy
from web.console.pages.faq.naming import names_of_ids, topic_choices
from web.console.visit import Visit

TABS = {
    "": "还没处理",
    Settled.PHRASING: "成了相似问",
    Settled.ENTRY: "成了新知识",
    Settled.TOPIC: "归到事项",
    Settled.IGNORED: "忽略的",
}
DAYS = (7, 30, 180)
MOST_TICKED = 10
MOST_TOPICS = 3


def page(visit: Visit, status: int = 200, trouble: str = "") -> Response:
    """One page of the groups, each with what can be made of it."""
    tab = request.args.get("tab", "")
    settled = Settled(tab) if tab in TABS and tab else None
    days = days_of(request.values.get("days", ""))
    number = max(1, request.args.get("page", 1, type=int))
    misses = list_misses(
        visit.db,
        since=visit.now - timedelta(days=days),
        knowledge=visit.tools.snapshots.knowledge.now(),
        areas=visit.setup.areas,
        actor=visit.actor,
        settled=settled,
        page=number,
    )
    near = _near(visit, misses.groups)

    def address(to: int) -> str:
        if not 1 <= to <= -(-misses.total // A_PAGE):
            return ""
        return url_for("console.misses", tab=tab or None, days=days, page=to)

    return visit.page(
        "misses/list.html",
        status,
        misses=misses,
        previous=address(number - 1),
        next=address(number + 1),
        near=near,
        taken=_taken(visit, misses.groups) if settled else {},
        topic_taken=_topics_taken(visit, misses.groups) if settled else {},
        tab=tab if settled else "",
        tabs=TABS,
        days=days,
        choices=DAYS,
        trouble=trouble,
        undo=request.args.get("undo", "") if request.method == "GET" else "",
        may_edit=visit.actor.may_somewhere("entry.edit"),
        may_add_words=may_add_words(visit),
        names=names_of_ids(visit.setup),
        topics=topic_choices(visit.setup)[1:],
        topics_of=lambda miss: _topics(visit, miss, near),
        words_of=_words,
        is_tickable=is_tickable,
        most_ticked=MOST_TICKED,
        new=count_new(visit.db, now=visit.now),
        task=find_busy(visit.db),
    )


def is_tickable(text: str) -> bool:
    """Whether the words may become a phrasing as they are."""
    return len(text) <= LONGEST_QUESTION and not is_marked(text)


def may_add_words(visit: Visit) -> bool:
    """Whether this visitor may give topics new words: they hold in all areas."""
    return visit.actor.may(ADD_WORDS)


def days_of(given: str) -> int:
    """So many days are looked back; those of the first choice where none is given."""
    return int(given) if given.isdecimal() and int(given) in DAYS else DAYS[0]


def _words(miss: Miss) -> str:
    """What the writings have in common, to begin with."""
    plain = [text for text in miss.texts if is_tickable(text)]
    piece = common_piece(plain)
    return piece if len(piece) <= LONGEST_WORD else ""


def _topics(visit: Visit, miss: Miss, near: dict[int, Entry]) -> list[TopicFacts]:
    """The topics that these may be about, by their words or those of entries that come near."""
    said = (found.topic.id for found in visit.setup.topic_words.found(normalise(miss.texts[0])))
    rows = (near.get(ranked.entry.id) for ranked in miss.near)
    ids = dict.fromkeys((*said, *(row.topic_id or 0 for row in rows if row)))
    found = [visit.setup.topics.get(id_) for id_ in ids]
    return [topic for topic in found if topic and topic.active][:MOST_TOPICS]


def _near(visit: Visit, shown: Sequence[Miss]) -> dict[int, Entry]:
    """The entries that come near, as rows: what a button adds to must be the newest version."""
    ids = {ranked.entry.id for miss in shown for ranked in miss.near}
    rows = visit.db.scalars(select(Entry).where(Entry.id.in_(ids)))
    return {row.id: row for row in rows}


def _taken(visit: Visit, shown: Sequence[Miss]) -> dict[str, tuple[Entry, Told, int]]:
    """By a group's first question: the entry that took it up, and how the telling stands."""
    rows = visit.db.execute(
        select(Question.public_id, Entry)
        .join(Entry, Entry.id == Question.settled_entry_id)
        .where(Question.public_id.in_([miss.id for miss in shown]))
    )
    return {
        public_id: (
            entry,
            count_told(visit.db, entry),
            count_asked(visit.db, entry, now=visit.now),
        )
        for public_id, entry in rows
    }


def _topics_taken(visit: Visit, shown: Sequence[Miss]) -> dict[str, tuple[str, list[str]]]:
    """By a group's first question: the topic it was handed to, and the words that got."""
    rows = visit.db.execute(
        select(Question.public_id, Question.settled_topic_id, Question.settled_words).where(
            Question.public_id.in_([miss.id for miss in shown]),
            Question.settled_topic_id.is_not(None),
        )
    )
    names = names_of_ids(visit.setup)["topic_id"]
    return {public_id: (names[topic_id], words or []) for public_id, topic_id, words in rows}
