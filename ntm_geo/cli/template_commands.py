"""``data template``: the sheets an office fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.cli.shared_options import shown, workspace
from ntm_geo.intake.sheets import filled_templates
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS


def data_template(
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(SHEET_KINDS)}.")],
    period: Annotated[int, typer.Option(help="Year of the figures.")],
    out: Annotated[Path, typer.Option(help="File to write: .xlsx or .csv.")],
    *,
    filled: Annotated[bool, typer.Option(help="Fill in what is kept already.")] = True,
) -> None:
    """Write the sheet an office fills in; with what is kept filled in, it is an export."""
    if kind not in SHEET_KINDS:
        raise typer.BadParameter(", ".join(SHEET_KINDS), param_hint="--kind")
    form = out.suffix.lstrip(".").lower()
    _name, content = filled_templates.template(workspace(), kind=kind, period=period, form=form, filled=filled)
    out.write_bytes(content)
    typer.echo(shown(out))
