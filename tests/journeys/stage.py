"""A town as the stage of a story."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from cli.manage.deed import do
from core.clock import SHANGHAI
from core.errors import LinliError
from simulator.account import SPECIAL
from simulator.actions import BREATH_SECONDS
from simulator.person import LocalPhone, Phone
from simulator.story.errors import CannotPlay
from tests.journeys.town import Town

# Seconds, as much as a reader needs: the jobs that come round so often.
AT_ONCE = 1.0
# What is due within a longer silence happens in its order.
HOP = timedelta(hours=6)


class TownStage:
    """Fulfils `simulator.story.stage.Stage`: the town's clock jumps where the story's does."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.phone: Phone = LocalPhone(town.platform)

    def begin(self, at: datetime, abilities: frozenset[str] | None) -> None:
        """Set the clock; the town was founded with the story's abilities."""
        granted = self._town.platform.account.grants & SPECIAL
        assert abilities is None or abilities == granted
        self._town.clock.set(at.replace(tzinfo=SHANGHAI))

    def arrive(self, name: str) -> str:  # noqa: ARG002
        """Somebody new."""
        return self._town.arrive()

    def breathe(self) -> None:
        """Messages of one breath come one after another, or the desk can't know their order."""
        time.sleep(BREATH_SECONDS)

    def settle(self, until: Callable[[], bool]) -> None:
        """The worker does what is due at once, and all it has to do where more must happen."""
        self._town.work(within=AT_ONCE)
        if not until():
            self._town.work()

    def wait(self, seconds: float) -> None:
        """The clock jumps on, and whatever becomes due is done."""
        left = timedelta(seconds=seconds)
        while left > timedelta():
            self._town.clock.jump(min(left, HOP))
            self._town.work()
            left -= min(left, HOP)

    def operate(self, deed: str, note: str) -> None:
        """What `./run manage deed` would do."""
        town = self._town
        setup = town.parts.snapshots.setup.now()
        try:
            with town.sessions.begin() as db:
                do(db, tuple(deed.split()), note, setup=setup, now=town.clock())
        except LinliError as error:
            raise CannotPlay(f"“{deed}”没有做成：{error.sentence}") from error
        town.look_anew()
