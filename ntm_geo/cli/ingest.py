"""``ingest``: office files in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.cli.shared import FAILED, Json, print_json, workspace
from ntm_geo.intake.layouts import SHEET_KINDS
from ntm_geo.intake.workbook import SheetQuestion
from ntm_geo.workflows import ingest as ingesting
from ntm_geo.workflows import ingest_sheets as sheets
from ntm_geo.workflows import uploads
from ntm_geo.workflows.ingest import BoundaryQuestion


def ingest(  # noqa: PLR0913, PLR0917 - one option each
    files: Annotated[list[Path], typer.Argument(help="Boundary files or sheets; zip or folder of boundaries too.")],
    kind: Annotated[str, typer.Option(help="What they hold; found out from the file unless given.")] = "",
    vintage: Annotated[str, typer.Option(help="Units the codes belong to, such as 2025; needed for boundaries.")] = "",
    period: Annotated[int, typer.Option(help="Year of the figures; read from the sheet unless given.")] = 0,
    mode: Annotated[str, typer.Option(help="Kept rows the sheet does not have: merge keeps, replace drops.")] = "merge",
    by: Annotated[str, typer.Option(help="Who brings it in, for the history.")] = "",
    province: Annotated[str, typer.Option(help="Province to take from a file of several.")] = "",
    crs: Annotated[str, typer.Option(help="Coordinate system of a file without one, such as EPSG:9210.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of its text, such as tcvn3; found out unless given.")] = "",
    mend: Annotated[float, typer.Option(help="Mend gaps and overlaps of boundaries up to so many metres.")] = 0,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, keep nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Take office files in; exit code 1 when one holds an error (its sound rows are taken all the same)."""
    if kind not in {"", "boundaries", *SHEET_KINDS}:
        raise typer.BadParameter(", ".join(("boundaries", *SHEET_KINDS)), param_hint="--kind")
    if mode not in {"merge", "replace"}:
        raise typer.BadParameter("merge, replace", param_hint="--mode")
    space = workspace()
    reports, failed = [], False
    for file in files:
        if (kind or uploads.recognise(file)) == "boundaries":
            chosen = BoundaryQuestion(province=province, crs=crs, encoding=encoding, mend_m=mend)
            done = ingesting.ingest_boundaries(space, file, vintage=vintage, by=by, question=chosen, dry_run=dry_run)
            reports.append((ingesting.report(done), ingesting.report_lines(done)))
            failed |= any(finding.severity == "error" for finding in done.intake.findings)
        else:
            asked = SheetQuestion(kind=kind, period=period or None)
            plan = sheets.plan_sheet(space, file, vintage=vintage, question=asked, mode=mode)  # type: ignore[arg-type]
            kept = None if dry_run or not plan.intake.taken else sheets.keep_sheet(space, plan, by=by)
            reports.append((sheets.sheet_report(plan, kept), sheets.sheet_lines(plan, kept)))
            failed |= bool(plan.intake.errors)
    if as_json:
        print_json([report for report, _lines in reports] if len(reports) > 1 else reports[0][0])
    else:
        for _report, lines in reports:
            typer.echo("\n".join(lines))
    if failed:
        raise typer.Exit(FAILED)
