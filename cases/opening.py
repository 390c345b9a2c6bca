"""Opening a case: what was understood, whose it is, when it is due, its number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from cases import clocks
from cases.attachments import join_waiting
from cases.catalogue import Catalogue, Route, is_about_office, resolve
from cases.clocks import Terms
from cases.events import append_event
from cases.models import Case, CaseReporter, CaseState
from cases.numbers import next_number
from cases.phones import keep_phone
from cases.recognise import Recognised, recognise
from cases.workflow import Step
from community.areas import AreaFacts
from community.models import Kind
from community.setup import Setup
from community.topics import TopicFacts
from core.actor import Actor
from core.clock import day_of
from core.errors import Invalid, Refused
from core.masking import cut_personal

MOST_CHARACTERS = 5000
PLACE_CHARACTERS = 200


@dataclass(frozen=True)
class Demand:
    """What somebody wants; what is None is looked for in the text.

    `area_id`: where he lives or what he named; a building named within it is taken instead.
    `without`: a topic that he says it is not. `resident_id` None: reported by telephone, in person
    or seen by staff.
    """

    account: str
    text: str
    source: str
    kind: Kind | None = None
    topic_id: int | None = None
    area_id: int | None = None
    place: str | None = None
    resident_id: int | None = None
    name: str | None = None
    phone: str | None = None
    urgent: bool = False
    without: int | None = None
    join_attachments: bool = True


@dataclass(frozen=True)
class Opened:
    """The new case and how many photos and voices that waited have joined it."""

    case: Case
    attachments: int


@dataclass(frozen=True)
class _Plan:
    """All that is decided before anything is written."""

    topic: TopicFacts | None
    kind: Kind
    area: AreaFacts | None
    place: str | None
    route: Route
    terms: Terms


def open_case(
    db: Session,
    demand: Demand,
    *,
    actor: Actor,
    setup: Setup,
    catalogue: Catalogue,
    now: datetime,
) -> Opened:
    """Add the case with its first event, reporter, photos that waited, and last its number.

    Commit soon: until then nobody else gets a number of the day. Raises `Invalid` for a demand
    without words, `Refused`, `Unavailable` when no office can be responsible.
    """
    _check(demand)
    plan = _plan(demand, setup, catalogue)
    _require(actor, demand, plan)
    case = _make_case(demand, plan, setup, now)
    db.add(case)
    db.flush()
    _add_reporter(db, case, demand, actor, now)
    joined = 0
    if demand.join_attachments and demand.resident_id is not None:
        joined = join_waiting(db, demand.resident_id, case.id, now=now)
    facts = {**_facts(case, plan), "catalogue": catalogue.edition, "attachments": joined}
    append_event(db, case, Step.OPEN, actor=actor, now=now, facts=facts)
    case.number = next_number(db, day_of(now))
    db.flush()
    return Opened(case, joined)


def _check(demand: Demand) -> None:
    if not demand.text.strip():
        raise Invalid("text", "请写明是什么事。")
    if len(demand.text) > MOST_CHARACTERS:
        raise Invalid("text", f"最多 {MOST_CHARACTERS} 个字。")


def _require(actor: Actor, demand: Demand, plan: _Plan) -> None:
    """A resident opens cases of his own; staff may where they work, whichever office then acts."""
    path = plan.area.path if plan.area else ""
    if actor.kind == "resident" and demand.resident_id != actor.id:
        raise Refused()
    if not any(own.covers("case.open", path, own.office) for own in actor.rights):
        raise Refused()


def _plan(demand: Demand, setup: Setup, catalogue: Catalogue) -> _Plan:
    heard = recognise(demand.text, setup, demand.area_id, demand.kind, without=demand.without)
    topic = setup.topics.get(demand.topic_id or heard.likely_topic_id or 0)
    kind = heard.kind or (topic.kind if topic else Kind.HELP)
    area = _area(demand, heard, setup)
    route = resolve(
        catalogue,
        setup,
        topic,
        area.id if area else None,
        complaint=is_about_office(kind, topic),
    )
    place = (demand.place or heard.place or "")[:PLACE_CHARACTERS] or None
    terms = clocks.terms_of(topic, urgent=demand.urgent)
    return _Plan(topic, kind, area, place, route, terms)


def _area(demand: Demand, heard: Recognised, setup: Setup) -> AreaFacts | None:
    areas = setup.areas
    given, named = areas.find(demand.area_id), areas.find(heard.area_id)
    if named is not None and (given is None or given in areas.ancestors(named.id)):
        return named
    if given is not None:
        return given
    only = areas.neighbourhoods()
    return only[0] if len(only) == 1 else None


def _make_case(demand: Demand, plan: _Plan, setup: Setup, now: datetime) -> Case:
    description, cut = cut_personal(demand.text.strip())
    terms, calendar = plan.terms, setup.calendar
    return Case(
        account=demand.account,
        kind=plan.kind.value,
        topic_id=plan.topic.id if plan.topic else None,
        area_id=plan.area.id if plan.area else None,
        area_path=plan.area.path if plan.area else "",
        office_id=plan.route.office_id,
        about_office_id=plan.route.about_office_id,
        source=demand.source,
        state=CaseState.OPENED,
        urgency=terms.urgency,
        description=description,
        cut=cut or None,
        place=plan.place,
        opened_at=now,
        accept_due_at=clocks.due(now, terms.accept_within, terms.clock, calendar),
        due_at=clocks.due(now, terms.resolve_within, terms.clock, calendar),
        rerouted=False,
        refusals=0,
        reopenings=0,
        last_seq=0,
        last_hash="",
        version=1,
    )


def _add_reporter(db: Session, case: Case, demand: Demand, actor: Actor, now: datetime) -> None:
    reporter = CaseReporter(
        case_id=case.id, resident_id=demand.resident_id, name=demand.name, joined_at=now
    )
    db.add(reporter)
    if demand.phone:
        keep_phone(db, reporter, demand.phone, actor=actor)
    db.flush()


def _facts(case: Case, plan: _Plan) -> dict[str, object]:
    return {
        "kind": case.kind,
        "topic": case.topic_id,
        "area": case.area_id,
        "office": case.office_id,
        "about": case.about_office_id,
        "source": case.source,
        "urgency": case.urgency,
        "due": case.due_at.isoformat(),
        "by_rule": plan.route.rule is not None,
    }
