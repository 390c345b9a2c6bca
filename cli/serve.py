"""`./run serve`: the web side for production."""

import os
import sys

import click

from cli.database import open_sessions, prepare_schema
from cli.metrics import with_metrics
from cli.ports import require_port
from cli.processes import web_words
from cli.settings import production_settings
from cli.starter import load_starter
from core import clock

STOP_SECONDS = 8


@click.command()
def serve() -> None:
    """Serve WeChat's address and all pages; refuses settings that are missing or unsafe."""
    settings = production_settings()
    prepare_schema(settings, upgrades=False)
    require_port(settings.host, settings.port, "PORT")
    with open_sessions(settings) as sessions:
        load_starter(sessions, demo=False, now=clock.now(), pack=settings.starter)
    environment = with_metrics(os.environ, settings.data_dir)
    words = web_words(settings, STOP_SECONDS)
    os.execve(sys.executable, words, environment)  # noqa: S606 (our own program)
