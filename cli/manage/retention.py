"""`./run manage retention`: what is over the time it may be kept."""

import click

from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from core import clock
from privacy.periods import PERIODS
from privacy.retention import count_over, keep_retention, load_periods


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count; nothing is taken away.")
def retention(dry_run: bool) -> None:
    """Take away what is over its period; the worker does the same every hour."""
    settings = own_settings()
    require_schema(settings)
    now = clock.now()
    with open_sessions(settings, only_reads=dry_run) as sessions:
        with sessions() as db:
            values = load_periods(db)
            over = count_over(db, now=now) if dry_run else {}
        counts = over if dry_run else keep_retention(sessions, now=now)
    for period in PERIODS:
        span = f"{values[period.key]} {'hours' if period.unit == '小时' else 'days'}"
        click.echo(f"{counts.get(period.key, 0):>8}  {period.key:<15} {span:<10} {period.name}")
    click.echo("Nothing was taken away." if dry_run else "Taken away.")
