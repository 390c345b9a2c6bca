"""The starter pack's routing catalogue, as the first edition."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from cases.catalogue import ANYTHING, RuleFacts
from cases.catalogue_editing import newest_edition, publish_rules
from community.pack import COMMUNITY, pack_file
from community.setup import Setup, load_setup
from core.actor import SYSTEM
from core.versions import raise_version

STARTER = Path(__file__).parent / "starter"


def load_starter(db: Session, *, now: datetime, pack: str = COMMUNITY) -> int:
    """Bring the pack's catalogue in as the first edition; returns how many rules were added.

    Idempotent: where there is any edition nothing is added. The community's own pack comes first.
    """
    # Raising the counter first makes processes that start together load one after another.
    raise_version(db, "starter")
    if newest_edition(db):
        return 0
    setup = load_setup(db)
    return publish_rules(db, _rules(setup, pack), actor=SYSTEM, setup=setup, now=now)


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
