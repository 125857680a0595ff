"""``data download|approximate|schematic|illustrate``: boundaries and figures that are fetched or made anew."""

from __future__ import annotations

from typing import Annotated

import typer

from ntm_geo.cli.shared_options import FAILED, shown, workspace
from ntm_geo.i18n import _
from ntm_geo.illustration.illustrate import illustrate
from ntm_geo.intake.boundary_files import boundary_import as ingesting
from ntm_geo.intake.boundary_files import download as downloading
from ntm_geo.intake.boundary_files import former_units as approximating
from ntm_geo.intake.boundary_files.schematic_set import make_schematic


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


def data_approximate(
    vintage: Annotated[str, typer.Option(help="Former units to draw inside newer outlines, such as 2020.")],
    by: Annotated[str, typer.Option(help="Who asks for it, for the history.")] = "",
) -> None:
    """Draw former units inside the real outlines of newer ones: outer lines real, inner ones approximate."""
    done = approximating.approximate(workspace(), vintage=vintage, by=by)
    typer.echo(_("{count} units drawn inside the outlines of {source}", count=done.units, source=done.source))
    typer.echo(_("Kept as {key}.", key=done.kept.key))


def data_schematic() -> None:
    """Draw the schematic boundaries of every vintage anew from the centre points."""
    for path in make_schematic(workspace()):
        typer.echo(shown(path))


def data_illustrate() -> None:
    """Make the illustrative figures anew from their recipe."""
    for path in illustrate(workspace()):
        typer.echo(shown(path))
