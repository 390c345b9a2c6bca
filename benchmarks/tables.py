"""Learned weights as the project ships them: JSON, a line a feature, so that changes read well."""

import json
from collections.abc import Mapping, Sequence
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
