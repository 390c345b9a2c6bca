"""试一试: what a resident would be answered, and why."""

from dataclasses import dataclass
from typing import Any

from flask import Response, request
from sqlalchemy import select

from core.clock import day_of
from faq.content import fill
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.explain import Explanation
from faq.models import Entry, Outcome
from faq.service import MATCHES, find, outcome_of
from faq.trying import with_drafts
from handlers.preview import preview
from web.console.pages.faq.naming import area_choices
from web.console.visit import Visit

LONGEST = 200
OUTCOMES = {
    Outcome.ANSWERED: "命中：直接答复",
    Outcome.SUGGESTED: "候选：给几个选项",
    Outcome.MISSED: "未命中：请居民登记",
}


@dataclass(frozen=True)
class Why:
    """One of the entries that came near: how sure, and the phrasing that speaks for it."""

    entry: KnownEntry
    public_id: str
    confidence: float
    phrasing: str
    explanation: Explanation | None


def try_out(visit: Visit) -> Response:
    """Ask in a resident's place; nothing is kept."""
    words = request.args.get("words", "").strip()[:LONGEST]
    area, drafts = request.args.get("area", ""), request.args.get("drafts") == "1"
    known = {str(one.id): one.id for one in visit.setup.areas}
    shown = {"words": words, "area": area, "drafts": drafts}
    if not words:
        return _page(visit, shown)
    knowledge = visit.tools.snapshots.knowledge.now()
    if drafts:
        knowledge = with_drafts(visit.db, knowledge)
    return _page(visit, {**shown, **_tried(visit, words, known.get(area), knowledge)})


def _tried(visit: Visit, words: str, area_id: int | None, knowledge: Knowledge) -> dict[str, Any]:
    setup, thresholds = visit.setup, visit.tools.thresholds
    ranked = find(words, area_id, knowledge, setup.areas, visit.now, wherever=area_id is None)
    answer = outcome_of(words, ranked, knowledge, thresholds)
    matches = knowledge.index.match(words, limit=MATCHES * 2)
    spoken = {int(match.entry_id): match.phrasing for match in matches}
    rows = select(Entry.id, Entry.public_id).where(Entry.id.in_([one.entry.id for one in ranked]))
    ids = {row.id: row.public_id for row in visit.db.execute(rows)}
    values = setup.areas.placeholders(area_id)
    said = answer.entry.content if answer.entry else None
    return {
        "outcome": OUTCOMES[answer.outcome],
        "chosen": answer.entry,
        "choices": answer.suggestions,
        "said": fill(said.answer, values) if said else "",
        "preview": preview(said, setup.areas, setup.texts, area_id) if said else None,
        "why": [
            Why(
                one.entry,
                ids[one.entry.id],
                one.confidence,
                spoken.get(one.entry.id, ""),
                knowledge.index.explain(words, str(one.entry.id)),
            )
            for one in ranked[:5]
            if one.entry.id in ids
        ],
        "thresholds": thresholds,
        "day": day_of(visit.now),
    }


def _page(visit: Visit, shown: dict[str, Any]) -> Response:
    empty: dict[str, Any] = {"outcome": "", "why": [], "chosen": None, "choices": ()}
    return visit.page(
        "trying.html",
        areas=area_choices(visit.setup, first="不知道住哪里"),
        **{**empty, "preview": None, "thresholds": None, **shown},
    )
