"""``data list|diff|restore|recover|backup``: versions of what is kept, and copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntm_geo.cli.shared_options import Json, print_json, shown, workspace
from ntm_geo.i18n import _
from ntm_geo.records import dataset_versions
from ntm_geo.settings import Settings


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


def data_restore(
    number: Annotated[int, typer.Argument(help="Version to use again.")],
    by: Annotated[str, typer.Option(help="Who decides, for the history.")] = "",
) -> None:
    """Use an older version again; all others stay."""
    version = dataset_versions.restore(workspace(), number, by=by)
    typer.echo(_("Version {number} is in use again.", number=version.id))


def data_recover() -> None:
    """Put the newest good copy in the place of a damaged database; the damaged file is moved aside."""
    done = dataset_versions.recover_copy(Settings.from_environment().data_dir)
    typer.echo(_("{copy} was put in the place of the database.", copy=done.copy.name))
    typer.echo(_("The damaged file stands at {path}.", path=shown(done.aside)))


def data_backup(target: Annotated[Path, typer.Argument(help="File to write; never overwritten.")]) -> None:
    """Write everything that is kept into one file the program can open."""
    typer.echo(shown(dataset_versions.copy_all(workspace(), target)))
