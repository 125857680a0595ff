"""Ingest boundaries: read a file, say what was found, how it fits the list of units and itself, and keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyproj import Geod

from ntm_geo.boundaries.coverage import CoverageReport, find_defects
from ntm_geo.boundaries.matching import MATCHED
from ntm_geo.boundaries.repair import RepairReport, repair_coverage
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake import BoundaryIntake, read_boundaries
from ntm_geo.store.boundary_sets import BoundarySet, keep_boundary_set
from ntm_geo.store.changes import Changes, compare
from ntm_geo.store.datasets import current_version, read_version
from ntm_geo.store.name_fixes import remember, remembered
from ntm_geo.store.schema import BOUNDARIES
from ntm_geo.store.versions import Slot
from ntm_geo.workflows.matching import MatchReport, match_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd

    from ntm_geo.errors import CrsProposal
    from ntm_geo.tables.findings import Finding
    from ntm_geo.workflows.workspace import Workspace

_GEOD: Final = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryQuestion:
    """What a boundary file is read with, where a person chose; what is left empty is found out."""

    layer: str = ""
    encoding: str = ""
    crs: str = ""
    province: str = ""
    mend_m: float = 0.0
    """Tolerance lines are mended within, in metres; 0 keeps them as they are drawn."""
    mend_all: bool = False
    """Whether what is wider than the tolerance is mended as far as it goes, instead of refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryPlan:
    """What a boundary file holds and would change, before it is kept."""

    intake: BoundaryIntake
    vintage: str
    match: MatchReport
    coverage: CoverageReport
    repair: RepairReport | None
    units: gpd.GeoDataFrame
    """What would be kept: mended if asked for, with the codes of the list of units."""
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What came of a file: what was read, how it fits the gazetteer, and the set that is kept, if it is."""

    plan: BoundaryPlan
    kept: BoundarySet | None
    new: bool

    @property
    def intake(self) -> BoundaryIntake:
        """What was read."""
        return self.plan.intake

    @property
    def match(self) -> MatchReport:
        """How it fits the list of units."""
        return self.plan.match


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsChoice:
    """A coordinate system a person may confirm, and how far from the province the file would lie in it."""

    proposal: CrsProposal
    away_km: float
    """Between the middle of the file and the middle of the province."""


def crs_choices(workspace: Workspace, proposals: Iterable[CrsProposal], *, vintage: str) -> list[CrsChoice]:
    """Return proposed coordinate systems, those that bring the file onto the province first.

    Parameters
    ----------
    workspace : of the door.
    proposals : of a `CrsMissingError`.
    vintage : whose units say where the province lies.

    Returns
    -------
    Sorted by distance in whole kilometres; among equals, and for a file of the whole country, in the order proposed.
    """
    home = _middle(tuple(read_schematic(workspace.province, vintage).total_bounds))
    choices = [
        CrsChoice(proposal=one, away_km=_GEOD.inv(*home, *_middle(one.bounds_wgs84))[2] / 1000) for one in proposals
    ]
    return sorted(choices, key=lambda one: round(one.away_km))


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    west, south, east, north = box
    return (west + east) / 2, (south + north) / 2


def plan_boundaries(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str,
    question: BoundaryQuestion | None = None,
    decisions: Mapping[str, str] | None = None,
) -> BoundaryPlan:
    """Read a boundary file and compare it with the list of units and with what is kept; nothing is written.

    Parameters
    ----------
    workspace : of the door.
    path : shapefile, GeoPackage, GeoJSON, MapInfo, KML, zip or folder.
    vintage : key of the vintage the file's codes belong to.
    question : what a person chose.
    decisions : names decided just now: key of a line to the code of its unit.

    Raises
    ------
    InputFileError
        The file is not a boundary file, or not a whole one; or its lines are too far apart to be mended.
    CrsMissingError
        The file does not say where its coordinates lie; the error proposes.
    ProvinceChoiceError
        The file holds several provinces; the error lists them.
    NotInForceError
        The province has no such vintage.
    """
    workspace.province.vintage(vintage)
    asked = question or BoundaryQuestion()
    crs = workspace.province.local_crs
    intake = read_boundaries(
        path, layer=asked.layer, encoding=asked.encoding, crs=asked.crs, province=asked.province, local_crs=crs
    )
    known = remembered(workspace.store, vintage) | dict(decisions or {})
    match = match_units(intake.units, read_units(workspace.province, vintage), remembered=known)
    units, repair = intake.units, None
    if asked.mend_m:
        units, repair = repair_coverage(units, local_crs=crs, tolerance_m=asked.mend_m, refuse=not asked.mend_all)
    units = _with_codes(units, intake, match)
    base = current_version(workspace.store, Slot(kind=BOUNDARIES, vintage=vintage))
    before = read_version(workspace.store, base) if base else None
    return BoundaryPlan(
        intake=intake,
        vintage=vintage,
        match=match,
        coverage=repair.before if repair else find_defects(intake.units, local_crs=crs),
        repair=repair,
        units=units,
        changes=compare(BOUNDARIES, before, units),
    )


def ingest_boundaries(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str,
    by: str = "",
    question: BoundaryQuestion | None = None,
    dry_run: bool = False,
) -> Ingested:
    """Read a boundary file, compare it with the gazetteer of its vintage, and keep it; see `plan_boundaries`.

    Parameters
    ----------
    workspace, path, vintage, question : as for `plan_boundaries`.
    by : who brings it in.
    dry_run : read and report only.

    Raises
    ------
    StoreError
        The set cannot be kept.
    """
    plan = plan_boundaries(workspace, path, vintage=vintage, question=question)
    return Ingested(plan=plan, kept=None, new=False) if dry_run else keep_boundaries(workspace, plan, by=by)


def keep_boundaries(
    workspace: Workspace, plan: BoundaryPlan, *, by: str, decisions: Mapping[str, str] | None = None
) -> Ingested:
    """Keep the boundaries of a plan and use them; names decided for them are remembered.

    Raises
    ------
    StoreError
        The set cannot be kept.
    """
    kept, new = keep_boundary_set(workspace.store, plan.units, plan.intake.provenance, vintage=plan.vintage, by=by)
    if decisions:
        remember(workspace.store, plan.vintage, decisions, by=by)
    return Ingested(plan=plan, kept=kept, new=new)


def _with_codes(units: gpd.GeoDataFrame, intake: BoundaryIntake, match: MatchReport) -> gpd.GeoDataFrame:
    """Give units matched by name the codes of the list; nobody gets a code another unit carries."""
    join = match.join.frame
    drawn = intake.units["code"]
    sure = join["status"].eq(MATCHED)
    given = join["code"].where(sure, drawn)
    doubled = given.duplicated(keep=False) & ~sure
    new = dict(zip(drawn, given.where(~doubled, drawn), strict=True))
    renamed = units.assign(code=units["code"].map(new).fillna(units["code"]))
    return renamed.drop_duplicates("code") if not renamed["code"].is_unique else renamed


def report(done: Ingested) -> dict[str, Any]:
    """Return what came of a file as plain data, for programs; texts in the current language."""
    intake, plan = done.intake, done.plan
    return {
        "source": intake.provenance.source,
        "sha256": intake.provenance.sha256,
        "kind": BOUNDARIES,
        "vintage": plan.vintage,
        "units": len(intake.units),
        "layer": intake.layer,
        "crs": intake.source_crs,
        "encoding": intake.encoding,
        "columns": intake.columns_used,
        "matched": done.match.matched,
        "contradictions": list(done.match.contradictions),
        "not_in_gazetteer": list(done.match.not_in_gazetteer),
        "proposals": list(done.match.proposals),
        "not_drawn": list(done.match.not_drawn),
        "findings": [describe_finding(one) for one in findings(plan)],
        "defects": len(plan.coverage.defects),
        "mended": plan.repair is not None,
        "changes": {
            "new": plan.changes.new,
            "changed": plan.changes.changed,
            "missing": plan.changes.missing,
            "unchanged": plan.changes.unchanged,
        },
        "kept": done.kept.key if done.kept else None,
        "new": done.new,
    }


def findings(plan: BoundaryPlan) -> tuple[Finding, ...]:
    """Return everything noticed about a file: while reading it, between its units, and in mending it."""
    place = plan.intake.provenance.source
    shape = plan.repair.findings(place) if plan.repair else plan.coverage.findings(place)
    return (*plan.intake.findings, *shape)


def report_lines(done: Ingested) -> list[str]:
    """Return what came of a file as lines to read."""
    lines = plan_lines(done.plan)
    if done.kept is None:
        return [*lines, _("Nothing was kept (dry run).")]
    return [*lines, _("Kept as {key}.", key=done.kept.key) if done.new else _("It was kept before; nothing changed.")]


def plan_lines(plan: BoundaryPlan) -> list[str]:
    """Return what a file holds and would change as lines to read."""
    match = plan.match
    return [
        _(
            "{source}: {count} units, {matched} of them on the list of units",
            source=plan.intake.provenance.source,
            count=len(plan.intake.units),
            matched=match.matched,
        ),
        *(f"- {text(one.what)}" for one in findings(plan)),
        *(
            _("Code of another unit (code: name drawn / name on the list): {unit}", unit=unit)
            for unit in match.contradictions
        ),
        *(_("Not on the list of units: {unit}", unit=unit) for unit in match.not_in_gazetteer),
        *(_("To be confirmed (code: name drawn / name on the list): {unit}", unit=unit) for unit in match.proposals),
        *(_("Not in the file: {unit}", unit=unit) for unit in match.not_drawn),
        _(
            "Units: {new} new, {changed} changed, {unchanged} unchanged, {missing} removed.",
            new=format_number(plan.changes.new),
            changed=format_number(plan.changes.changed),
            unchanged=format_number(plan.changes.unchanged),
            missing=format_number(plan.changes.missing),
        ),
    ]


def describe_finding(finding: Finding) -> dict[str, str]:
    """Return a finding as plain data; texts in the current language."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "place": finding.place,
        "what": text(finding.what),
        "hint": text(finding.hint) if finding.hint else "",
    }
