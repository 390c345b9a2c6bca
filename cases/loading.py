"""The routing catalogue as rows: the starter pack's, and each new edition."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.catalogue import ANYTHING, RuleFacts
from cases.catalogue_check import problems
from cases.models import CatalogueRule
from community.pack import COMMUNITY, pack_file
from community.setup import Setup, load_setup
from core.actor import SYSTEM, Actor
from core.audit import record
from core.errors import Invalid
from core.versions import raise_version

STARTER = Path(__file__).parent / "starter"


def load_starter(db: Session, *, now: datetime, pack: str = COMMUNITY) -> int:
    """Bring the pack's catalogue in as the first edition; returns how many rules were added.

    Idempotent: where there is any edition nothing is added. The community's own pack comes first.
    """
    # Raising the counter first makes processes that start together load one after another.
    raise_version(db, "starter")
    if _newest_edition(db):
        return 0
    setup = load_setup(db)
    return publish_rules(db, _rules(setup, pack), actor=SYSTEM, setup=setup, now=now)


def publish_rules(
    db: Session, rules: Iterable[RuleFacts], *, actor: Actor, setup: Setup, now: datetime
) -> int:
    """Make these rules the new edition; the older ones stay. Raises `Refused` or `Invalid`."""
    actor.require("catalogue.edit")
    rules = list(rules)
    found = problems(rules, setup)
    if found:
        raise Invalid("rules", found[0])
    edition = _newest_edition(db) + 1
    for rule in rules:
        row = CatalogueRule(
            edition=edition,
            topic_id=rule.topic_id,
            function=rule.function,
            area_id=rule.area_id,
            office_id=rule.office_id,
        )
        db.add(row)
    db.flush()
    raise_version(db, "catalogue")
    facts = {"edition": edition, "rules": len(rules)}
    record(db, actor, "catalogue.publish", facts=facts, now=now)
    return len(rules)


def _newest_edition(db: Session) -> int:
    return db.scalar(select(func.max(CatalogueRule.edition))) or 0


def _rules(setup: Setup, name: str = COMMUNITY) -> list[RuleFacts]:
    pack = tomllib.loads(pack_file(STARTER, "catalogue", name).read_text("utf-8"))
    areas = {area.key: area.id for area in setup.areas}
    offices = {office.key: office.id for office in setup.offices.values()}
    topics = {topic.key: topic.id for topic in setup.topics.values()}

    def _place(row: dict[str, Any]) -> tuple[int, int]:
        return areas[row["area"]], offices[row["office"]]

    by_function = [RuleFacts(*_place(row), function=row["function"]) for row in pack["function"]]
    by_topic = [
        RuleFacts(*_place(row), function=ANYTHING)
        if row["topic"] == ANYTHING
        else RuleFacts(*_place(row), topic_id=topics[row["topic"]])
        for row in pack["rule"]
    ]
    return [*by_function, *by_topic]
