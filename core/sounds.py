"""How Chinese characters sound: which ones are easily typed for one another.

`sounds.txt` holds one reading without its tone a line, then the characters read so (facts of the
Unihan database, put together by `benchmarks/matching/make_sounds.py`).
"""

import re
from functools import lru_cache
from importlib.resources import files

_BLURRED = (("^([zcs])h", r"\1"), ("ng$", "n"), ("^l", "n"))
"""Sounds that many speakers do not tell apart: zh and z, ing and in, l and n."""

REMEMBERED = 4096


@lru_cache(REMEMBERED)
def heard_as(character: str) -> str:
    """Other common characters that sound the same; none for what is no Chinese."""
    alike = "".join(_CHARACTERS[reading] for reading in _READINGS.get(character, ()))
    return "".join(dict.fromkeys(alike.replace(character, "")))


def readings_of(character: str) -> tuple[str, ...]:
    """How a common character is read, without its tone; () for what is no Chinese."""
    return tuple(_READINGS.get(character, ()))


@lru_cache(REMEMBERED)
def nearly_heard_as(character: str) -> str:
    """Other common characters that sound the same to a speaker who blurs some sounds."""
    readings = dict.fromkeys(map(_blurred, _READINGS.get(character, ())))
    alike = "".join(_BLURRED_CHARACTERS[reading] for reading in readings)
    return "".join(dict.fromkeys(alike.replace(character, "")))


def _blurred(reading: str) -> str:
    for pattern, plain in _BLURRED:
        reading = re.sub(pattern, plain, reading)
    return reading


_CHARACTERS: dict[str, str] = {}
_BLURRED_CHARACTERS: dict[str, str] = {}
_READINGS: dict[str, list[str]] = {}
for _line in files("core").joinpath("sounds.txt").read_text("utf-8").splitlines():
    _reading, _own = _line.split(" ")
    _CHARACTERS[_reading] = _own
    _key = _blurred(_reading)
    _BLURRED_CHARACTERS[_key] = _BLURRED_CHARACTERS.get(_key, "") + _own
    for _character in _own:
        _READINGS.setdefault(_character, []).append(_reading)
