"""`python -m simulator story FILE …`: plays stories on a running simulator."""

from pathlib import Path

import click

from simulator.story.errors import BadStory, CannotPlay
from simulator.story.playing import play
from simulator.story.reading import read_story
from simulator.story.stage import RunningStage


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--url", default="http://127.0.0.1:8001", show_default=True, help="The phone page.")
@click.option("--operator", default="", help='Does what 工作人员 does: "./run manage deed".')
@click.option(
    "--patience", default=4.0, show_default=True, help="Seconds for what comes by itself."
)
@click.option("--wait", is_flag=True, help="Really wait where a story lets time pass.")
def story(files: tuple[Path, ...], url: str, operator: str, patience: float, wait: bool) -> None:
    """Play stories and print the dialogue, and where it differs from the file.

    Exit status: 0 everything came as written, 1 something differed, 2 a file can't be read.
    """
    stage = RunningStage(url, operator=operator, ask=_ask, sleeps=wait, patience=patience)
    wrong = 0
    for file in files:
        try:
            told = play(read_story(file.read_text(encoding="utf-8"), file.name), stage)
        except (BadStory, UnicodeDecodeError) as error:
            raise click.UsageError(str(error)) from error
        except CannotPlay as error:
            raise click.ClickException(f"{file.name}：{error}") from error
        click.echo(str(told))
        click.echo(f"\n{_verdict(len(told.differences))}\n")
        wrong += not told.is_right
    if wrong:
        raise click.exceptions.Exit(1)


def _ask(deed: str) -> None:
    click.pause(f"请工作人员做：{deed}。做完按任意键", err=True)


def _verdict(differences: int) -> str:
    return f"有 {differences} 处和故事不一样" if differences else "和故事一样"
