"""The desk with its people, for stories about cases."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.consents import give_consent
from accounts.models import Resident
from accounts.permissions import rights_of
from accounts.residents import meet
from cases import service
from cases.catalogue import Catalogue
from cases.events import timeline
from cases.models import Case, CaseEvent, CaseReporter
from community.setup import Setup
from core.actor import OPERATOR, Actor, resident_actor
from core.database import Sessions
from notices.models import Notice

# A Monday, 11:00 in Shanghai.
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACCOUNT = "wx1"


@dataclass
class World:
    """The database with its setup; `now` moves only when a story moves it."""

    db: Session
    sessions: Sessions
    setup: Setup
    catalogue: Catalogue
    now: datetime = NOON
    _met: dict[str, int] = field(default_factory=dict)

    def later(self, **span: float) -> datetime:
        """Move the clock on."""
        self.now += timedelta(**span)
        return self.now

    def resident(self, name: str) -> Resident:
        """The resident of that name, met when first named."""
        return meet(self.db, ACCOUNT, f"o-{name}", now=self.now)

    def actor(self, name: str) -> Actor:
        """The resident acting for himself."""
        return resident_actor(self.resident(name).id)

    def staff(self, role: str, *, area: str = "", office: str | None = None) -> Actor:
        """Somebody with the role, in an area by key ('' everywhere) and an office by key."""
        path = self.path(area) if area else ""
        office_id = self.office(office) if office else None
        return Actor("staff", 1, tuple(rights_of(role, path, office_id)))

    def area(self, key: str) -> int:
        return next(area.id for area in self.setup.areas if area.key == key)

    def path(self, key: str) -> str:
        return self.setup.areas.get(self.area(key)).path

    def office(self, key: str) -> int:
        return next(office.id for office in self.setup.offices.values() if office.key == key)

    def topic(self, key: str) -> int:
        return next(topic.id for topic in self.setup.topics.values() if topic.key == key)

    def owner(self, case: Case) -> str:
        """The key of the office that owns the case."""
        return self.setup.offices[case.office_id].key

    def open(
        self, text: str, *, by: str = "王阿姨", home: str | None = "xingfuli", **given: Any
    ) -> Case:
        """A case from the chat of a resident who lives there."""
        demand = service.Demand(
            account=ACCOUNT,
            text=text,
            source="chat",
            resident_id=self.resident(by).id,
            area_id=self.area(home) if home else None,
            **given,
        )
        return self.open_as(demand, self.actor(by)).case

    def open_as(self, demand: service.Demand, actor: Actor) -> service.Opened:
        """A case as demanded, committed."""
        opened = service.open_case(
            self.db,
            demand,
            actor=actor,
            setup=self.setup,
            catalogue=self.catalogue,
            now=self.now,
        )
        self.db.commit()
        return opened

    def step(self, case: Case, step: str, *, actor: Actor = OPERATOR, **given: Any) -> CaseEvent:
        """A step, committed."""
        event = service.step(
            self.db, case, step, actor=actor, setup=self.setup, now=self.now, **given
        )
        self.db.commit()
        return event

    def doing(self, by: str) -> dict[str, Any]:
        """Who, in which setup and when: what every verb of a resident needs."""
        return {"actor": self.actor(by), "setup": self.setup, "now": self.now}

    def fill_in(self, case: Case, *, by: str = "王阿姨", **given: Any) -> CaseEvent:
        event = service.fill_in(self.db, case, catalogue=self.catalogue, **self.doing(by), **given)
        self.db.commit()
        return event

    def correct_area(self, case: Case, key: str) -> CaseEvent:
        """王阿姨 says that it is there."""
        doing = self.doing("王阿姨")
        event = service.correct_area(
            self.db, case, self.area(key), catalogue=self.catalogue, **doing
        )
        self.db.commit()
        return event

    def correct_topic(self, case: Case, key: str | None) -> CaseEvent:
        """王阿姨 says that it is about that, or (None) about nothing that is known."""
        topic_id = self.topic(key) if key else None
        doing = self.doing("王阿姨")
        event = service.correct_topic(self.db, case, topic_id, catalogue=self.catalogue, **doing)
        self.db.commit()
        return event

    def agree(self, by: str) -> None:
        """His yes to being called."""
        own = self.resident(by).id
        give_consent(self.db, own, "phone", "1", actor=resident_actor(own), now=self.now)

    def join(self, case: Case, by: str) -> None:
        """Somebody who reports the same."""
        reporter = CaseReporter(
            case_id=case.id, resident_id=self.resident(by).id, joined_at=self.now
        )
        self.db.add(reporter)
        self.db.commit()

    def told(self, by: str) -> list[str]:
        """The texts of his notices, oldest first."""
        own = select(Notice).where(Notice.resident_id == self.resident(by).id).order_by(Notice.id)
        return [notice.text or "" for notice in self.db.scalars(own)]

    def steps(self, case: Case) -> list[str]:
        """The steps of its timeline."""
        return [event.step for event in timeline(self.db, case)]
