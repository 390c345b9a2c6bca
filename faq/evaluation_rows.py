"""The two files of an evaluation: what a knowledge base holds, and what is asked of it."""

from pathlib import Path
from typing import NamedTuple

from core.errors import Invalid

KINDS = ("standard", "similar")


class KnowledgeRow(NamedTuple):
    """One phrasing of an entry; kind is `standard` or `similar`."""

    entry_id: str
    question: str
    kind: str


class QueryRow(NamedTuple):
    """One question; an empty entry_id says that nothing answers it."""

    query: str
    entry_id: str
    kind: str


def read_knowledge(path: Path) -> list[KnowledgeRow]:
    """The rows of `entry_id<TAB>question<TAB>kind` under a header line."""
    rows = []
    for number, cells in _lines(path, ("entry_id", "question", "kind")):
        row = KnowledgeRow(*cells)
        if not row.entry_id or not row.question:
            raise _invalid(path, number, "entry_id 和 question 不能为空")
        if row.kind not in KINDS:
            raise _invalid(path, number, "kind 只能是 standard 或 similar")
        rows.append(row)
    return rows


def read_queries(path: Path) -> list[QueryRow]:
    """The rows of `query<TAB>entry_id<TAB>type` under a header line, further columns ignored."""
    rows = []
    for number, cells in _lines(path, ("query", "entry_id", "type")):
        row = QueryRow(*cells)
        if not row.query:
            raise _invalid(path, number, "query 不能为空")
        rows.append(row)
    return rows


def _lines(path: Path, header: tuple[str, str, str]) -> list[tuple[int, list[str]]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise Invalid("file", f"{path.name} 打不开。") from error
    except UnicodeDecodeError as error:
        raise Invalid("file", f"{path.name} 不是 UTF-8 编码。") from error
    if tuple(lines[0].rstrip("\r").split("\t")[:3]) != header:
        raise _invalid(path, 1, "表头应为 " + "、".join(header))
    numbered = [
        (n, line.rstrip("\r").split("\t")) for n, line in enumerate(lines, 1) if line.strip()
    ]
    for number, cells in numbered:
        if len(cells) < len(header):
            raise _invalid(path, number, "少于 3 列，列之间用制表符")
    return [(number, cells[:3]) for number, cells in numbered[1:]]


def _invalid(path: Path, number: int, what: str) -> Invalid:
    return Invalid("file", f"{path.name} 第 {number} 行：{what}。")
