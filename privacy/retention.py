"""Keeping what the office keeps for as long as it says, and no longer."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import KeptFor
from core.actor import SYSTEM, Actor
from core.audit import record
from core.database import Sessions
from core.errors import Conflict, Invalid
from core.expiry import count_due, take_away
from core.upsert import upsert
from core.versions import raise_version, version_of
from privacy.periods import BY_KEY, PERIODS

RIGHT = "setting.edit"
VERSION = "retention"
BATCH = 500


def load_periods(db: Session) -> dict[str, int]:
    """For each period its value in its unit."""
    own = {row.key: row.value for row in db.scalars(select(KeptFor))}
    return {period.key: own.get(period.key, period.shipped) for period in PERIODS}


def version_now(db: Session) -> int:
    """How often the periods were changed."""
    return version_of(db, VERSION)[0]


def set_periods(
    db: Session, values: Mapping[str, int], *, version: int, actor: Actor, now: datetime
) -> None:
    """Keep things for so long from now on, over the version that was read, else `Conflict`.

    Raises `Refused`, or `Invalid` that names the period.
    """
    actor.require(RIGHT)
    for key, value in values.items():
        _check(key, value)
    # Raised first: who comes second waits here, and then finds that he was second.
    raise_version(db, VERSION)
    if version_now(db) != version + 1:
        raise Conflict()
    before = load_periods(db)
    changed = {key: value for key, value in values.items() if before[key] != value}
    for key, value in changed.items():
        upsert(db, KeptFor, {"key": key, "value": value, "changed_at": now})
    facts = {key: [before[key], value] for key, value in changed.items()}
    record(db, actor, "retention.change", facts=facts, now=now)


def count_over(db: Session, *, now: datetime) -> dict[str, int]:
    """For each period how many things are over it by now."""
    values = load_periods(db)
    return {
        period.key: count_due(db, period.expiry, now - period.span(values[period.key]))
        for period in PERIODS
    }


def keep_retention(
    sessions: Sessions,
    *,
    now: datetime,
    is_stopping: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """Take away what is over its period, in commits of 500; returns how much of each."""
    with sessions() as db:
        values = load_periods(db)
    done: dict[str, int] = {}
    for period in PERIODS:
        before = now - period.span(values[period.key])
        taken = BATCH
        while taken == BATCH and not is_stopping():
            with sessions.begin() as db:
                taken = take_away(db, period.expiry, before, BATCH)
            done[period.key] = done.get(period.key, 0) + taken
    told = {key: count for key, count in done.items() if count}
    if told:
        with sessions.begin() as db:
            record(db, SYSTEM, "retention.keep", facts=told, now=now)
    return done


def _check(key: str, value: int) -> None:
    period = BY_KEY.get(key)
    if period is None:
        raise Invalid(key, "没有这一项。")
    if not period.least <= value <= period.most:
        raise Invalid(
            key, f"要在 {period.least} 到 {period.most} {period.unit}之间：{period.why}。"
        )
