"""Every story of `simulator/stories` comes true: on either backend by turns, with `--all` on both.

What differs between the backends is told by services and journeys, which run on both.
"""

import pytest

from cli.manage.deed import STEPS
from simulator.story.model import Does, Operate, Story
from simulator.story.playing import play
from simulator.story.reading import read_story
from tests.journeys.stage import TownStage
from tests.journeys.towns import BACKENDS, Towns
from tests.servers.shared import ROOT

FILES = sorted((ROOT / "simulator" / "stories").glob("*.yaml"))
STORIES = [read_story(file.read_text(encoding="utf-8"), file.name) for file in FILES]
PLAYED = [
    pytest.param(
        story,
        backend,
        id=f"{story.file.removesuffix('.yaml')}-{backend}",
        marks=[] if turn == at % len(backends) else [pytest.mark.long],
    )
    for at, story in enumerate(STORIES)
    for backends in [story.backends or BACKENDS]
    for turn, backend in enumerate(backends)
]


def changes_the_town(story: Story) -> bool:
    """Whether the office does more in it than to handle cases."""
    deeds = [step.deed.split()[0] for step in story.steps if isinstance(step, Operate)]
    return any(deed not in STEPS for deed in deeds)


def has_bursts(story: Story) -> bool:
    """Whether somebody sends several messages in one breath."""
    return any(isinstance(step, Does) and len(step.messages) > 1 for step in story.steps)


@pytest.mark.parametrize(("story", "backend"), PLAYED)
def test_the_story_comes_true(story: Story, backend: str, towns: Towns) -> None:
    town_for = towns.own if changes_the_town(story) else towns.shared
    town = town_for(backend, story.abilities, story.pack, patient=has_bursts(story))
    told = play(story, TownStage(town))
    assert told.is_right, str(told)


def test_no_two_stories_have_the_same_title() -> None:
    titles = [story.title for story in STORIES]
    assert len(set(titles)) == len(titles)


def test_stories_name_only_backends_that_there_are() -> None:
    assert {backend for story in STORIES for backend in story.backends} <= set(BACKENDS)
