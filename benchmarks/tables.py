"""Learned weights as the project ships them: JSON, a line a feature, so that changes read well."""

import json
import math
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Table = dict[str, Any]


def read_table(path: Path) -> Table:
    """The weights that come with the project."""
    table: Table = json.loads(path.read_text("utf-8"))
    return table


def written(head: Table, name: str, rows: Mapping[str, Sequence[int]]) -> str:
    """The file: what `head` holds, then under `name` the rows, each by its feature."""
    lines = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for feature, row in rows.items()
    )
    return f'{json.dumps(head)[:-1]},\n"{name}":{{\n{lines}\n}}}}\n'


def matrix(rows: Sequence[Sequence[int]], width: int, beside: Sequence[int | None] = ()) -> Any:
    """A sparse matrix for a fit: each row, the places of its features, of length one, as
    `core.learned` scales it; `beside`: a column of its own for some rows, which counts as 1."""
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for at, row in enumerate(rows):
        values += [1 / math.sqrt(max(1, len(row)))] * len(row)
        columns += row
        column = beside[at] if beside else None
        if column is not None:
            values.append(1.0)
            columns.append(column)
        starts.append(len(values))
    sparse = import_module("scipy.sparse")
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), width))
