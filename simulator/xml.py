"""The small XML of WeChat: building pushes, and reading replies without DTD or entities."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.parsers import expat

from simulator.errors import BadXml

Value: TypeAlias = "str | int | Mapping[str, Value] | Sequence[Mapping[str, Value]]"
Tree: TypeAlias = "dict[str, str | Tree | list[str | Tree]]"

_DEEPEST = 6  # A news reply, the deepest there is, has four levels.


def build(fields: Mapping[str, Value]) -> str:
    """The `<xml>` document with these fields, strings as CDATA, numbers bare, in this order."""
    return f"<xml>{_inside(fields)}</xml>"


def _inside(fields: Mapping[str, Value]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: Value) -> str:
    if isinstance(value, str):
        return f"<{name}>{cdata(value)}</{name}>"
    if isinstance(value, int):
        return f"<{name}>{value}</{name}>"
    if isinstance(value, Mapping):
        return f"<{name}>{_inside(value)}</{name}>"
    return "".join(_element(name, each) for each in value)


def cdata(text: str) -> str:
    """The text as CDATA; a `]]>` inside is divided over two sections."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def parse(document: bytes) -> Tree:
    """The fields inside the `<xml>` root; a name that stands twice has a list. Raises BadXml."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BadXml(f"not XML: {error}") from error
    if not isinstance(reader.root, dict):
        raise BadXml("no fields inside the root")
    return reader.root


def text_of(tree: Tree, name: str) -> str:
    """The text of a field, empty when the field is missing. Raises BadXml for anything else."""
    value = tree.get(name, "")
    if not isinstance(value, str):
        raise BadXml(f"{name} is not one text")
    return value


def branch_of(tree: Tree, name: str) -> Tree:
    """The fields inside a field. Raises BadXml when it has none."""
    value = tree.get(name)
    if not isinstance(value, dict):
        raise BadXml(f"{name} has no fields")
    return value


class _Reader:
    """Collects expat's events into nested dicts."""

    def __init__(self) -> None:
        self.root: str | Tree | None = None
        self._open: list[tuple[str, Tree, list[str]]] = []

    def refuse(self, *_: object) -> None:
        raise BadXml("a DTD is not allowed")

    def start(self, name: str, _: object) -> None:
        if not self._open and name != "xml":
            raise BadXml("the root is not <xml>")
        if len(self._open) >= _DEEPEST:
            raise BadXml("too deep")
        self._open.append((name, {}, []))

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def end(self, _: str) -> None:
        name, fields, texts = self._open.pop()
        value: str | Tree = fields or "".join(texts)
        if not self._open:
            self.root = value
            return
        around = self._open[-1][1]
        if name not in around:
            around[name] = value
            return
        before = around[name]
        around[name] = [*before, value] if isinstance(before, list) else [before, value]
