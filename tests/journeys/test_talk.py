"""Chat, complaints, hearsay, good news and what is said in danger, each answered as what it is; and
matters that only sound like it: by labelled sentences, half of which were not tuned on.
"""

from pathlib import Path

import pytest

from cases.speech import asks_progress
from cases.stopping import Stop, stop_in
from handlers import courtesies, emergency, in_danger, manners
from handlers.context import Context
from handlers.turn import joined
from tests.labelled import read_labelled

SAID = Path(__file__).parents[1] / "handlers" / "talk"
FEWEST, FEWEST_MATTERS = 150, 60
MATTER = "matter"
# So many of a hundred may be heard as something else, and so many matters taken for talk.
MOST_UNHEARD, MOST_SWALLOWED = 10, 2
# What else says the same as well.
AS_GOOD = {
    "robot": {"robot"},
    "upset": {"upset", "abuse"},
    "hesitates": {"hesitates", "there", "ok"},
    "unsays": {"unsays", "tease"},
    "tells_plainly": {"plainly", "puzzled"},
    "favour": {"favour", "beyond"},
    "no_case": {"no_case", "asks"},
    "praise": {"praise", "always", "kind", "thanks"},
    "returns": {"returns", "again_here", "bye"},
}
DANGER, OTHERS = "cry", ("gas", "crime")
WORSE = ("stove", "child", "helpless", "worse", "violent")


def labelled(name: str) -> list[tuple[str, str]]:
    """(label, sentence) of a part."""
    return read_labelled(SAID / f"{name}.txt")


def test_there_are_enough_of_them() -> None:
    rows = [*labelled("develop"), *labelled("final")]
    assert sum(label != MATTER for label, _ in rows) >= FEWEST
    assert sum(label == MATTER for label, _ in rows) >= FEWEST_MATTERS


@pytest.mark.parametrize("part", ["develop", "final"])
def test_talk_is_heard_as_what_it_is(context: Context, part: str) -> None:
    rows = [row for row in labelled(part) if row[0] != MATTER]
    unheard = [(label, text) for label, text in rows if not _is_heard(label, joined(text), context)]
    assert len(unheard) * 100 <= MOST_UNHEARD * len(rows), unheard


@pytest.mark.parametrize("part", ["develop", "final"])
def test_hardly_any_matter_is_taken_for_talk(context: Context, part: str) -> None:
    matters = [text for label, text in labelled(part) if label == MATTER]
    swallowed = [text for text in matters if _is_swallowed(text, context)]
    assert len(swallowed) * 100 <= MOST_SWALLOWED * len(matters), swallowed


def _is_heard(label: str, text: str, context: Context) -> bool:
    if label.startswith("urgent:"):
        return _heard_in_danger(text) == label.removeprefix("urgent:")
    if label in ("rumour", "scam"):
        return courtesies.hearsay_in(text) is not None
    if label == "when":
        return asks_progress(text)
    stopped = stop_in(text)
    if label == "news":
        return stopped is not None and stopped.stop in (Stop.OVER, Stop.CALLS_OFF)
    is_refused = stopped is not None and stopped.stop is Stop.REFUSES
    if label == "no_case" and is_refused:
        return True
    return manners.manner_of(text, context) in AS_GOOD.get(label, {label})


def _heard_in_danger(text: str) -> str:
    """In the order of the lines of the table."""
    if emergency.says_over(text, DANGER):
        return "relief"
    if emergency.says_what_next(text):
        return "serious"
    keys = (in_danger.key_for(text, danger) for danger in (DANGER, *OTHERS))
    key = next(filter(None, keys), "other")
    return "worse" if key in WORSE else key


def _is_swallowed(text: str, context: Context) -> bool:
    stopped = stop_in(text)
    # Who refuses, and asks or reports besides, is answered that.
    if stopped is not None and not (stopped.stop is Stop.REFUSES and stopped.rest):
        return True
    if courtesies.hearsay_in(text) is not None:
        return True
    return manners.manner_of(text, context) is not None
