"""`./run manage db`: the database's schema."""

import click

from cli.database import refuse
from cli.settings import own_settings
from migrations import run
from migrations.run import Standing


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Bring the schema to this program's version; take a backup before."""
    url = own_settings().database
    refuse(run.standing(url), set(Standing) - {Standing.UNKNOWN})
    run.upgrade(url)
    click.echo(f"The database is at version {run.current(url)}.")


@db.command()
@click.argument("revision")
@click.confirmation_option(prompt="Tables and columns newer than that are lost. Go on?")
def downgrade(revision: str) -> None:
    """Bring the schema back to REVISION (base: no tables). For developers: rows are lost."""
    url = own_settings().database
    if revision not in ("base", *run.revisions()):
        raise click.UsageError(f"There is no version {revision}.")
    refuse(run.standing(url), set(Standing) - {Standing.UNKNOWN})
    run.downgrade(url, revision)
    click.echo(f"The database is at version {run.current(url) or 'base'}.")
