"""The signs by which somebody's words are read: data, `cases/starter/*.toml`, where each sign has a
list of forms."""

import re
import tomllib
from importlib.resources import files

_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")


def read_signs(name: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a file by sign; any form of a sign may match."""
    text = (files("cases") / "starter" / f"{name}.toml").read_text("utf-8")
    return {sign: _joined(forms) for sign, forms in tomllib.loads(text).items()}


def group(found: re.Match[str], name: str) -> str:
    """The named group of whichever form has matched."""
    groups = (value for key, value in found.groupdict().items() if key.startswith(name))
    return next((value for value in groups if value), "")


def _joined(forms: list[str]) -> re.Pattern[str]:
    """One pattern of many whose groups keep apart: what_0, what_1 …"""
    numbered = (_NAMED_GROUP.sub(rf"(?P<\1_{at}>", form) for at, form in enumerate(forms))
    return re.compile("|".join(numbered))
