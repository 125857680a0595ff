"""What every command shares: the workspace, JSON for programs, exit codes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ntm_geo.settings import PROJECT_DIR, Settings
from ntm_geo.workflows.workspace import Workspace, open_workspace

FAILED: Final = 1
"""Exit code when the data or the question is wrong."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def workspace() -> Workspace:
    """Open the workspace of this installation."""
    return open_workspace(Settings.from_environment())


def print_json(value: Any) -> None:
    """Print a value as JSON; what JSON does not know becomes text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def shown(path: Path) -> str:
    """Return a path as it is told: relative to the project where it lies inside."""
    return str(path.relative_to(PROJECT_DIR) if path.is_relative_to(PROJECT_DIR) else path)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
