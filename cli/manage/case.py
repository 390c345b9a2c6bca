"""`./run manage case`: cases by hand, as long as there is nothing better at hand."""

from dataclasses import replace

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.staff import find_staff
from cases import steps
from cases.models import Case, CaseState
from cases.queries import NO_SUCH_CASE, cases_for_operator, find_visible
from cases.steps import NOT_BY_STAFF, OUTCOMES
from cases.workflow import OPEN, Step, staff_word
from cli.database import open_sessions, require_schema
from cli.manage.staff import office_id
from cli.settings import own_settings
from community.models import Office, Topic
from community.setup import load_setup
from core import clock
from core.actor import OPERATOR, rights
from core.clock import SHANGHAI
from core.errors import NotFound

STEPS = [step.value for step in Step if step not in NOT_BY_STAFF]


@click.group()
def case() -> None:
    """Cases."""


@case.command("list")
@click.option("--office", help="Key of an office: what it has, or helps with.")
@click.option("--state", type=click.Choice([state.value for state in CaseState]))
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
def list_cases(office: str | None, state: str | None, limit: int) -> None:
    """List open cases (or those in one state) by due date, soonest first."""
    settings = own_settings()
    require_schema(settings)
    states = [CaseState(state)] if state else sorted(OPEN)
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        seeing = replace(OPERATOR, rights=rights(("*",), office=office_id(db, office)))
        for one in cases_for_operator(db, seeing, states=states, limit=limit):
            click.echo(line_of(db, one))


@case.command("step")
@click.argument("number")
@click.argument("step", type=click.Choice(STEPS), metavar="STEP")
@click.option("--note", default="", help="Words; the resident reads them where he is told.")
@click.option("--reason", default="", help="Words that stay with the staff.")
@click.option("--outcome", default="", type=click.Choice(["", *OUTCOMES]), help="For resolve.")
@click.option("--to", "office", help="Key of the office, for transfer and assist.")
@click.option("--topic", help="Key of the topic, for reclassify.")
@click.option("--staff", help="Name of the staff, for assign.")
def take_step(
    number: str,
    step: str,
    note: str,
    reason: str,
    outcome: str,
    office: str | None,
    topic: str | None,
    staff: str | None,
) -> None:
    """Take a STEP on the case of that NUMBER; who reported it is told where the step tells."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        found = find_visible(db, OPERATOR, number)
        if found is None:
            raise NotFound(NO_SUCH_CASE)
        steps.step(
            db,
            found,
            step,
            actor=OPERATOR,
            setup=load_setup(db),
            now=clock.now(),
            note=note,
            reason=reason,
            outcome=outcome,
            office_id=office_id(db, office),
            topic_id=topic_id(db, topic),
            staff_id=staff_id(db, staff),
        )
        click.echo(line_of(db, found))


take_step.epilog = f"Steps: {', '.join(STEPS)}."


def topic_id(db: Session, key: str | None) -> int | None:
    """The id of the topic of that key, None without one; raises `NotFound`."""
    if key is None:
        return None
    found = db.scalar(select(Topic.id).where(Topic.key == key))
    if found is None:
        raise NotFound(f"没有键为 {key} 的事项。")
    return found


def staff_id(db: Session, name: str | None) -> int | None:
    """The id of the staff of that name, None without one; raises `NotFound`."""
    if name is None:
        return None
    found = find_staff(db, name)
    if found is None:
        raise NotFound(f"没有名叫 {name} 的工作人员。")
    return found.id


def line_of(db: Session, one: Case) -> str:
    """A case as one line: number, state, due date, office's key, topic; nothing personal."""
    office = db.scalar(select(Office.key).where(Office.id == one.office_id))
    topic = db.scalar(select(Topic.name).where(Topic.id == one.topic_id))
    due = one.due_at.astimezone(SHANGHAI)
    words = [one.number or "-", staff_word(one.state), f"{due:%Y-%m-%d %H:%M}", office or "-"]
    return "  ".join([*words, topic or one.kind])
