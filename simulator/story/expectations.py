"""What must come back, as a story file writes it."""

from collections.abc import Mapping

from yaml import Node

from simulator.story import words
from simulator.story.model import Expected
from simulator.story.names import Names
from simulator.story.nodes import Reader


def read_expected(reader: Reader, names: Names, pairs: Mapping[str, tuple[Node, Node]]) -> Expected:
    """What the words of `EXPECTED` say. Raises BadStory."""

    def texts(word: str) -> tuple[str, ...]:
        if word not in pairs:
            return ()
        node = pairs[word][1]
        if word == words.CONTAINS and reader.is_empty(node):
            return ()  # anything will do, as long as something comes
        found = reader.texts(node, f"“{word}”后面写一句，或 [一句, 另一句]")
        return tuple(names.check(node, text) for text in found)

    expected = Expected(
        contains=texts(words.CONTAINS),
        lacks=texts(words.LACKS),
        exact=next(iter(texts(words.EXACT)), None),
        nothing=words.NOTHING in pairs,
        something=words.CONTAINS in pairs,
        count=_count(reader, pairs),
        choices=texts(words.CHOICES),
        handed_over=words.HANDED_OVER in pairs,
        remember=_name(reader, names, pairs),
    )
    _check(reader, pairs, expected)
    return expected


def _count(reader: Reader, pairs: Mapping[str, tuple[Node, Node]]) -> int | None:
    if words.COUNT not in pairs:
        return None
    node = pairs[words.COUNT][1]
    text = reader.text(node, "“条数”写一个数字")
    if not (text.isdecimal() and 1 <= int(text) <= 99):
        raise reader.wrong(node, "“条数”写 1 到 99 的数字，一条也没有写“没回:”")
    return int(text)


def _name(reader: Reader, names: Names, pairs: Mapping[str, tuple[Node, Node]]) -> str:
    if words.REMEMBER not in pairs:
        return ""
    node = pairs[words.REMEMBER][1]
    name = reader.text(node, "“记住”后面起一个名字，如 单号")
    names.remember(node, name)
    return name


def _check(reader: Reader, pairs: Mapping[str, tuple[Node, Node]], expected: Expected) -> None:
    if not expected.nothing:
        return
    key, value = pairs[words.NOTHING]
    if reader.maybe(value, f"“{words.NOTHING}”后面要空着"):
        raise reader.wrong(value, f"“{words.NOTHING}”后面要空着")
    if len(pairs) > 1:
        raise reader.wrong(key, f"“{words.NOTHING}”不能和别的一起写")
