"""`./run manage outage`: what is out for a while, told to residents before anything else."""

from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.models import Area, Topic
from core import clock
from core.actor import OPERATOR
from core.errors import NotFound
from faq import outages
from faq.models import Outage
from faq.outages import OutageContent

MINUTES = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


@click.group()
def outage() -> None:
    """Notes about outages, told first while they hold."""


@outage.command()
@click.argument("text")
@click.option("--topic", "topics", multiple=True, required=True, help="Key of a topic; repeatable.")
@click.option("--area", help="Key of the area it holds in and below; without: everywhere.")
@click.option("--from", "begins", type=MINUTES, help="From then, by Shanghai's clock; else now.")
@click.option("--until", "ends", type=MINUTES, required=True, help="Until then.")
def add(
    text: str, topics: tuple[str, ...], area: str | None, begins: datetime | None, ends: datetime
) -> None:
    """Tell residents TEXT, one sentence, whenever they ask about or report one of the topics."""
    settings = own_settings()
    require_schema(settings)
    now = clock.now()
    with open_sessions(settings) as sessions, sessions.begin() as db:
        content = OutageContent(
            text,
            tuple(_id(db, Topic, key, "事项") for key in topics),
            _id(db, Area, area, "区域") if area else None,
            _instant(begins) if begins else now,
            _instant(ends),
        )
        row = outages.create_outage(db, content, actor=OPERATOR, now=now)
        click.echo(_line(db, row))


@outage.command("list")
@click.option("--over", is_flag=True, help="Those that are over instead.")
def list_them(*, over: bool) -> None:
    """List the notes that hold or will: id, from, until, area, topics, sentence."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        for row in outages.list_outages(db, actor=OPERATOR, now=clock.now(), over=over):
            click.echo(_line(db, row))


@outage.command()
@click.argument("outage_id", metavar="ID")
def end(outage_id: str) -> None:
    """It is over: residents are told no longer."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        row = outages.get_outage(db, outage_id)
        outages.end_outage(db, row, actor=OPERATOR, now=clock.now())
        click.echo(_line(db, row))


def _instant(local: datetime) -> datetime:
    return clock.at_local(local.date(), local.time())


def _id(db: Session, model: type[Area] | type[Topic], key: str, called: str) -> int:
    found = db.scalar(select(model.id).where(model.key == key))
    if found is None:
        raise NotFound(f"没有键为 {key} 的{called}。")
    return found


def _line(db: Session, row: Outage) -> str:
    keys = {topic.id: topic.key for topic in db.scalars(select(Topic))}
    area = db.get(Area, row.area_id) if row.area_id is not None else None
    times = [
        f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" for at in (row.from_at, row.until_at)
    ]
    topics = ",".join(keys[topic_id] for topic_id in row.topic_ids)
    where = area.key if area else "everywhere"
    ended = "  ended" if row.ended_at else ""
    return f"{row.public_id}  {times[0]} – {times[1]}  {where}  {topics}  {row.text}{ended}"
