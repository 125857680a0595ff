"""``data``: templates, versions, copies; what is shipped, made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.cli.shared_options import FAILED, Json, print_json, shown, workspace
from ntm_geo.i18n import _
from ntm_geo.illustration.illustrate import illustrate
from ntm_geo.intake.boundary_files import boundary_import as ingesting
from ntm_geo.intake.boundary_files import download as downloading
from ntm_geo.intake.boundary_files import former_units as approximating
from ntm_geo.intake.boundary_files.schematic_set import make_schematic
from ntm_geo.intake.sheets import filled_templates
from ntm_geo.intake.sheets.cells.layouts import SHEET_KINDS
from ntm_geo.records import dataset_versions
from ntm_geo.settings import Settings

data = typer.Typer(no_args_is_help=True, help="The data: templates, versions, copies; what is shipped, made anew.")


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
    _name, content = filled_templates.template(workspace(), kind=kind, period=period, form=form, filled=filled)
    out.write_bytes(content)
    typer.echo(shown(out))


@data.command("list")
def data_list(
    kind: Annotated[str, typer.Option(help="Only this kind of data.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """List the versions kept, newest first; a star marks those in use."""
    versions = [dataset_versions.describe_version(item) for item in dataset_versions.history(workspace(), kind=kind)]
    if as_json:
        print_json(versions)
        return
    for version in versions:
        mark = "*" if version["current"] else " "
        text = " ".join(str(version[key]) for key in ("kind", "vintage", "period") if version[key])
        typer.echo(
            f"{mark} {version['number']:>4}  {text}  {version['rows']}  {version['imported_at']}  {version['source']}"
        )


@data.command("diff")
def data_diff(
    older: Annotated[int, typer.Argument(help="Number of the older version.")],
    newer: Annotated[int, typer.Argument(help="Number of the newer version.")],
    *,
    as_json: Json = False,
) -> None:
    """Say what differs between two versions: which rows, from what to what."""
    changes = dataset_versions.difference(workspace(), older, newer)
    if as_json:
        print_json(changes.frame.astype(object).where(changes.frame.notna(), None).to_dict("records"))
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
    version = dataset_versions.restore(workspace(), number, by=by)
    typer.echo(_("Version {number} is in use again.", number=version.id))


@data.command("recover")
def data_recover() -> None:
    """Put the newest good copy in the place of a damaged database; the damaged file is moved aside."""
    done = dataset_versions.recover_copy(Settings.from_environment().data_dir)
    typer.echo(_("{copy} was put in the place of the database.", copy=done.copy.name))
    typer.echo(_("The damaged file stands at {path}.", path=shown(done.aside)))


@data.command("backup")
def data_backup(target: Annotated[Path, typer.Argument(help="File to write; never overwritten.")]) -> None:
    """Write everything that is kept into one file the program can open."""
    typer.echo(shown(dataset_versions.copy_all(workspace(), target)))


@data.command("download")
def data_download(
    vintage: Annotated[str, typer.Option(help="Units whose published boundaries are fetched, such as 2025.")],
    by: Annotated[str, typer.Option(help="Who asks for it, for the history.")] = "",
) -> None:
    """Fetch the published boundaries over the network and take them in; goes on where it broke off."""

    def tell(done: int, total: int, name: str) -> None:
        typer.echo(f"{done}/{total} {name}", err=True)

    done = downloading.download(workspace(), vintage=vintage, progress=tell, by=by)
    typer.echo(_("{count} files from {address}", count=len(done.files), address=done.address))
    typer.echo(_("Source: {credit}; licence: {licence}", credit=done.credit, licence=done.licence))
    for name in done.changed:
        typer.echo(_("Published anew since the list was made: {name}", name=name))
    typer.echo("\n".join(ingesting.report_lines(done.ingested)))
    if done.ingested.preview.hindrances:
        raise typer.Exit(FAILED)


@data.command("approximate")
def data_approximate(
    vintage: Annotated[str, typer.Option(help="Former units to draw inside newer outlines, such as 2020.")],
    by: Annotated[str, typer.Option(help="Who asks for it, for the history.")] = "",
) -> None:
    """Draw former units inside the real outlines of newer ones: outer lines real, inner ones approximate."""
    done = approximating.approximate(workspace(), vintage=vintage, by=by)
    typer.echo(_("{count} units drawn inside the outlines of {source}", count=done.units, source=done.source))
    typer.echo(_("Kept as {key}.", key=done.kept.key))


@data.command("schematic")
def data_schematic() -> None:
    """Draw the schematic boundaries of every vintage anew from the centre points."""
    for path in make_schematic(workspace()):
        typer.echo(shown(path))


@data.command("illustrate")
def data_illustrate() -> None:
    """Make the illustrative figures anew from their recipe."""
    for path in illustrate(workspace()):
        typer.echo(shown(path))
