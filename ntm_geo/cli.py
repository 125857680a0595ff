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

from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import _, format_number, text, use_language
from ntm_geo.settings import PROJECT_DIR, Settings
from ntm_geo.workflows import assess as assessing
from ntm_geo.workflows import describe
from ntm_geo.workflows import ingest as ingesting
from ntm_geo.workflows.figures import load_figures
from ntm_geo.workflows.illustrate import illustrate
from ntm_geo.workflows.law import check, page, show
from ntm_geo.workflows.schematic import make_schematic
from ntm_geo.workflows.workspace import Workspace, open_workspace

FAILED: Final = 1

app = typer.Typer(no_args_is_help=True, add_completion=False, help="NTM Geo: a planning room for one province.")
data = typer.Typer(no_args_is_help=True, help="The data that is shipped: make it anew.")
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
    *,
    as_json: Json = False,
) -> None:
    """Say where the communes stand: tiers, hamlets, targets."""
    space = _workspace()
    standing = assessing.assess_period(space, load_figures(space), period=period, vintage=vintage)
    if as_json:
        _print_json(assessing.summary(standing))
        return
    for sentence in describe.tier_sentences(space, standing):
        typer.echo(sentence)
    for one in standing.assessment.progress:
        typer.echo(describe.target_sentence(one, standing))
    if standing.provenance.illustrative:
        typer.echo(_("Illustrative figures"))


@app.command()
def ingest(
    file: Annotated[Path, typer.Argument(help="Shapefile, GeoPackage, GeoJSON, zip or folder.")],
    vintage: Annotated[str, typer.Option(help="Units the file's codes belong to, such as 2025.")],
    kind: Annotated[str, typer.Option(help="What the file holds: boundaries.")] = "boundaries",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, keep nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Take an office's file in; exit code 1 when it holds an error."""
    if kind != "boundaries":
        raise typer.BadParameter(_("Only boundaries can be taken in so far."), param_hint="--kind")
    done = ingesting.ingest_boundaries(_workspace(), file, vintage=vintage, dry_run=dry_run)
    if as_json:
        _print_json(ingesting.report(done))
    else:
        for line in ingesting.report_lines(done):
            typer.echo(line)
    if any(finding.severity == "error" for finding in done.intake.findings):
        raise typer.Exit(FAILED)


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
