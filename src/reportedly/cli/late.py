"""Commands that are imported when they are called: `--help` reads their names and first lines from a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class Late:
    """Where a command or a group of commands stands: its module below `reportedly.cli`, and its name there.

    `help` is the first paragraph of its help text, on one line.
    """

    module: str
    name: str
    help: str


def group_of(table: Mapping[str, Late]) -> type[TyperGroup]:
    """Return the class of a group with the commands of a table, in its order."""

    class LateGroup(TyperGroup):
        """Shows commands by the table, and imports the one that is called."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands = {name: TyperCommand(name, help=late.help) for name, late in table.items()}

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Return the name, the command itself and the arguments that are left."""
            if args and args[0] in table:
                self.commands[args[0]] = loaded(args[0], table[args[0]])
            return super().resolve_command(ctx, args)

    return LateGroup


def loaded(name: str, late: Late) -> Any:
    """Return the command itself, as the parser wants it."""
    found = getattr(import_module(f"reportedly.cli.{late.module}"), late.name)
    # The callback makes it a group also where it has one command.
    holder = typer.Typer(rich_markup_mode="markdown", pretty_exceptions_enable=False)
    holder.callback()(lambda: None)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.command(name)(found)
    group: Any = get_command(holder)
    return group.commands[name]
