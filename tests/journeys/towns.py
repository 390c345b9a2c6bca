"""Towns that several stories share, and those that a story has for itself."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.once import Timing
from community.pack import COMMUNITY
from tests.backends import Backend, numbered, skipping
from tests.journeys.town import BRISK, EVERYTHING, Town, found
from tests.servers import databases
from tests.servers.shared import shared_url

BACKENDS = ["sqlite+memory", "postgresql+valkey"]


@contextmanager
def backend_for(name: str, folder: Path, worker: str) -> Iterator[Backend]:
    """A backend with an empty database of its own; `worker` is the test process's name."""
    if name == "sqlite+memory":
        yield Backend(name, databases.sqlite_copy(folder), None)
        return
    with skipping():
        server = shared_url("valkey")
        url = databases.postgres_database(f"{worker}_{secrets.token_hex(4)}")
    number = int(worker.removeprefix("gw")) if worker != "master" else 0
    yield Backend(name, url, numbered(server, number))
    databases.drop_database(url)


class Towns:
    """Founds towns when they are asked for, and ends all of them with its block."""

    def __init__(self, folders: pytest.TempPathFactory, worker: str) -> None:
        self._folders, self._worker = folders, worker
        self._ended = ExitStack()
        self._shared: dict[tuple[str, frozenset[str], str, bool], Town] = {}

    def __enter__(self) -> "Towns":
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.close()

    def shared(
        self,
        backend: str,
        abilities: frozenset[str] | None,
        pack: str = COMMUNITY,
        *,
        patient: bool = False,
    ) -> Town:
        """The one town of that backend, those abilities (None: all) and that example data; a
        patient one waits for a resident's pause as long as in life."""
        key = (backend, _all_unless(abilities), pack, patient)
        if key not in self._shared:
            self._shared[key] = self.own(backend, abilities, pack, patient=patient)
        return self._shared[key]

    def own(
        self,
        backend: str,
        abilities: frozenset[str] | None,
        pack: str = COMMUNITY,
        *,
        patient: bool = False,
    ) -> Town:
        """A town for whoever changes more in it than his own cases."""
        folder = self._folders.mktemp("town")
        made = self._ended.enter_context(backend_for(backend, folder, self._worker))
        can = " ".join(sorted(_all_unless(abilities)))
        town = found(made, folder, can, Timing() if patient else BRISK, pack)
        # Stories say when to look anew; a hundred towns that look by themselves are busy with it.
        town.parts.snapshots.stop()
        self._ended.callback(town.stop)
        return town


def _all_unless(abilities: frozenset[str] | None) -> frozenset[str]:
    return frozenset(EVERYTHING.split()) if abilities is None else abilities
