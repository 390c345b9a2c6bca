"""`./run manage check`: what is wrong with this installation."""

from collections.abc import Iterator

import click

from cli.checks.chains import chain_problems
from cli.checks.content import content_problems
from cli.checks.duty import duty_problems
from cli.checks.keys import key_problems
from cli.checks.messages import message_problems
from cli.checks.wechat import wechat_problems
from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from core import clock
from core.config import Settings, is_data_key, problems
from core.errors import Conflict


@click.command()
def check() -> int:
    """List what is wrong here; exit status 1 when anything is."""
    found = 0
    for sentence in all_problems(own_settings()):
        click.echo(sentence)
        found += 1
    if found:
        click.echo(f"Wrong: {found}.", err=True)
        return 1
    click.echo("Nothing is wrong.")
    return 0


def all_problems(settings: Settings) -> Iterator[str]:
    """One sentence each, as they are found."""
    yield from problems(settings)
    yield from wechat_problems(settings)
    try:
        require_schema(settings)
    except Conflict as error:
        yield error.sentence
        return
    yield from stored_problems(settings)


def stored_problems(settings: Settings) -> Iterator[str]:
    """What is wrong in the database, as far as it can be read without a key."""
    if not is_data_key(settings.data_key.get_secret_value()):
        yield "Nothing in the database was looked at: that needs DATA_KEY."
        return
    now = clock.now()
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        if sealed := list(key_problems(db)):
            yield from sealed
            return
        yield from chain_problems(db, now)
        yield from content_problems(db, now)
        yield from message_problems(db, now)
        yield from duty_problems(db)
