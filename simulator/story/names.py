"""The names in a story: of people, in front of what they do, and of what was remembered."""

import re
from collections.abc import Mapping

from yaml import Node

from simulator.story import words
from simulator.story.nodes import Reader

_DERIVED = ("", "末四位", "无横线")
_MARK = re.compile(r"\$(\w+)")
_WORDS = sorted(
    (words.BURST, words.NOT_HEARD, *words.HEARD, *(verb.word for verb in words.VERBS)),
    key=len,
    reverse=True,
)


class Names:
    """What may be named at the place where the reading is; `people` is set by the head."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.people: tuple[str, ...] = ()
        self._remembered: set[str] = set()

    def split(self, key: Node) -> tuple[str, str]:
        """Who, and the word for what is done, in a key such as 王阿姨说."""
        text = self._reader.text(key, "“名字说:”")
        for word in _WORDS:
            if text.endswith(word) and (who := text.removesuffix(word).rstrip()) in self.people:
                return who, word
        starts = [name for name in self.people if text.startswith(name)]
        if starts:
            raise self._reader.wrong(key, f"{starts[0]}后面写{'、'.join(reversed(_WORDS))}")
        raise self._reader.wrong(key, f"“{text}”开头要是人物：{'、'.join(self.people)}")

    def remember(self, node: Node, name: str) -> None:
        """From here on `$name` may stand in texts."""
        if not re.fullmatch(r"\w{1,20}", name) or name in self._remembered:
            raise self._reader.wrong(node, "“记住”后面起一个没用过的名字，如 单号")
        self._remembered.add(name)

    def check(self, node: Node, text: str) -> str:
        """The text, when every `$name` in it has been remembered before."""
        for found in _MARK.finditer(text):
            if not any(found[1].startswith(name) for name in self._remembered):
                raise self._reader.wrong(node, f"还没有“记住”过 ${found[1]}")
        return text


def derived(name: str, number: str) -> dict[str, str]:
    """What can be named after a number was remembered: whole, its last four digits, undashed."""
    values = (number, number[-4:], number.replace("-", ""))
    return {name + end: value for end, value in zip(_DERIVED, values, strict=True)}


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with each `$name` replaced; the longest name that fits counts."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(f"${name}", known[name])
    return text
