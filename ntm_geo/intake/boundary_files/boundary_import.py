"""Ingest boundaries: read a file, say what was found, how it fits the list of units and itself, and keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ntm_geo.boundaries.coverage import find_defects
from ntm_geo.boundaries.matching import MATCHED
from ntm_geo.boundaries.placement import place
from ntm_geo.boundaries.repair import repair_coverage
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import CrsMissingError, InputFileError, NtmGeoError
from ntm_geo.intake.boundary_files.boundary_checks import (
    ALONE,
    FOREIGN,
    Checked,
    VintageScore,
    hindrances,
    remarks,
    score_vintages,
)
from ntm_geo.intake.boundary_files.boundary_place import CrsChoice, crs_choices, doubt_of_system, measured_proposals
from ntm_geo.intake.boundary_files.boundary_preview import BoundaryPreview, BoundaryQuestion, Ingested
from ntm_geo.intake.boundary_files.boundary_report import describe_finding, findings, plan_lines, report, report_lines
from ntm_geo.intake.boundary_files.clean_units import BoundaryIntake, read_boundaries
from ntm_geo.intake.boundary_files.codes import PLACEHOLDER
from ntm_geo.intake.boundary_files.features.crs_guess import SWAPPED
from ntm_geo.intake.boundary_files.unit_matching import MatchReport, match_units, without_guesses
from ntm_geo.store.boundary_sets import keep_boundary_set
from ntm_geo.store.changes import compare
from ntm_geo.store.datasets import current_version, read_version
from ntm_geo.store.kinds import BOUNDARIES
from ntm_geo.store.name_fixes import remember, remembered
from ntm_geo.store.versions import Slot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from ntm_geo.tables.findings import Finding
    from ntm_geo.workspace.workspace import Workspace

__all__ = [
    "BoundaryPreview",
    "BoundaryQuestion",
    "CrsChoice",
    "Ingested",
    "crs_choices",
    "describe_finding",
    "findings",
    "ingest_boundaries",
    "keep_boundaries",
    "place_in",
    "plan_lines",
    "preview_boundaries",
    "report",
    "report_lines",
]


def preview_boundaries(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str = "",
    question: BoundaryQuestion | None = None,
    decisions: Mapping[str, str] | None = None,
) -> BoundaryPreview:
    """Read a boundary file and compare it with the list of units and with what is kept; nothing is written.

    Parameters
    ----------
    workspace : of the door.
    path : shapefile, GeoPackage, GeoJSON, MapInfo, KML, zip or folder.
    vintage : key of the vintage the file's codes belong to; the one that fits best if empty.
    question : what a person chose.
    decisions : names decided just now: key of a line to the code of its unit.

    Raises
    ------
    InputFileError
        The file is not a boundary file, or not a whole one; or its lines are too far apart to be mended.
    CrsMissingError
        The file does not say where its coordinates lie, or its outlines lie where none of its units does; the error
        proposes.
    ProvinceChoiceError
        The file holds several provinces; the error lists them.
    NotInForceError
        The province has no such vintage.
    """
    if vintage:
        workspace.province.vintage(vintage)
    boundary_question, decided, crs = (
        question or BoundaryQuestion(),
        dict(decisions or {}),
        workspace.province.local_crs,
    )
    intake = _read(workspace, path, boundary_question, vintage)
    scores = _scores(workspace, intake, decided)
    key = vintage or scores[0].vintage
    gazetteer = read_units(workspace.province, key)
    match = match_units(intake.units, gazetteer, remembered=remembered(workspace.store, key) | decided)
    sure = match.join.frame["status"].eq(MATCHED)
    placement = place(intake.units.assign(code=match.join.frame["code"])[sure], gazetteer)
    checked = Checked(
        intake=intake,
        vintage=key,
        match=match,
        placement=placement,
        scores=scores,
        gazetteer=gazetteer,
        partial=boundary_question.partial,
        as_drawn=boundary_question.as_drawn,
    )
    result = hindrances(workspace, checked)
    _doubt_system(checked, result, boundary_question, crs)
    units, repair = intake.units, None
    if boundary_question.mend_m:
        units, repair = repair_coverage(
            units, local_crs=crs, tolerance_m=boundary_question.mend_m, refuse=not boundary_question.mend_all
        )
    units = _with_codes(units, intake, match)
    base = current_version(workspace.store, Slot(kind=BOUNDARIES, vintage=key))
    return BoundaryPreview(
        intake=intake,
        vintage=key,
        match=without_guesses(match) if any(finding.kind == FOREIGN for finding in result) else match,
        coverage=repair.before if repair else find_defects(intake.units, local_crs=crs),
        repair=repair,
        units=units,
        changes=compare(BOUNDARIES, read_version(workspace.store, base) if base else None, units),
        placement=placement,
        vintages=scores,
        hindrances=result,
        remarks=remarks(checked, text=vintage),
    )


def place_in(workspace: Workspace, path: Path, *, question: BoundaryQuestion) -> gpd.GeoSeries:
    """Return where the outlines of a file would lie, in EPSG:4326, in the coordinate system of a question."""
    return _intake(workspace, path, question).units.geometry


def _intake(workspace: Workspace, path: Path, boundary_question: BoundaryQuestion) -> BoundaryIntake:
    return read_boundaries(
        path,
        layer=boundary_question.layer,
        encoding=boundary_question.encoding,
        crs=boundary_question.crs,
        province=boundary_question.province,
        local_crs=workspace.province.local_crs,
    )


def _read(workspace: Workspace, path: Path, boundary_question: BoundaryQuestion, vintage: str) -> BoundaryIntake:
    """Read a file; where it does not say where it lies, measure the proposals against the centres of the list."""
    try:
        return _intake(workspace, path, boundary_question)
    except CrsMissingError as error:
        if not error.proposals:
            raise
        try:
            crs = error.proposals[0].crs
            tried = _intake(workspace, path, replace(boundary_question, crs=crs))
            key = vintage or _scores(workspace, tried, {})[0].vintage
            gazetteer = read_units(workspace.province, key)
            match = match_units(tried.units, gazetteer)
            local, swapped = workspace.province.local_crs, crs.endswith(SWAPPED)
            measured = measured_proposals(tried, match, gazetteer, local, swapped=swapped)
        except NtmGeoError:
            raise error from None
        known = {crs_proposal.crs for crs_proposal in measured}
        rest = [proposal for proposal in error.proposals if proposal.crs not in known]
        raise CrsMissingError(error.what, where=error.where, fix=error.fix, proposals=(*measured, *rest)) from None


def _scores(workspace: Workspace, intake: BoundaryIntake, decided: Mapping[str, str]) -> tuple[VintageScore, ...]:
    return score_vintages(workspace, intake.units, lambda key: remembered(workspace.store, key) | dict(decided))


def _doubt_system(
    checked: Checked, result: tuple[Finding, ...], boundary_question: BoundaryQuestion, local_crs: str
) -> None:
    """Ask for the coordinate system where outlines of this province lie aside together and no person chose it."""
    if boundary_question.crs or not checked.placement.displaced or any(finding.kind in ALONE for finding in result):
        return
    proposals = measured_proposals(checked.intake, checked.match, checked.gazetteer, local_crs)
    doubt = doubt_of_system(checked.placement, proposals, crs=checked.intake.source_crs, text=checked.place)
    if doubt:
        raise doubt


def ingest_boundaries(
    workspace: Workspace,
    path: Path,
    *,
    vintage: str = "",
    by: str = "",
    question: BoundaryQuestion | None = None,
    dry_run: bool = False,
) -> Ingested:
    """Read a boundary file, compare it with the gazetteer of its vintage, and keep it if nothing speaks against it.

    Parameters
    ----------
    workspace, path, vintage, question : as for `preview_boundaries`.
    by : who brings it in.
    dry_run : read and report only.

    Returns
    -------
    Nothing is kept where `BoundaryPlan.hindrances` has anything.

    Raises
    ------
    StoreError
        The set cannot be kept.
    """
    preview = preview_boundaries(workspace, path, vintage=vintage, question=question)
    if dry_run or preview.hindrances:
        return Ingested(preview=preview, kept=None, new=False, dry_run=dry_run)
    return keep_boundaries(workspace, preview, by=by)


def keep_boundaries(
    workspace: Workspace, preview: BoundaryPreview, *, by: str, decisions: Mapping[str, str] | None = None
) -> Ingested:
    """Keep the boundaries of a plan and use them; names decided for them are remembered.

    Raises
    ------
    InputFileError
        Something speaks against it; see `BoundaryPlan.hindrances`.
    StoreError
        The set cannot be kept.
    """
    for hindrance in preview.hindrances:
        raise InputFileError(hindrance.what, where=hindrance.place, fix=hindrance.hint or hindrance.what)
    stored, new = keep_boundary_set(
        workspace.store, preview.units, preview.intake.provenance, vintage=preview.vintage, by=by
    )
    if decisions:
        remember(workspace.store, preview.vintage, decisions, by=by)
    return Ingested(preview=preview, kept=stored, new=new)


def _with_codes(units: gpd.GeoDataFrame, intake: BoundaryIntake, match: MatchReport) -> gpd.GeoDataFrame:
    """Give units matched by name the codes of the list, each once; what has no usable code then is left out."""
    join = match.join.frame
    drawn = intake.units["code"]
    sure = join["status"].eq(MATCHED)
    code = join["code"].where(sure, drawn)
    doubled = code.duplicated(keep=False) & ~sure
    new = dict(zip(drawn, code.where(~doubled, drawn), strict=True))
    renamed = units.assign(code=units["code"].map(new).fillna(units["code"]))
    coded = renamed[~renamed["code"].str.startswith(PLACEHOLDER)]
    return coded.drop_duplicates("code").sort_values("code", ignore_index=True)
