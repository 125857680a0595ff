"""Ingest: take an office's boundary file in, say what was found, keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake import BoundaryIntake, read_boundaries
from ntm_geo.store.boundary_sets import BoundarySet, keep_boundary_set
from ntm_geo.workflows.matching import MatchReport, match_units

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What came of a file: what was read, how it fits the gazetteer, and the set that is kept, if it is."""

    intake: BoundaryIntake
    match: MatchReport
    kept: BoundarySet | None
    new: bool


def ingest_boundaries(workspace: Workspace, path: Path, *, vintage: str, dry_run: bool = False) -> Ingested:
    """Read a boundary file, compare it with the gazetteer of its vintage, and keep it.

    Parameters
    ----------
    workspace : of the door.
    path : shapefile, GeoPackage, GeoJSON, zip or folder.
    vintage : key of the vintage the file's codes belong to.
    dry_run : read and report only.

    Raises
    ------
    InputFileError
        The file is not a boundary file, or not a whole one.
    CrsError
        The file does not say where its coordinates lie.
    NotInForceError
        The province has no such vintage.
    StoreError
        The set cannot be kept.
    """
    workspace.province.vintage(vintage)
    intake = read_boundaries(path)
    match = match_units(intake.units, read_units(workspace.province, vintage))
    if dry_run:
        return Ingested(intake=intake, match=match, kept=None, new=False)
    kept, new = keep_boundary_set(
        intake.units,
        intake.provenance,
        data_dir=workspace.settings.data_dir,
        province=workspace.province.key,
        vintage=vintage,
    )
    return Ingested(intake=intake, match=match, kept=kept, new=new)
