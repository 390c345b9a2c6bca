"""Reading the code for the names of rights that services ask for."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tests.servers.shared import ROOT

PACKAGES = (
    *("accounts", "bot", "cases", "community", "core", "duty", "faq", "handlers"),
    *("notices", "privacy", "web", "worker"),
)
# Where asking begins; what hands its own argument on to one of these asks, too.
FIRST = frozenset({"require", "may", "may_somewhere", "covers"})
# Names that only hand on what a table (of steps, of the console's pages) says; those are read by
# themselves.
OF_RULES = frozenset({"rule.right", "route.right"})


@dataclass(frozen=True)
class Asked:
    """A right that is asked for, and where: 'faq/entries.py:31'."""

    name: str
    place: str


@dataclass(frozen=True, eq=False)
class _Function:
    file: Path
    node: ast.FunctionDef

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of it, read once."""
        return tuple(ast.walk(self.node))

    @cached_property
    def arguments(self) -> set[str]:
        own = self.node.args
        return {each.arg for each in (*own.posonlyargs, *own.args, *own.kwonlyargs)}

    @property
    def name(self) -> str:
        """What it is called by; a private one is called in its own file only."""
        return self.known_as(self.node.name)

    def known_as(self, name: str) -> str:
        """The name as this function means it."""
        return f"{self.file}:{name}" if name.startswith("_") else name

    def calls(self, names: frozenset[str]) -> Iterator[ast.Call]:
        """The calls of functions or methods of these names."""
        for node in self.nodes:
            if isinstance(node, ast.Call) and self.known_as(_last_name(node.func)) in names:
                yield node

    def module_value(self, name: str) -> object:
        """What the name stands for in the function's module, None when it is no constant."""
        path = self.file.relative_to(ROOT).with_suffix("")
        return getattr(importlib.import_module(".".join(path.parts)), name, None)


@cache
def asked() -> frozenset[Asked]:
    """Every right that any service asks for by name; the table of steps is not among them."""
    functions = _functions()
    asking = _asking(functions)
    found = set()
    for function in functions:
        for call in function.calls(asking):
            for right in _rights_in(function, call.args):
                place = f"{function.file.relative_to(ROOT)}:{call.lineno}"
                found.add(Asked(right, place))
        if function.name in asking:
            # Such a function may put one right in another's place.
            names = [node for node in function.nodes if isinstance(node, ast.Name)]
            place = f"{function.file.relative_to(ROOT)}:{function.node.lineno}"
            found |= {Asked(right, place) for right in _rights_in(function, names)}
        found |= {
            Asked(right, str(function.file.relative_to(ROOT))) for right in _compared(function)
        }
    return frozenset(found)


def unread() -> list[str]:
    """Calls whose right could not be read from the code: neither a name, nor handed on."""
    functions = _functions()
    asking = _asking(functions)
    return [
        f"{function.file.relative_to(ROOT)}:{call.lineno}"
        for function in functions
        for call in function.calls(asking)
        if not list(_rights_in(function, call.args)) and not _hands_on(function, call)
    ]


@cache
def _functions() -> tuple[_Function, ...]:
    return tuple(
        _Function(file, node)
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


@cache
def _asking(functions: tuple[_Function, ...]) -> frozenset[str]:
    asking = FIRST
    while True:
        more = {
            function.name
            for function in functions
            if any(_own_argument(function, call) for call in function.calls(asking))
        }
        if more <= asking:
            return asking
        asking |= more


def _own_argument(function: _Function, call: ast.Call) -> bool:
    given = {node.id for node in call.args if isinstance(node, ast.Name)}
    return bool({"right", "name"} & given & function.arguments)


def _hands_on(function: _Function, call: ast.Call) -> bool:
    return _own_argument(function, call) or any(
        ast.unparse(argument) in OF_RULES for argument in call.args
    )


def _rights_in(function: _Function, nodes: list[ast.expr] | list[ast.Name]) -> Iterator[str]:
    for node in nodes:
        value: object = None
        if isinstance(node, ast.Constant):
            value = node.value
        elif isinstance(node, ast.Name) and node.id not in function.arguments:
            value = function.module_value(node.id)
        if isinstance(value, str) and _is_right(value):
            yield value


def _compared(function: _Function) -> Iterator[str]:
    """Rights that are looked for by name, as in `right.name in (SEE, "*")`."""
    for node in function.nodes:
        if isinstance(node, ast.Compare) and ast.unparse(node.left) == "right.name":
            for other in node.comparators:
                parts = other.elts if isinstance(other, ast.Tuple) else [other]
                yield from _rights_in(function, parts)


def _is_right(text: str) -> bool:
    subject, dot, verb = text.partition(".")
    return text == "system" or bool(dot and subject.isalpha() and verb.isalpha())


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
