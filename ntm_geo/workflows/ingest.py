"""Ingest: take an office's boundary file in, say what was found, keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_geo.boundaries.units import read_units
from ntm_geo.i18n import _, text
from ntm_geo.intake import BoundaryIntake, read_boundaries
from ntm_geo.store.boundary_sets import BoundarySet, keep_boundary_set
from ntm_geo.workflows.matching import MatchReport, match_units

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.tables.findings import Finding
    from ntm_geo.workflows.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What came of a file: what was read, how it fits the gazetteer, and the set that is kept, if it is."""

    intake: BoundaryIntake
    match: MatchReport
    kept: BoundarySet | None
    new: bool


def ingest_boundaries(
    workspace: Workspace, path: Path, *, vintage: str, by: str = "", dry_run: bool = False
) -> Ingested:
    """Read a boundary file, compare it with the gazetteer of its vintage, and keep it.

    Parameters
    ----------
    workspace : of the door.
    path : shapefile, GeoPackage, GeoJSON, zip or folder.
    vintage : key of the vintage the file's codes belong to.
    by : who brings it in.
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
    kept, new = keep_boundary_set(workspace.store, intake.units, intake.provenance, vintage=vintage, by=by)
    return Ingested(intake=intake, match=match, kept=kept, new=new)


def report(done: Ingested) -> dict[str, Any]:
    """Return what came of a file as plain data, for programs; texts in the current language."""
    intake = done.intake
    return {
        "source": intake.provenance.source,
        "sha256": intake.provenance.sha256,
        "units": len(intake.units),
        "layer": intake.layer,
        "crs": intake.source_crs,
        "columns": intake.columns_used,
        "matched": done.match.matched,
        "contradictions": list(done.match.contradictions),
        "not_in_gazetteer": list(done.match.not_in_gazetteer),
        "proposals": list(done.match.proposals),
        "not_drawn": list(done.match.not_drawn),
        "findings": [describe_finding(one) for one in intake.findings],
        "kept": done.kept.key if done.kept else None,
        "new": done.new,
    }


def report_lines(done: Ingested) -> list[str]:
    """Return what came of a file as lines to read."""
    match = done.match
    lines = [
        _(
            "{source}: {count} units, {matched} of them on the list of units",
            source=done.intake.provenance.source,
            count=len(done.intake.units),
            matched=match.matched,
        ),
        *(f"- {text(one.what)}" for one in done.intake.findings),
        *(
            _("Code of another unit (code: name drawn / name on the list): {unit}", unit=unit)
            for unit in match.contradictions
        ),
        *(_("Not on the list of units: {unit}", unit=unit) for unit in match.not_in_gazetteer),
        *(_("To be confirmed (code: name drawn / name on the list): {unit}", unit=unit) for unit in match.proposals),
        *(_("Not in the file: {unit}", unit=unit) for unit in match.not_drawn),
    ]
    if done.kept is None:
        return [*lines, _("Nothing was kept (dry run).")]
    return [*lines, _("Kept as {key}.", key=done.kept.key) if done.new else _("It was kept before; nothing changed.")]


def describe_finding(finding: Finding) -> dict[str, str]:
    """Return a finding as plain data; texts in the current language."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "place": finding.place,
        "what": text(finding.what),
        "hint": text(finding.hint) if finding.hint else "",
    }
