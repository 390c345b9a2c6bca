"""Telling reporters of a step: one notice each, never to the one who took it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case, CaseEvent, CaseReporter
from cases.workflow import Rule, Step
from community.setup import Setup
from community.texts import cases as texts
from community.texts.sentence import Sentence
from core.actor import Actor
from notices.asking import Asked
from notices.service import queue

QUESTION_LIVES = timedelta(days=7)
# What a step asks along with its notice: the open question's kind, and its words.
ASKS: dict[Step, tuple[str, Sentence]] = {
    Step.ASK: ("officer", texts.ASKED_HOW),
    Step.RESOLVE: ("solved", texts.RESOLVED_ASK),
}


def tell(
    db: Session,
    case: Case,
    event: CaseEvent,
    rule: Rule,
    *,
    actor: Actor,
    setup: Setup,
    note: str,
    now: datetime,
) -> int:
    """Queue a notice of the event for each reporter in the chat; returns for how many."""
    if rule.tells is None:
        return 0
    values = {"number": case.number, "office": setup.offices[case.office_id].name, "note": note}
    fields = {name: values[name] for name in rule.tells.fields}
    text = setup.texts.say(rule.tells, **fields)
    told = 0
    for resident_id in reporters(db, case):
        if actor.kind == "resident" and actor.id == resident_id:
            continue
        told += queue(
            db,
            resident_id=resident_id,
            cause=f"case:{case.id}:{event.seq}",
            kind=rule.step.value,
            text=text,
            question=_question(case, rule.step, text, setup),
            now=now,
        )
    return told


def reporters(db: Session, case: Case) -> list[int]:
    """The residents who reported or joined the case from the chat."""
    own = select(CaseReporter.resident_id).where(CaseReporter.case_id == case.id)
    ids = db.scalars(own.order_by(CaseReporter.id))
    return [resident_id for resident_id in ids if resident_id is not None]


def _question(case: Case, step: Step, text: str, setup: Setup) -> Asked | None:
    if step not in ASKS:
        return None
    kind, sentence = ASKS[step]
    words = setup.texts.say(sentence)
    return Asked(
        kind=kind,
        # When it comes back, the officer's own words must come with it.
        content={
            "prompt": f"{text}\n{words}" if step is Step.ASK else words,
            "case_id": case.id,
        },
        case_id=case.id,
        lives_seconds=QUESTION_LIVES.total_seconds(),
        words=words,
    )
