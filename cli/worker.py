"""`./run worker`: the production process for everything without a request."""

import os
import sys

import click

from cli.database import require_schema
from cli.metrics import with_metrics
from cli.processes import worker_words
from cli.settings import production_settings


@click.command()
def worker() -> None:
    """Send notices, fetch media and do the long work; refuses unsafe settings."""
    settings = production_settings()
    require_schema(settings)
    # A new program, because the counters are made when their library is imported.
    environment = with_metrics(os.environ, settings.data_dir)
    os.execve(sys.executable, worker_words(), environment)  # noqa: S606 (our own program)
