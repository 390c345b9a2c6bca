"""Rounds of openings and updates in which something dies, the same for the same seed."""

import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from cases.workflow import Step
from tests.faults.house import House, count, number_in
from tests.processes import START_SECONDS, wait_for

# What dies in a round, while the resident waits for the reply, and how often.
DEATHS = {"web process": 35, "web server": 10, "worker": 20, "nothing": 35}
LONGEST_DELAY = 0.15  # seconds; a report takes about half of it
DEATH_AT_SEND = 0.3  # the share of updates at whose sending the worker dies


class Rounds:
    """What happened in a house: the numbers told, and who died how often."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.told: dict[str, str] = {}  # number by the neighbour who was told it
        self.deaths: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._moments: list[str] = []  # of the next sends at which the worker dies
        self._which = 0
        self._lock = threading.Lock()
        house.on_send.append(self._at_send)

    def live(self, turns: int) -> None:
        """So many rounds: somebody reports, something dies, the operator accepts."""
        for turn in range(1, turns + 1):
            self._round(f"邻居{turn}", f"报修 {turn}号楼的楼道灯坏了三天了")
        wait_for(self._is_quiet, START_SECONDS, self.house.worker.last_words)
        self._moments.clear()

    def _round(self, name: str, words: str) -> None:
        death = self._chance.choices(list(DEATHS), list(DEATHS.values()))[0]
        killer = threading.Timer(self._chance.uniform(0, LONGEST_DELAY), self._kill, [death])
        self._which = self._chance.randrange(100)
        is_doomed, moment = self._chance.random() < DEATH_AT_SEND, self._chance.choice(MOMENTS)
        killer.start()
        number = number_in(self.house.neighbour(name).says(words))
        killer.join()
        self._revive()
        if number is not None:
            self.told[name] = number
            self._moments += [moment] if is_doomed else []
            self.house.step(number, Step.ACCEPT)

    def _kill(self, name: str) -> None:
        self.deaths[name] += 1
        KILLS[name](self)

    def _at_send(self, moment: str) -> None:
        if self._moments and self._moments[0] == moment:
            self._moments.pop(0)
            self.deaths[f"worker {moment} a send"] += 1
            self._kill_worker()

    def _kill_worker(self) -> None:
        with self._lock:
            self.house.worker.kill()
            # Else the next one would wait for 5 s each time; the store may be emptied anyway.
            self.house.forget("*job:*")
            self.house.worker.start()

    def _kill_web_process(self) -> None:
        workers = sorted(self.house.web.workers())
        if workers:
            with suppress(ProcessLookupError):
                os.kill(workers[self._which % len(workers)], signal.SIGKILL)

    def _is_quiet(self) -> bool:
        """Whether the sending of each update has at least begun."""
        with self.house.sessions() as db:
            return not count(db, "notice", "state = 'waiting'")

    def _revive(self) -> None:
        """Start the web server whenever it has ended (it ends itself when a process dies soon
        after another), as systemd would, and wait until it serves."""
        web = self.house.web
        wait_for(lambda: web.start().answers(), START_SECONDS, web.last_words)


MOMENTS = ("before", "after")
KILLS: dict[str, Callable[[Rounds], None]] = {
    "web process": Rounds._kill_web_process,
    "web server": lambda rounds: rounds.house.web.kill(),
    "worker": Rounds._kill_worker,
    "nothing": lambda _: None,
}
