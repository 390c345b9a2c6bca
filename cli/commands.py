"""Groups of commands that import a command only when it is called."""

from collections.abc import Mapping
from importlib import import_module

import click

from core.start import starting


class Commands(click.Group):
    """A group over a table of name → "module:attribute".

    Each start then pays for what it needs only, and what must be in the environment before a
    library is imported can be put there.
    """

    def __init__(self, name: str, table: Mapping[str, str], about: str) -> None:
        super().__init__(name, help=about, no_args_is_help=True)
        self._table = dict(table)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own shape)
        """The names in the table's order."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now; None when the table has none."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name].partition(":")
        with starting():
            command: click.Command = getattr(import_module(module), attribute)
        return command
