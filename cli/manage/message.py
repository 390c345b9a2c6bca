"""`./run manage message`: what residents sent and an unknown error has left to the staff."""

import click
from sqlalchemy.orm import Session

from bot.failures import mark_seen, read_words, unseen_failures
from bot.models import Message
from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from core import clock
from core.actor import OPERATOR
from core.clock import SHANGHAI


@click.group()
def message() -> None:
    """Messages that failed and wait for staff (待人工)."""


@message.command("list")
@click.option("--words", is_flag=True, help="Show what was said; that is noted in the audit log.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
def list_messages(words: bool, limit: int) -> None:
    """List failed messages nobody has seen to, oldest first."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings, only_reads=not words) as sessions:
        # The audit log is committed before anything is shown.
        with sessions.begin() as db:
            found = unseen_failures(db, actor=OPERATOR, limit=limit)
            lines = [line_of(db, one, words=words) for one in found]
        for line in lines:
            click.echo(line)


# Ids are random and may begin like an option.
@message.command(context_settings={"ignore_unknown_options": True})
@click.argument("public_ids", metavar="PUBLIC_ID…", nargs=-1, required=True)
def seen(public_ids: tuple[str, ...]) -> None:
    """Say that somebody has seen to these: neither list nor check names them any more."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        for public_id in public_ids:
            mark_seen(db, public_id, actor=OPERATOR, now=clock.now())
    click.echo(f"Seen: {len(public_ids)}.")


def line_of(db: Session, one: Message, *, words: bool) -> str:
    """A message as one line: public id, time, kind, error, and the words where they are wanted."""
    at = one.received_at.astimezone(SHANGHAI)
    parts = [one.public_id, f"{at:%Y-%m-%d %H:%M}", one.kind, one.error or "-"]
    if words:
        parts.append(fit_to_show(read_words(db, one, actor=OPERATOR, now=clock.now())) or "-")
    return "  ".join(parts)


def fit_to_show(text: str) -> str:
    """The text on one line, without anything that a terminal would obey."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())
