"""The files of the starter pack, as data."""

import tomllib
from pathlib import Path
from typing import Any

from community.emergency import Emergency

STARTER = Path(__file__).parent / "starter"


def read(name: str) -> dict[str, Any]:
    """One file of the pack: areas, offices, topics, calendar, emergency, placeholders …"""
    return tomllib.loads((STARTER / f"{name}.toml").read_text("utf-8"))


def starter_emergency() -> Emergency:
    """The pack's own danger words, for when there is no database to ask."""
    pack = read("emergency")
    return Emergency(pack["shared"], pack["group"])
