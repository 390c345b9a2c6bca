"""A case's timeline: events that are only ever added, each bound to the one before."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case, CaseEvent
from cases.workflow import Step
from core.actor import Actor
from core.sealing import keyring

ERASED_SALT = ""


def lock(db: Session, case: Case) -> None:
    """Hold the case's row until the commit and read it as it now is."""
    db.flush()
    db.refresh(case, with_for_update=True)


def append_event(
    db: Session,
    case: Case,
    step: Step,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    words: str = "",
) -> CaseEvent:
    """Add an event to a case whose row is locked (or new); `facts` hold nothing personal."""
    salt = secrets.token_hex(16)
    event = CaseEvent(
        case_id=case.id,
        seq=case.last_seq + 1,
        step=step.value,
        actor_kind=actor.kind,
        actor_id=actor.id,
        at=now,
        facts=dict(facts or {}),
        words=words or None,
        salt=salt,
        words_mac=_words_mac(words, salt),
        hash="",
    )
    event.hash = event_hash(case.last_hash or case.public_id, event)
    case.last_seq, case.last_hash = event.seq, event.hash
    db.add(event)
    db.flush()
    return event


def event_hash(previous: str, event: CaseEvent) -> str:
    """The hash that binds an event to the one before; words enter only by their mac."""
    body = [
        event.seq,
        event.step,
        event.actor_kind,
        event.actor_id,
        event.at.isoformat(),
        event.facts,
        event.words_mac,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def verify_chain(db: Session, case: Case) -> int | None:
    """The seq of the first event that is missing, changed or out of line; None when all hold.

    Erased words leave the chain valid; words that are there must be those that were written.
    """
    previous, expected = case.public_id, 1
    for event in timeline(db, case):
        if event.seq != expected or event.hash != event_hash(previous, event):
            return expected
        if event.words_sealed is not None and event.words_mac != _words_mac(
            event.words or "", event.salt
        ):
            return expected
        previous, expected = event.hash, expected + 1
    is_whole = case.last_seq == expected - 1 and case.last_hash == (
        previous if expected > 1 else ""
    )
    return None if is_whole else expected


def timeline(db: Session, case: Case) -> list[CaseEvent]:
    """All events of the case in order; for readers who may see it all."""
    own = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)
    return list(db.scalars(own))


def _words_mac(words: str, salt: str) -> str:
    return keyring().keyed_hash(f"{salt}\n{words}")
