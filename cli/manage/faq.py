"""`./run manage faq`: the community's knowledge."""

import json
from pathlib import Path

import click

from faq import evaluate as evaluation

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def faq() -> None:
    """What the community knows."""


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
