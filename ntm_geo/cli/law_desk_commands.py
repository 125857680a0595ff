"""``law sheet``, ``law import``, ``law export``: a criteria set out to an office and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_geo.assessment.rules.law_desk import preview_edition
from ntm_geo.assessment.rules.law_entry import Proposal, accept, proposal_findings, shipping_files
from ntm_geo.cli.shared_options import FAILED, shown, workspace
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.law_sheets.law_reading import LawSheet, read_law_workbook
from ntm_geo.intake.law_sheets.law_workbook import law_workbook
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import Scan, law_table, shipped_set

if TYPE_CHECKING:
    from ntm_geo.assessment.rules.law_desk import EditionPreview
    from ntm_geo.workspace.workspace import Workspace

_SetKey = Annotated[str, typer.Argument(metavar="SET", help="Key of the criteria set, such as commune-2026.")]


def law_sheet(criteria_set: _SetKey, out: Annotated[Path, typer.Option(help="Workbook to write: .xlsx.")]) -> None:
    """Write the workbook of a criteria set, to be filled from the annex of its decision."""
    space = workspace()
    out.write_bytes(law_workbook(shipped_set(space, criteria_set), law_table(space, criteria_set).lines))
    typer.echo(shown(out))


def law_import(
    file: Annotated[Path, typer.Argument(help="Workbook that was filled in.")],
    by: Annotated[str, typer.Option(help="Who entered it.")],
    scan: Annotated[Path | None, typer.Option(help="Official text as .pdf, .jpg or .png, kept beside it.")] = None,
    criteria_set: Annotated[str, typer.Option("--set", help="Key of the set, where the file does not say it.")] = "",
    *,
    look: Annotated[bool, typer.Option("--look", help="Only say what would change; keep nothing.")] = False,
) -> None:
    """Read a workbook of a criteria set and put it in use; exit code 1 when a cell of it is wrong."""
    space = workspace()
    sheet = read_law_workbook(space, file, criteria_set=criteria_set)
    preview = preview_sheet_of(space, sheet)
    for line in preview_lines(preview):
        typer.echo(line)
    if preview.law is None:
        raise typer.Exit(FAILED)
    if look:
        return
    version, new = accept(space, _proposal(space, sheet, scan), by=by)
    typer.echo(_("Version {number} is in use.", number=version.id) if new else _("Nothing was changed."))


def law_export(
    criteria_set: _SetKey, out: Annotated[Path, typer.Option(help="Folder the files of the criteria go into.")]
) -> None:
    """Write a criteria set in use as the YAML files it is shipped as."""
    files = shipping_files(workspace(), criteria_set)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_text(content, encoding="utf-8")
        typer.echo(shown(out / name))


def check_workbook(space: Workspace, file: Path) -> list[str]:
    """Return what is wrong with a workbook, as lines to read."""
    findings = proposal_findings(space, _proposal(space, read_law_workbook(space, file)))
    return [f"{finding.place}: {text(finding.what)}" for finding in findings]


def _proposal(space: Workspace, sheet: LawSheet, scan: Path | None = None) -> Proposal:
    before = law_table(space, sheet.criteria_set).version
    return Proposal(
        criteria_set=sheet.criteria_set,
        lines=sheet.lines,
        findings=sheet.findings,
        place_of=sheet.place_of,
        version=before.id if before else None,
        scan=Scan(scan.name, scan.read_bytes()) if scan is not None else None,
    )


def preview_sheet_of(space: Workspace, sheet: LawSheet) -> EditionPreview:
    """Return what a workbook would be and change."""
    return preview_edition(
        space, load_figures(space), sheet.criteria_set, sheet.lines, place_of=sheet.place_of, noted=sheet.findings
    )


def preview_lines(preview: EditionPreview) -> list[str]:
    """Return what a workbook holds and would change, as lines to read."""
    lines = [f"{finding.place}: {text(finding.what)}" for finding in preview.findings]
    changes = preview.changes
    lines.append(
        _("{new} new, {changed} changed, {unchanged} unchanged, {missing} removed rows.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing))
    )  # fmt: skip
    if preview.verdicts is not None:
        lines.append(
            _("{count} verdicts in {communes} communes would change at the end of {year}.",
              count=format_number(len(preview.verdicts)),
              communes=format_number(preview.verdicts["code"].nunique()), year=preview.period)
        )  # fmt: skip
    return lines
