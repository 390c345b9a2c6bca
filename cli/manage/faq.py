"""`./run manage faq`: the community's knowledge."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli.database import open_sessions, require_schema
from cli.manage.quality import quality
from cli.manage.sheet import export_file, import_file
from cli.settings import own_settings
from community.areas import load_areas
from core import clock
from core.actor import OPERATOR
from core.database import Sessions
from core.errors import LinliError
from faq import evaluate as evaluation
from faq.entries import get_named, publish_entry, retire_entry
from faq.listing import Listed, list_entries, unpublished
from faq.models import EntryState

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# Keys are words, but public ids are random and may begin like an option.
NAMES = {"ignore_unknown_options": True}


@click.group()
def faq() -> None:
    """What the community knows."""


faq.add_command(import_file)
faq.add_command(export_file)


@faq.command("list")
@click.option("--state", type=click.Choice([state.value for state in EntryState]))
@click.option("--category", help="Only entries of that category.")
def list_faq(state: str | None, category: str | None) -> None:
    """List entries: key, state, question, and what stands in the way of publishing."""
    settings = own_settings()
    require_schema(settings)
    wanted = EntryState(state) if state else None
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        for one in list_entries(db, load_areas(db), state=wanted, category=category):
            click.echo(line_of(one))


@faq.command(context_settings=NAMES)
@click.argument("keys", metavar="[KEY…]", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All that residents don't get yet.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
def publish(keys: tuple[str, ...], is_all: bool, dry_run: bool) -> int:
    """Give residents the entries of these KEYs as they were last saved.

    Exit status 1 when one could not be published; the others are.
    """
    if bool(keys) is is_all:
        raise click.UsageError("Give the keys of entries, or --all.")
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions:
        if is_all:
            with sessions() as db:
                keys = tuple(unpublished(db))
        if not dry_run:
            return tell("Published", each(sessions, keys, publish_one))
        with sessions() as db:
            # One after another in one transaction, since one may stand in another's way.
            refused = [reason for key in keys if (reason := refusal(db, key, publish_one))]
            db.rollback()
            return tell("Could be published", (len(keys) - len(refused), refused))


@faq.command(context_settings=NAMES)
@click.argument("keys", metavar="KEY…", nargs=-1, required=True)
def retire(keys: tuple[str, ...]) -> int:
    """Take the entries of these KEYs from residents; their texts stay."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions:
        return tell("Retired", each(sessions, keys, retire_one))


@faq.command()
@click.argument("kb", metavar="KB.tsv", type=FILE)
@click.argument("queries", metavar="QUERIES.tsv", type=FILE)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path))
def evaluate(kb: Path, queries: Path, json_file: Path | None) -> None:
    """Measure how well the entries of KB.tsv answer QUERIES.tsv."""
    measured = evaluation.run(kb, queries)
    click.echo(evaluation.render(measured))
    if json_file:
        json_file.write_text(json.dumps(evaluation.as_json(measured), indent=1) + "\n")


Act = Callable[[Session, str], None]


def publish_one(db: Session, key: str) -> None:
    """Publish the entry; raises what the service raises."""
    entry = get_named(db, key)
    publish_entry(db, entry, areas=load_areas(db), actor=OPERATOR, now=clock.now())


def retire_one(db: Session, key: str) -> None:
    """Retire the entry; raises what the service raises."""
    retire_entry(db, get_named(db, key), actor=OPERATOR, now=clock.now())


def each(sessions: Sessions, keys: Iterable[str], act: Act) -> tuple[int, list[str]]:
    """Do it to each, in a transaction of its own: how many went well, and why the others didn't."""
    done, refused = 0, []
    for key in keys:
        with sessions() as db:
            reason = refusal(db, key, act)
            if reason:
                refused.append(reason)
                continue
            db.commit()
            done += 1
    return done, refused


def refusal(db: Session, key: str, act: Act) -> str:
    """Do it, uncommitted; the key with the reason when it is refused, else ''."""
    try:
        act(db, key)
    except LinliError as error:
        return f"{key}  {error.sentence}"
    return ""


def tell(word: str, outcome: tuple[int, list[str]]) -> int:
    """Say what came of it; the exit status."""
    done, refused = outcome
    for line in refused:
        click.echo(line, err=True)
    click.echo(f"{word}: {done}. Refused: {len(refused)}.")
    return 1 if refused else 0


def line_of(one: Listed) -> str:
    """An entry as one line."""
    words = [one.name, one.entry.state, one.entry.question]
    if one.hindrance:
        words.append(f"({one.hindrance})")
    elif one.entry.state == EntryState.PUBLISHED and not one.is_current:
        words.append("(edited since)")
    return "  ".join(words)


faq.add_command(quality)
