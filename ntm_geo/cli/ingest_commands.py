"""``ingest``: office files in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ntm_geo.cli.shared_options import FAILED, Json, error_lines, error_report, print_json, workspace
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import _
from ntm_geo.intake import uploads
from ntm_geo.intake.boundary_files import boundary_import as ingesting
from ntm_geo.intake.boundary_files.boundary_import import BoundaryQuestion
from ntm_geo.intake.sheets import sheet_import as sheets
from ntm_geo.intake.sheets import sheet_words as words
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS
from ntm_geo.intake.sheets.workbook import SheetQuestion

if TYPE_CHECKING:
    from ntm_geo.intake.sheets.sheet_import import Mode
    from ntm_geo.workspace.workspace import Workspace


def ingest(  # noqa: PLR0913, PLR0917 - one option each
    files: Annotated[list[Path], typer.Argument(help="Boundary files or sheets; zip or folder of boundaries too.")],
    kind: Annotated[str, typer.Option(help="What they hold; found out from the file unless given.")] = "",
    vintage: Annotated[str, typer.Option(help="Units the codes belong to, such as 2025; found for boundaries.")] = "",
    period: Annotated[int, typer.Option(help="Year of the figures; read from the sheet unless given.")] = 0,
    mode: Annotated[str, typer.Option(help="Kept rows the sheet does not have: merge keeps, replace drops.")] = "merge",
    by: Annotated[str, typer.Option(help="Who brings it in, for the history.")] = "",
    province: Annotated[str, typer.Option(help="Province to take from a file of several.")] = "",
    crs: Annotated[str, typer.Option(help="Coordinate system of a file without one, such as EPSG:9210.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of its text, such as tcvn3; found out unless given.")] = "",
    mend: Annotated[float, typer.Option(help="Mend gaps and overlaps of boundaries up to so many metres.")] = 0,
    sheet: Annotated[list[str] | None, typer.Option(help="Sheet to read; all that are visible unless given.")] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="Answer to a question of the report, such as dash=not-met.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column is, such as E=12.2; E= leaves it out; sheet in front: A!E=1."),
    ] = None,
    header: Annotated[str, typer.Option(help="Rows of the header, such as 3-5; found out unless given.")] = "",
    layer: Annotated[str, typer.Option(help="Layer of a boundary file with several.")] = "",
    *,
    partial: Annotated[bool, typer.Option("--partial", help="Keep boundaries of a part of the province.")] = False,
    as_drawn: Annotated[
        bool, typer.Option("--as-drawn", help="Keep outlines that lie far from where the list knows their units.")
    ] = False,
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
            chosen = BoundaryQuestion(
                layer=layer, province=province, crs=crs, encoding=encoding, mend_m=mend, partial=partial,
                as_drawn=as_drawn,
            )  # fmt: skip
            report, lines, wrong = _take_boundaries(space, file, vintage, by, chosen, dry_run=dry_run)
        else:
            sheet_question = SheetQuestion(
                kind=kind,
                period=period or None,
                sheets=tuple(sheet or ()),
                answers=_pairs(answer, "--answer"),
                columns=_pairs(column, "--column"),
                header=_rows(header),
            )
            report, lines, wrong = _take_sheet(space, file, vintage, by, sheet_question, mode, dry_run=dry_run)  # type: ignore[arg-type]
        reports.append((report, lines))
        failed |= wrong
    if as_json:
        print_json([report for report, _lines in reports] if len(reports) > 1 else reports[0][0])
    else:
        for report, lines in reports:
            typer.echo("\n".join(lines), err="error" in report)
    if failed:
        raise typer.Exit(FAILED)


def _pairs(entered: list[str] | None, option: str) -> tuple[tuple[str, str], ...]:
    """Return what was given as ``KEY=VALUE``."""
    pairs = [part.partition("=") for part in entered or ()]
    if any(not mark or not key for key, mark, _value in pairs):
        raise typer.BadParameter("KEY=VALUE", param_hint=option)
    return tuple((key.strip(), value.strip()) for key, _mark, value in pairs)


def _rows(text: str) -> tuple[int, int] | None:
    """Return the first and last row of a header, counted from 1."""
    if not text:
        return None
    first, _mark, last = text.partition("-")
    if not first.strip().isdecimal() or not (last.strip() or first).strip().isdecimal() or int(first) < 1:
        raise typer.BadParameter("3, 3-5", param_hint="--header")
    return int(first), int(last or first)


def _take_sheet(  # noqa: PLR0913 - as the command has them
    space: Workspace, file: Path, vintage: str, by: str, sheet_question: SheetQuestion, mode: Mode, *, dry_run: bool
) -> tuple[dict[str, Any], list[str], bool]:
    """Take a file of sheets in; returns the report, its lines, and whether anything was wrong or refused."""
    try:
        preview = sheets.preview_sheet(space, file, vintage=vintage, question=sheet_question, mode=mode)
        keep_sheet = None if dry_run or not preview.can_be_kept else sheets.keep_sheet(space, preview, by=by)
    except NtmGeoError as error:
        return {"source": file.name, "kept": None, **error_report(error)}, error_lines(error), True
    unused = words.unused_answers(preview.intake.questions, sheet_question.answers)
    report = words.sheet_report(preview, keep_sheet, dry_run=dry_run) | {"answers_not_used": unused}
    lines = words.sheet_lines(preview, keep_sheet, dry_run=dry_run)
    if unused:
        lines.insert(-1, _("Answers that fit no question of the file: {answers}", answers=", ".join(unused)))
    return report, lines, bool(preview.intake.errors) or bool(unused) or not preview.can_be_kept


def _take_boundaries(
    space: Workspace, file: Path, vintage: str, by: str, chosen: BoundaryQuestion, *, dry_run: bool
) -> tuple[dict[str, Any], list[str], bool]:
    """Take boundaries in; returns the report, its lines, and whether anything was wrong or refused."""
    try:
        done = ingesting.ingest_boundaries(space, file, vintage=vintage, by=by, question=chosen, dry_run=dry_run)
    except NtmGeoError as error:
        return {"source": file.name, "kept": None, **error_report(error)}, error_lines(error), True
    noticed = (*done.intake.findings, *done.preview.hindrances)
    refused = not dry_run and done.kept is None
    wrong = refused or any(finding.severity == "error" for finding in noticed)
    return ingesting.report(done), ingesting.report_lines(done), wrong
