"""Draw: from a boundary set and an assessment to what the web map shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from ntm_geo.boundaries.generalize import clean_coverage, generalize
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.i18n import _, text
from ntm_geo.intake.boundary_files.unit_matching import MatchReport, match_units
from ntm_geo.maps.assets import LayerFile, write_layer
from ntm_geo.maps.legend import NO_DATA, OUTSIDE, UNMATCHED
from ntm_geo.store.boundary_sets import list_boundary_sets
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

SCHEMATIC: Final = "schematic"
"""Key of the boundary set that is shipped: drawn from centre points alone."""
TOLERANCE_M: Final = 100.0
"""Tolerance of the simplification for the web map: under a pixel when the whole province is on a wide screen."""
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryChoice:
    """A boundary set that can be shown for a vintage."""

    key: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Layer:
    """A boundary set ready for the web map: its file, how its units meet the gazetteer, where it came from."""

    file: LayerFile
    match: MatchReport
    provenance: Provenance
    units: gpd.GeoDataFrame
    """What is drawn, simplified, in EPSG:4326 and in the order of the file: columns of the gazetteer and geometry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What the reader chose to see on a map."""

    layer_address: str
    """Where layer files are served, ending with a slash."""
    district: str = ""
    commune: str = ""
    labels: bool = False
    sync: str = ""
    """Maps of the same word pan and zoom together."""


def boundary_choices(workspace: Workspace, vintage: str) -> tuple[BoundaryChoice, ...]:
    """Return the boundary sets of a vintage: those brought in, the one in use first, then the schematic one."""
    boundary_sets = list_boundary_sets(workspace.store, vintage=vintage)
    schematic = Provenance(source=workspace.province.vintage(vintage).schematic, schematic=True)
    return (
        *(BoundaryChoice(key=boundary_set.key, provenance=boundary_set.provenance) for boundary_set in boundary_sets),
        BoundaryChoice(key=SCHEMATIC, provenance=schematic),
    )


def usual_boundaries(workspace: Workspace, vintage: str) -> str:
    """Return the key of the boundary set a vintage is drawn with unless somebody chooses another."""
    return boundary_choices(workspace, vintage)[0].key


def layer(workspace: Workspace, *, vintage: str, boundary_set: str) -> Layer:
    """Return the layer of a boundary set; its file is made on first use.

    Parameters
    ----------
    workspace : of the door.
    vintage : key of the vintage.
    boundary_set : key from `boundary_choices`.

    Raises
    ------
    ProvinceError
        There is no such boundary set for the vintage.
    """
    choice = _choice(workspace, vintage, boundary_set)
    units = _read(workspace, vintage, boundary_set)
    match = match_units(units, read_units(workspace.province, vintage))
    units = units.assign(code=match.frame["code"].to_numpy())
    crs = workspace.province.local_crs
    clean, _figures = clean_coverage(units[["code", "geometry"]], local_crs=crs)
    simple = generalize(clean, local_crs=crs, tolerance_m=TOLERANCE_M)
    described = gpd.GeoDataFrame(match.frame.merge(simple[["code", "geometry"]], on="code"), crs=simple.crs)
    name = f"{workspace.province.key}-{vintage}-{boundary_set}"
    file = write_layer(described, workspace.layers_dir, name=name, local_crs=crs)
    by_code = match.frame.set_index("code").loc[list(file.codes)].reset_index()
    ordered = described.set_index("code").loc[list(file.codes)].reset_index()
    return Layer(file=file, match=replace(match, frame=by_code), provenance=choice.provenance, units=ordered)


def class_labels(criteria_set: CriteriaSet) -> dict[str, str]:
    """Return the label of every map class in the current language."""
    return {tier.key: str(tier.name) for tier in criteria_set.tiers} | {
        NO_DATA: _("Not enough data"),
        OUTSIDE: _("Outside the programme (towns, wards)"),
        UNMATCHED: _("Not matched with the list of units"),
    }


def counts_of(codes: pd.Series, standings: pd.DataFrame) -> pd.Series:
    """Return the criteria met as text per unit: ``13``, a range where some are unknown, empty without data."""
    known = standings.set_index("code")
    lowest, unknown = known["met"], known["unknown"]
    text = lowest.astype(str).where(unknown.eq(0), lowest.astype(str) + "–" + (lowest + unknown).astype(str))
    judged = (lowest + known["not_met"]).gt(0)
    return codes.map(text.where(judged, "")).fillna("")


def map_notes(standing: PeriodAssessment, drawn: Layer) -> tuple[str, ...]:
    """Return the lines under the legend: units not drawn, the rule that carried the figures, and the sources."""
    missing = drawn.match.not_drawn
    absent = (
        _(
            "{count} units of the list are not on the map: {examples}",
            count=len(missing),
            examples=", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else ""),
        ),
    )
    boundaries = (
        _("Boundaries: drawn from centre points")
        if drawn.provenance.schematic
        else _("Boundaries: {source}", source=drawn.provenance.source)
    )
    rule = (text(standing.rule_statement),) if standing.rule_statement else ()
    thought = (_("What if: {count} criteria taken as met", count=standing.as_if),) if standing.as_if else ()
    return (*(absent if missing else ()), *thought, *rule, boundaries)


def map_stamp(provenance: Provenance, drawn: Layer) -> str:
    """Return what must be said across the map: illustrative figures, schematic lines, units not drawn; or nothing."""
    figures = _("Illustrative figures") if provenance.illustrative else ""
    lines = _("schematic, not the official boundaries") if drawn.provenance.schematic else ""
    return " · ".join(part for part in (figures, lines, not_drawn_note(drawn.match)) if part)


def not_drawn_note(match: MatchReport) -> str:
    """Return how many units of the list a boundary set does not draw, in words; empty where it draws all of them."""
    if not match.not_drawn:
        return ""
    return _("{count} of {total} units not drawn", count=len(match.not_drawn), total=match.listed)


def _choice(workspace: Workspace, vintage: str, boundary_set: str) -> BoundaryChoice:
    for choice in boundary_choices(workspace, vintage):
        if choice.key == boundary_set:
            return choice
    raise ProvinceError(
        msg("There is no boundary set {key} for the units of {vintage}.", key=boundary_set, vintage=vintage),
        fix=msg("Choose one of the boundary sets listed."),
    )


def _read(workspace: Workspace, vintage: str, boundary_set: str) -> gpd.GeoDataFrame:
    if boundary_set == SCHEMATIC:
        return read_schematic(workspace.province, vintage)
    boundary_sets = list_boundary_sets(workspace.store, vintage=vintage)
    return next(item for item in boundary_sets if item.key == boundary_set).read()
