"""The command line: parse, open the workspace, one workflow, print, exit code.

Exit codes: 0 done, 1 the data or the question is wrong, 2 the command is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ntm_geo.criteria.efforts import load_efforts
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import _, format_number, text, use_language
from ntm_geo.intake.layouts import SHEET_KINDS
from ntm_geo.intake.workbook import SheetQuestion
from ntm_geo.settings import PROJECT_DIR, Settings
from ntm_geo.workflows import approximate as approximating
from ntm_geo.workflows import assess as assessing
from ntm_geo.workflows import datasets, describe, path_words, pathways, templates, uploads
from ntm_geo.workflows import download as downloading
from ntm_geo.workflows import ingest as ingesting
from ntm_geo.workflows import ingest_sheets as sheets
from ntm_geo.workflows.figures import load_figures
from ntm_geo.workflows.illustrate import illustrate
from ntm_geo.workflows.ingest import BoundaryQuestion
from ntm_geo.workflows.law import check, page, show
from ntm_geo.workflows.schematic import make_schematic
from ntm_geo.workflows.workspace import Workspace, open_workspace

FAILED: Final = 1

app = typer.Typer(no_args_is_help=True, add_completion=False, help="NTM Geo: a planning room for one province.")
data = typer.Typer(no_args_is_help=True, help="The data: templates, versions, copies; what is shipped, made anew.")
law = typer.Typer(no_args_is_help=True, help="The law as data: look up and check.")
app.add_typer(data, name="data")
app.add_typer(law, name="law")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def main() -> None:
    """Run the command line; an error of ours is one line, never a stack trace."""
    settings = None
    try:
        settings = Settings.from_environment()
        use_language(settings.language)
        app()
    except NtmGeoError as error:
        place = f"{error.where}: " if error.where else ""
        typer.echo(f"{place}{text(error.what)} {text(error.fix)}", err=True)
        sys.exit(FAILED)


@app.command()
def assess(
    period: Annotated[int, typer.Option(help="Year to assess, at 31 December.")],
    vintage: Annotated[str, typer.Option(help="Units to assess; those in force at that date unless given.")] = "",
    against: Annotated[
        str, typer.Option("--set", help="Criteria set to assess against; the one in force then unless given.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say where the communes stand: tiers, hamlets, targets."""
    space = _workspace()
    standing = assessing.assess_period(space, load_figures(space), period=period, vintage=vintage, against=against)
    if as_json:
        _print_json(assessing.summary(standing))
        return
    for sentence in describe.tier_sentences(standing):
        typer.echo(sentence)
    for one in standing.assessment.progress:
        typer.echo(describe.target_sentence(one, standing))
    if standing.provenance.illustrative:
        typer.echo(_("Illustrative figures"))


@app.command()
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
    space = _workspace()
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
        _print_json([report for report, _lines in reports] if len(reports) > 1 else reports[0][0])
    else:
        for _report, lines in reports:
            typer.echo("\n".join(lines))
    if failed:
        raise typer.Exit(FAILED)


@data.command("template")
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
    _name, content = templates.template(_workspace(), kind=kind, period=period, form=form, filled=filled)
    out.write_bytes(content)
    typer.echo(_shown(out))


@data.command("list")
def data_list(
    kind: Annotated[str, typer.Option(help="Only this kind of data.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """List the versions kept, newest first; a star marks those in use."""
    versions = [datasets.describe_version(one) for one in datasets.history(_workspace(), kind=kind)]
    if as_json:
        _print_json(versions)
        return
    for one in versions:
        mark = "*" if one["current"] else " "
        place = " ".join(str(one[key]) for key in ("kind", "vintage", "period") if one[key])
        typer.echo(f"{mark} {one['number']:>4}  {place}  {one['rows']}  {one['imported_at']}  {one['source']}")


@data.command("diff")
def data_diff(
    older: Annotated[int, typer.Argument(help="Number of the older version.")],
    newer: Annotated[int, typer.Argument(help="Number of the newer version.")],
    *,
    as_json: Json = False,
) -> None:
    """Say what differs between two versions: which rows, from what to what."""
    changes = datasets.difference(_workspace(), older, newer)
    if as_json:
        _print_json(changes.frame.astype(object).where(changes.frame.notna(), None).to_dict("records"))
        return
    for row in changes.frame.to_dict("records"):
        values = f"{row['column']}: {row['before']} -> {row['after']}" if row["column"] else ""
        typer.echo(f"{row['change']:8} {row['row']}  {values}".rstrip())


@data.command("restore")
def data_restore(
    number: Annotated[int, typer.Argument(help="Version to use again.")],
    by: Annotated[str, typer.Option(help="Who decides, for the history.")] = "",
) -> None:
    """Use an older version again; all others stay."""
    version = datasets.restore(_workspace(), number, by=by)
    typer.echo(_("Version {number} is in use again.", number=version.id))


@data.command("backup")
def data_backup(target: Annotated[Path, typer.Argument(help="File to write; never overwritten.")]) -> None:
    """Write everything that is kept into one file the program can open."""
    typer.echo(_shown(datasets.copy_all(_workspace(), target)))


@data.command("download")
def data_download(
    vintage: Annotated[str, typer.Option(help="Units whose published boundaries are fetched, such as 2025.")],
    by: Annotated[str, typer.Option(help="Who asks for it, for the history.")] = "",
) -> None:
    """Fetch the published boundaries over the network and take them in; goes on where it broke off."""

    def tell(done: int, total: int, name: str) -> None:
        typer.echo(f"{done}/{total} {name}", err=True)

    done = downloading.download(_workspace(), vintage=vintage, progress=tell, by=by)
    typer.echo(_("{count} files from {address}", count=len(done.files), address=done.address))
    typer.echo(_("Source: {credit}; licence: {licence}", credit=done.credit, licence=done.licence))
    for name in done.changed:
        typer.echo(_("Published anew since the list was made: {name}", name=name))
    typer.echo("\n".join(ingesting.report_lines(done.ingested)))


@data.command("approximate")
def data_approximate(
    vintage: Annotated[str, typer.Option(help="Former units to draw inside newer outlines, such as 2020.")],
    by: Annotated[str, typer.Option(help="Who asks for it, for the history.")] = "",
) -> None:
    """Draw former units inside the real outlines of newer ones: outer lines real, inner ones approximate."""
    done = approximating.approximate(_workspace(), vintage=vintage, by=by)
    typer.echo(_("{count} units drawn inside the outlines of {source}", count=done.units, source=done.source))
    typer.echo(_("Kept as {key}.", key=done.kept.key))


@data.command("schematic")
def data_schematic() -> None:
    """Draw the schematic boundaries of every vintage anew from the centre points."""
    for path in make_schematic(_workspace()):
        typer.echo(_shown(path))


@data.command("illustrate")
def data_illustrate() -> None:
    """Make the illustrative figures anew from their recipe."""
    for path in illustrate(_workspace()):
        typer.echo(_shown(path))


@law.command("show")
def law_show(
    code: Annotated[str, typer.Argument(help="Indicator or criterion, such as 10.1 or 10.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Date, such as 2022-12-31.")],
    *,
    as_json: Json = False,
) -> None:
    """Say what the law asks for on a date, and who is in charge."""
    lines = show(_workspace(), code, on=on.date())
    if as_json:
        _print_json([line.as_dict() for line in lines])
        return
    for line in lines:
        typer.echo(line.sentence)
        typer.echo("  " + _("In charge: {departments}", departments=line.departments or "–"))


@law.command("check")
def law_check(*, as_json: Json = False) -> None:
    """Check that the law data is whole, dated and referenced; exit code 1 when it is not."""
    findings = check(_workspace())
    if as_json:
        _print_json([ingesting.describe_finding(one) for one in findings])
    else:
        for one in findings:
            typer.echo(f"{one.severity}: {one.place}: {text(one.what)}")
        typer.echo(_("{count} findings", count=format_number(len(findings))))
    if any(one.severity == "error" for one in findings):
        raise typer.Exit(FAILED)


@app.command()
def pathway(  # noqa: PLR0913 - one question with its limits
    period: Annotated[int, typer.Option(help="Year the communes stand at.")],
    until: Annotated[int, typer.Option(help="Last year of the plan.")],
    budget: Annotated[float | None, typer.Option(help="Million VND a year; not limited unless given.")] = None,
    district: Annotated[int | None, typer.Option(help="Criteria a district can complete in a year.")] = None,
    department: Annotated[int | None, typer.Option(help="Criteria a department can complete in a year.")] = None,
    out: Annotated[Path | None, typer.Option(help="Workbook to write the list of work to.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Find the cheapest path to the province's targets; exit code 1 when there is none."""
    space = _workspace()
    standing = assessing.assess_period(space, load_figures(space), period=period)
    wishes = pathways.Wishes(
        goals=pathways.goals_of(space),
        years=tuple(range(period + 1, until + 1)),
        budget=budget,
        district=district,
        department=department,
    )
    efforts = load_efforts(space.criteria_dir, standing.criteria_set)
    found = pathways.find_path(pathways.make_problem(space, standing, efforts, wishes))
    if out is not None and found.plan.found:
        out.write_bytes(pathways.work_book(standing, found))
    if as_json:
        _print_json(pathways.path_report(standing, found))
    elif found.plan.found:
        typer.echo(path_words.path_sentence(found))
    else:
        typer.echo("\n".join(path_words.clash_lines(found)))
    if not found.plan.found:
        raise typer.Exit(FAILED)


@law.command("page")
def law_page() -> None:
    """Print the page of docs that lists every threshold still to be checked (docs/law.md)."""
    typer.echo(page(_workspace()), nl=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
) -> None:
    """Open the planning room in the browser's reach."""
    command = [
        sys.executable,
        "-m",
        "ntm_geo.ui.launch",
        "run",
        str(PROJECT_DIR / "app.py"),
        "--server.address",
        host,
        "--server.port",
        str(port),
    ]
    raise typer.Exit(subprocess.run(command, check=False, cwd=PROJECT_DIR).returncode)  # noqa: S603 - our own command


def _workspace() -> Workspace:
    return open_workspace(Settings.from_environment())


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(path: Path) -> str:
    return str(path.relative_to(PROJECT_DIR) if path.is_relative_to(PROJECT_DIR) else path)
