"""What a boundary file is read with, what it would change, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from ntm_geo.boundaries.coverage import CoverageReport
    from ntm_geo.boundaries.placement import Placement
    from ntm_geo.boundaries.repair import RepairReport
    from ntm_geo.intake.boundary_files.boundary_checks import VintageScore
    from ntm_geo.intake.boundary_files.clean_units import BoundaryIntake
    from ntm_geo.intake.boundary_files.unit_matching import MatchReport
    from ntm_geo.store.boundary_sets import BoundarySet
    from ntm_geo.store.changes import Changes
    from ntm_geo.tables.findings import Finding


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
    partial: bool = False
    """Whether a part of the province is wanted; every map then says how many units are not drawn."""
    as_drawn: bool = False
    """Whether outlines far from where the list knows their units are wanted as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryPreview:
    """What a boundary file holds and would change, before it is kept."""

    intake: BoundaryIntake
    vintage: str
    match: MatchReport
    coverage: CoverageReport
    repair: RepairReport | None
    units: gpd.GeoDataFrame
    """What would be kept: mended if asked for, with the codes of the list of units."""
    changes: Changes
    placement: Placement
    """How the outlines of the units matched lie against the centres of the list."""
    vintages: tuple[VintageScore, ...]
    """How the file fits every vintage, the best first."""
    hindrances: tuple[Finding, ...]
    """What keeps it from being put in use; empty when nothing does."""
    remarks: tuple[Finding, ...]
    """What a person should know besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What came of a file: what was read, how it fits the gazetteer, and the set that is kept, if it is."""

    preview: BoundaryPreview
    kept: BoundarySet | None
    new: bool
    dry_run: bool = False
    """Whether nothing was to be kept from the beginning."""

    @property
    def intake(self) -> BoundaryIntake:
        """What was read."""
        return self.preview.intake

    @property
    def match(self) -> MatchReport:
        """How it fits the list of units."""
        return self.preview.match
