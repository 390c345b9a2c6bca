"""`./run bench webhook`: the desk beside a bare echo; README.md says what the figures mean."""

import sys
import tempfile
from pathlib import Path

import click

from benchmarks.webhook.guessing import guessing
from benchmarks.webhook.measure import PACE, Run, Wrong, measure
from benchmarks.webhook.setting import running
from benchmarks.webhook.table import table


@click.command()
@click.option("--rounds", default=3, type=click.IntRange(1), show_default=True)
@click.option("--count", default=1500, type=click.IntRange(100), show_default=True)
@click.option("--paced", default=1500, type=click.IntRange(100), show_default=True)
def main(rounds: int, count: int, paced: int) -> None:
    """Both servers in turn, COUNT messages a round; then PACED ones at 100 a second, and as many
    again while a hundred guess a password of the console at once."""
    desk: list[Run] = []
    echo: list[Run] = []
    with (
        tempfile.TemporaryDirectory(prefix="linli-bench-") as folder,
        running(Path(folder)) as setting,
    ):
        for server in (setting.echo, setting.desk):
            measure(setting, server, count // 2)  # first connections, first statements
        for number in range(rounds):
            echo.append(measure(setting, setting.echo, 2 * count))
            desk.append(measure(setting, setting.desk, count))
            click.echo(f"round {number + 1} of {rounds}", err=True)
        echo.append(measure(setting, setting.echo, 2 * count))
        calm = measure(setting, setting.desk, paced, PACE)
        with guessing(setting.desk.url) as guesses:
            besieged = measure(setting, setting.desk, paced, PACE)
    click.echo(table(desk, echo, calm, besieged))
    click.echo(f"  guesses answered, by status: {dict(sorted(guesses.answers.items()))}")


if __name__ == "__main__":
    try:
        main()
    except Wrong as error:
        sys.exit(str(error))
