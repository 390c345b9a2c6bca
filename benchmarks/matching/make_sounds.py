"""Make `core/sounds.txt`: `python -m benchmarks.matching.make_sounds`, needs pypinyin (MIT).

How a character is read is a fact of the Unihan database, from which pypinyin takes it. Of the
6763 characters of GB 2312 the two most usual readings are kept, without their tones.
"""

from collections import defaultdict
from importlib import import_module
from pathlib import Path

TARGET = Path(__file__).parents[2] / "core" / "sounds.txt"
MOST_READINGS = 2
FIRST_ROW, LAST_ROW = 0xB0, 0xF7
FIRST_CELL, LAST_CELL = 0xA1, 0xFE


def characters() -> list[str]:
    """The Chinese characters of GB 2312 in its order."""
    codes = [
        bytes([row, cell])
        for row in range(FIRST_ROW, LAST_ROW + 1)
        for cell in range(FIRST_CELL, LAST_CELL + 1)
    ]
    return [character for code in codes if (character := code.decode("gb2312", "ignore"))]


def main() -> None:
    pypinyin = import_module("pypinyin")
    plain = pypinyin.Style.NORMAL
    read_as: dict[str, list[str]] = defaultdict(list)
    for character in characters():
        (readings,) = pypinyin.pinyin(character, style=plain, heteronym=True)
        for reading in list(dict.fromkeys(readings))[:MOST_READINGS]:
            read_as[reading].append(character)
    lines = [f"{reading} {''.join(own)}\n" for reading, own in sorted(read_as.items())]
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
