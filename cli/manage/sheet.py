"""`./run manage faq import` and `faq export`: the knowledge as a sheet."""

from pathlib import Path

import click

from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.setup import load_setup
from core import clock
from core.actor import OPERATOR
from core.errors import LinliError
from faq.sheets.export import FORMATS
from faq.sheets.plan import Plan
from faq.sheets.service import export_entries, import_plan, plan_import

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
MOST_TOLD = 200


@click.command("import")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
def import_file(file: Path, dry_run: bool) -> int:
    """Bring in the entries of an XLSX or CSV FILE, as drafts: all of them, or none.

    Exit status 1 when anything in it is wrong: each row is named with what is wrong.
    """
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions:
        try:
            click.echo("Reading…", err=True)
            with sessions() as db:
                setup = load_setup(db)
                db.rollback()
            plan = plan_import(sessions, file.read_bytes(), setup=setup, actor=OPERATOR)
            if plan.problems:
                return _tell_problems(plan)
            if not dry_run:
                click.echo("Writing…", err=True)
                with sessions.begin() as db:
                    import_plan(db, plan, actor=OPERATOR, now=clock.now())
        except LinliError as error:
            click.echo(error.sentence, err=True)
            return 1
    word = "Would be imported" if dry_run else "Imported as drafts"
    click.echo(f"{word}: {len(plan.new)} new, {len(plan.changed)} changed, {plan.same} the same.")
    return 0


@click.command("export")
@click.argument("file", metavar="FILE", type=NEW_FILE)
def export_file(file: Path) -> int:
    """Write all entries into FILE, by its ending .xlsx or .csv."""
    form = file.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise click.UsageError("The file must end in .xlsx or .csv.")
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        file.write_bytes(export_entries(db, form, setup=load_setup(db), actor=OPERATOR))
    click.echo(f"Written: {file}")
    return 0


def _tell_problems(plan: Plan) -> int:
    for problem in plan.problems[:MOST_TOLD]:
        click.echo(f"第 {problem.row} 行：{problem.sentence}", err=True)
    more = len(plan.problems) - MOST_TOLD
    if more > 0:
        click.echo(f"还有 {more} 处。", err=True)
    click.echo(f"Refused: {len(plan.problems)} problems, nothing was imported.", err=True)
    return 1
