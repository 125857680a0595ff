"""What every command shares: the workspace, JSON for programs, exit codes."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ntm_geo.errors import CrsMissingError, LayerChoiceError, NtmGeoError, ProvinceChoiceError
from ntm_geo.i18n import _, format_number, text
from ntm_geo.settings import PROJECT_DIR, Settings
from ntm_geo.workspace.workspace import Workspace, open_workspace

_MOST: Final = 8
"""Proposals of a coordinate system that are listed."""
FAILED: Final = 1
"""Exit code when the data or the question is wrong."""

FIGURES_HELP: Final = "Level the figures stand on: reported, appraised (the usual one) or recognised."

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def workspace() -> Workspace:
    """Open the workspace of this installation."""
    return open_workspace(Settings.from_environment())


def print_json(value: Any) -> None:
    """Print a value as JSON; what JSON does not know becomes text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def error_report(error: NtmGeoError) -> dict[str, Any]:
    """Return an error of ours as plain data: what, where, how to mend it, and what there is to choose from."""
    report: dict[str, Any] = {
        "kind": type(error).__name__,
        "what": text(error.what),
        "where": error.where,
        "fix": text(error.fix),
    }
    choices = error_choices(error)
    if choices:
        report["proposals"] = [{"option": option, "about": about} for option, about in choices]
    return {"error": report}


def error_lines(error: NtmGeoError) -> list[str]:
    """Return an error of ours as lines to read, with the options to type."""
    line = f"{error.where}: " if error.where else ""
    lines = [f"{line}{text(error.what)} {text(error.fix)}"]
    return lines + [f"  {option}   {about}".rstrip() for option, about in error_choices(error)]


def error_choices(error: NtmGeoError) -> list[tuple[str, str]]:
    """Return the options a person may type after an error, each with what it stands for; empty when there are none."""
    if isinstance(error, CrsMissingError):
        return [
            (f"--crs {shlex.quote(proposal.crs)}", f"{proposal.name}: {text(proposal.why)}")
            for proposal in error.proposals[:_MOST]
        ]
    if isinstance(error, LayerChoiceError):
        return [(f"--layer {shlex.quote(layer)}", "") for layer in error.layers]
    if isinstance(error, ProvinceChoiceError):
        listed = [(code or name, name, count) for code, name, count in error.provinces]
        return [
            (f"--province {shlex.quote(key)}", _("{name} ({count} units)", name=name, count=format_number(count)))
            for key, name, count in listed
        ]
    return []


def shown(path: Path) -> str:
    """Return a path as it is told: relative to the project where it lies inside."""
    return str(path.relative_to(PROJECT_DIR) if path.is_relative_to(PROJECT_DIR) else path)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
