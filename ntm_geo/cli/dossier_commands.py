"""``dossier``: the dossier of a commune as one file, and such a file checked later."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.atomic import write_whole
from ntm_geo.cli.shared_options import FAILED, Json, print_json, workspace
from ntm_geo.dossier_papers.dossier_check import check_dossier, fault_message
from ntm_geo.dossier_papers.dossier_zip import file_name_of, make_dossier
from ntm_geo.dossier_papers.file_list import moment_words
from ntm_geo.errors import InputFileError, msg
from ntm_geo.i18n import _, text
from ntm_geo.records.figures import load_figures

dossier = typer.Typer(no_args_is_help=True, help="The dossier of a commune as one file: make it, check it.")


@dossier.command("make")
def dossier_make(
    commune: Annotated[str, typer.Option(help="Code of the commune, five digits.")],
    period: Annotated[int, typer.Option(help="Year of the dossier.")],
    out: Annotated[Path | None, typer.Option(help="Zip to write.")] = None,
    by: Annotated[str, typer.Option(help="Who makes it, as it stands in its list.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """Make the dossier: papers, evidence, and a list by which it can be checked; written as a whole or not at all."""
    space = workspace()
    vintage = space.province.vintage_on(date(period, 12, 31)).key
    made = make_dossier(space, load_figures(space), commune, vintage=vintage, period=period, by=by)
    target = out or Path(file_name_of(commune, period))
    write_whole(target, made.content)
    if as_json:
        print_json({"file": str(target), "files": len(made.file_list.files), "seal": made.file_list.seal})
        return
    typer.echo(_("{file}: written, {count} files", file=str(target), count=len(made.file_list.files)))
    typer.echo(_("Seal: {seal}", seal=made.file_list.seal))


@dossier.command("verify")
def dossier_verify(
    file: Annotated[Path, typer.Argument(help="Zip that was made by `dossier make`.")],
    *,
    as_json: Json = False,
) -> None:
    """Compare a dossier with the list it was made with; exit code 1 and a line for every fault."""
    if not file.is_file():
        raise InputFileError(
            msg("The file cannot be read."), where=str(file), fix=msg("Check the name and whether it may be opened.")
        )
    checked = check_dossier(file)
    if as_json:
        faults = [{"kind": fault.kind, "path": fault.path} for fault in checked.faults]
        print_json({"file": str(file), "seal": checked.file_list.seal, "faults": faults})
    else:
        known = checked.file_list
        typer.echo(_("{commune}, {year}: made {at} by {who}, {count} files", commune=known.name, year=known.period,
                     at=moment_words(known.made_at), who=known.made_by, count=len(known.files)))  # fmt: skip
        typer.echo(_("Seal: {seal}", seal=known.seal))
        for fault in checked.faults:
            typer.echo(text(fault_message(fault)))
        if not checked.faults:
            typer.echo(_("Everything is as it was made."))
    if checked.faults:
        raise typer.Exit(FAILED)
