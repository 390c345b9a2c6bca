"""The files of the starter pack, as data."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from community.emergency import Emergency
from core.shipped import read_once

STARTER = Path(__file__).parent / "starter"
COMMUNITY, VILLAGE = "community", "village"


def read(name: str, pack: str = COMMUNITY) -> dict[str, Any]:
    """One file of a pack: areas, offices, topics, calendar, emergency, placeholders …

    A pack has a file of its own where it differs; calendar and danger words are for all.
    """
    return tomllib.loads(pack_file(STARTER, name, pack).read_text("utf-8"))


def pack_file(folder: Path, name: str, pack: str) -> Path:
    """Where a package's starter folder keeps that file for the pack."""
    own = folder / pack / f"{name}.toml"
    return own if own.exists() else folder / f"{name}.toml"


@read_once
def starter_emergency() -> Emergency:
    """The pack's own danger words, for when there is no database to ask."""
    return Emergency(*starter_dangers())


@read_once
def starter_dangers() -> tuple[Mapping[str, Sequence[str]], list[Mapping[str, Any]]]:
    """What makes words harmless in every group, and the groups, the first to speak first."""
    pack = read("emergency")
    return pack["shared"], pack["group"]
