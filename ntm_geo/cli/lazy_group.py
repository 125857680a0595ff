"""Commands that are loaded when they are called: help is a list of words, and no wing of the house is needed for it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar, Final

import typer
from typer.core import TyperGroup

COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "assess": ("assess_commands:assess", "Say where the communes stand: tiers, hamlets, targets."),
        "ingest": (
            "ingest_commands:ingest",
            "Take office files in; exit code 1 when one holds an error (its sound rows are taken all the same).",
        ),
        "pathway": (
            "pathway_commands:pathway",
            "Find the cheapest path to the province's targets; exit code 1 when there is none.",
        ),
        "prioritize": ("priority_commands:prioritize", "Rank the communes for a purpose, say who is chosen and why."),
        "publish": ("paper_commands:publish", "Make papers of a period; a file is written as a whole or not at all."),
        "serve": (
            "serve_commands:serve",
            "Open the planning room in the browser's reach; another address than this machine's needs accounts.",
        ),
        "assign": (
            "assign_commands:assign",
            "Assign agencies to communes; exit code 1 when the rules cannot all hold or the question is wrong.",
        ),
        "verify": (
            "priority_commands:verify_saved",
            "Make saved rankings again from what was kept with them; exit code 1 when one comes out differently.",
        ),
        "dossier": ("dossier_commands:dossier", "The dossier of a commune as one file: make it, check it."),
        "data": ("data_commands:data", "The data: templates, versions, copies; what is shipped, made anew."),
        "law": ("law_commands:law", "The law as data: look up, check, enter."),
        "tasks": ("task_commands:tasks", "Say what waits for a seat today, late work first."),
        "users": ("user_commands:users", "Accounts: who may sign in, and what as."),
    }
)
"""Where each command is, and what it is for; a test compares that with the command itself."""
DATA_COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "template": (
            "template_commands:data_template",
            "Write the sheet an office fills in; with what is kept filled in, it is an export.",
        ),
        "list": (
            "version_commands:data_list",
            "List the versions kept, newest first; a star marks those in use.",
        ),
        "diff": (
            "version_commands:data_diff",
            "Say what differs between two versions: which rows, from what to what.",
        ),
        "restore": ("version_commands:data_restore", "Use an older version again; all others stay."),
        "recover": (
            "version_commands:data_recover",
            "Put the newest good copy in the place of a damaged database; the damaged file is moved aside.",
        ),
        "backup": (
            "version_commands:data_backup",
            "Write everything that is kept into one file the program can open.",
        ),
        "download": (
            "remake_commands:data_download",
            "Fetch the published boundaries over the network and take them in; goes on where it broke off.",
        ),
        "approximate": (
            "remake_commands:data_approximate",
            "Draw former units inside the real outlines of newer ones: outer lines real, inner ones approximate.",
        ),
        "schematic": (
            "remake_commands:data_schematic",
            "Draw the schematic boundaries of every vintage anew from the centre points.",
        ),
        "illustrate": ("remake_commands:data_illustrate", "Make the illustrative figures anew from their recipe."),
    }
)
"""The same for the commands of ``data``."""


def load_command(name: str, table: Mapping[str, tuple[str, str]] = COMMANDS) -> Any:
    """Return a command of a table, loaded."""
    module, _colon, attribute = table[name][0].partition(":")
    value = getattr(import_module(f"ntm_geo.cli.{module}"), attribute)
    if isinstance(value, typer.Typer):
        return typer.main.get_command(value)
    alone = typer.Typer(add_completion=False)
    alone.command(name)(value)
    return typer.main.get_command(alone)


class LazyGroup(TyperGroup):
    """The commands of the program; while only their list is wanted none of them is loaded."""

    table: ClassVar[Mapping[str, tuple[str, str]]] = COMMANDS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as click has it
        """Return the names of the commands, in the order they are listed."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as click has it
        """Return a command by its name; for the list only its name and what it is for."""
        if cmd_name not in self.table:
            return None
        if self._listing:
            return typer.core.TyperCommand(cmd_name, help=self.table[cmd_name][1])
        command = load_command(cmd_name, self.table)
        command.name = cmd_name
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program."""
        self._listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listing = False


class DataGroup(LazyGroup):
    """The commands of ``data``."""

    table = DATA_COMMANDS
