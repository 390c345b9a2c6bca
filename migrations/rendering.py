"""How our own column types are written in a migration."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext

from core.columns import BigId, UtcTime


def render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """The Python source of a type of ours; False leaves the item to Alembic."""
    if kind != "type":
        return False
    name = "UtcTime()" if isinstance(item, UtcTime) else "BigId" if item is BigId else None
    if name is None:
        return False
    autogen_context.imports.add(f"from core.columns import {name.removesuffix('()')}")
    return name
