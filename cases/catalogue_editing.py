"""The editions of the routing catalogue: published, looked up, brought back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.catalogue import Catalogue, RuleFacts
from cases.catalogue_changes import line_changes
from cases.catalogue_check import new_problems, problems
from cases.models import CatalogueEdition, CatalogueRule
from community.setup import Setup
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid, NotFound
from core.versions import raise_version

EDIT = "catalogue.edit"
MOST_LINES_TOLD = 50


def publish_rules(
    db: Session,
    rules: Iterable[RuleFacts],
    *,
    actor: Actor,
    setup: Setup,
    now: datetime,
    read: int | None = None,
    restores: int | None = None,
) -> int:
    """Make these rules the new edition; the older ones stay. Returns how many rules there are.

    What was amiss before may stay so, nothing may become it.
    `read` is the edition that was changed: `Conflict` where there is a newer one by now;
    `restores` the one brought back. Raises `Refused` or `Invalid`.
    """
    actor.require(EDIT)
    # Whoever publishes at the same time waits here, and then finds a newer edition.
    raise_version(db, "catalogue")
    newest = newest_edition(db)
    if read is not None and read != newest:
        raise Conflict()
    rules, before = list(rules), rules_of(db, newest)
    found = new_problems(before, rules, setup) if newest else problems(rules, setup)
    if found:
        raise Invalid("rules", found[0])
    edition = newest + 1
    staff_id = actor.id if actor.kind == "staff" else None
    db.add(CatalogueEdition(edition=edition, made_at=now, staff_id=staff_id, restores=restores))
    db.add_all(
        CatalogueRule(
            edition=edition,
            topic_id=rule.topic_id,
            function=rule.function,
            area_id=rule.area_id,
            office_id=rule.office_id,
        )
        for rule in rules
    )
    db.flush()
    lines = [
        [one.rule.area_id, one.rule.topic_id or one.rule.function, one.before, one.after]
        for one in line_changes(before, rules)
    ]
    facts = {"edition": edition, "rules": len(rules), "restores": restores}
    # The first edition is the pack's as a whole.
    told = {"changed": len(lines), "lines": lines[:MOST_LINES_TOLD]} if newest else {}
    record(db, actor, "catalogue.publish", facts={**facts, **told}, now=now)
    return len(rules)


def restore_edition(
    db: Session, edition: int, *, actor: Actor, setup: Setup, now: datetime, read: int
) -> int:
    """Make an older edition's rules the newest. Raises as `publish_rules`, and `NotFound`."""
    actor.require(EDIT)
    rules = rules_of(db, edition)
    if not rules:
        raise NotFound("没有这一版。")
    return publish_rules(db, rules, actor=actor, setup=setup, now=now, read=read, restores=edition)


def newest_edition(db: Session) -> int:
    """The number of the edition that counts, 0 where there is none."""
    return db.scalar(select(func.max(CatalogueRule.edition))) or 0


def rules_of(db: Session, edition: int) -> list[RuleFacts]:
    """The rules of that edition; [] for one there is not."""
    rows = db.scalars(
        select(CatalogueRule).where(CatalogueRule.edition == edition).order_by(CatalogueRule.id)
    )
    return [
        RuleFacts(row.area_id, row.office_id, row.topic_id, row.function, row.id) for row in rows
    ]


def get_edition(db: Session, edition: int, *, actor: Actor) -> Catalogue:
    """The catalogue of that edition; raises `NotFound` alike for none and without the right."""
    rules = rules_of(db, edition) if actor.may(EDIT) else []
    if not rules:
        raise NotFound("没有这一版。")
    return Catalogue(edition, tuple(rules))


def list_editions(db: Session, *, actor: Actor, limit: int = 100) -> list[CatalogueEdition]:
    """The editions, newest first. Raises `Refused`."""
    actor.require(EDIT)
    newest = select(CatalogueEdition).order_by(CatalogueEdition.edition.desc())
    return list(db.scalars(newest.limit(limit)))
