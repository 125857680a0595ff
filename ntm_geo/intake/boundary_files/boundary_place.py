"""In which coordinate system a boundary file was drawn: proposals, nearest to the centres of the list first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from pyproj import CRS, Geod, Transformer

from ntm_geo.boundaries.matching import MATCHED
from ntm_geo.boundaries.placement import fit_systems
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CrsMissingError, msg
from ntm_geo.i18n import format_number
from ntm_geo.intake.boundary_files.features.crs_guess import SWAPPED, fitting, systems

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ntm_geo.boundaries.placement import Placement
    from ntm_geo.errors import CrsProposal
    from ntm_geo.intake.boundary_files.clean_units import BoundaryIntake
    from ntm_geo.intake.boundary_files.unit_matching import MatchReport
    from ntm_geo.workspace.workspace import Workspace

_GEOD: Final = Geod(ellps="WGS84")
_MOST: Final = 6
_CLEARLY: Final = 3.0
"""How many times nearer another system has to bring the outlines to be proposed instead of the file's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsChoice:
    """A coordinate system a person may confirm, and how far from the province the file would lie in it."""

    proposal: CrsProposal
    away_km: float
    """Between outlines and their centres where that was measured, else between the middles of file and province."""


def crs_choices(workspace: Workspace, proposals: Iterable[CrsProposal], *, vintage: str) -> list[CrsChoice]:
    """Return proposed coordinate systems, those that bring the file onto the province first.

    Parameters
    ----------
    workspace : of the door.
    proposals : of a `CrsMissingError`.
    vintage : whose units say where the province lies; the last one if empty.

    Returns
    -------
    Those measured against centres first, in the order proposed; then by distance in whole kilometres, in that order
    among equals and for a file of the whole country.
    """
    key = vintage or workspace.province.vintages[-1].key
    home = _middle(tuple(read_schematic(workspace.province, key).total_bounds))
    choices = [CrsChoice(proposal=proposal, away_km=_away(proposal, home)) for proposal in proposals]
    measured = [choice for choice in choices if choice.proposal.shift_km is not None]
    others = [choice for choice in choices if choice.proposal.shift_km is None]
    return [*measured, *sorted(others, key=lambda choice: round(choice.away_km))]


def _away(proposal: CrsProposal, home: tuple[float, float]) -> float:
    if proposal.shift_km is not None:
        return proposal.shift_km
    return float(_GEOD.inv(*home, *_middle(proposal.bounds_wgs84))[2]) / 1000


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    west, south, east, north = box
    return (west + east) / 2, (south + north) / 2


@lru_cache(maxsize=16)
def _from_degrees(source_crs: str) -> Transformer:
    """Return what turns degrees into coordinates of a system; PROJ takes 25 ms, and a file is looked at twice."""
    return Transformer.from_crs("EPSG:4326", CRS.from_user_input(source_crs), always_xy=True)


def measured_proposals(
    intake: BoundaryIntake, match: MatchReport, gazetteer: pd.DataFrame, local_crs: str, *, swapped: bool = False
) -> tuple[CrsProposal, ...]:
    """Return the systems that would bring outlines onto their centres, nearest first.

    Parameters
    ----------
    intake : the file as it was read in whichever system.
    match : of its units.
    gazetteer : the list, with centres.
    local_crs : the CRS the province measures in; it comes first among equals.
    swapped : whether it was read with its northing first.
    """
    join = match.join.frame
    sure = join["status"].eq(MATCHED).to_numpy()
    if not sure.any():
        return ()
    inside = np.column_stack(intake.units.geometry.representative_point().get_coordinates().to_numpy().T)[sure]
    drawn = np.column_stack(_from_degrees(intake.source_crs).transform(inside[:, 0], inside[:, 1]))
    centres = gazetteer.set_index("code").loc[join["code"][sure], ["lon", "lat"]].to_numpy(float)
    usable = np.isfinite(drawn).all(axis=1) & np.isfinite(centres).all(axis=1)
    if not usable.any():
        return ()
    if swapped:
        drawn = drawn[:, ::-1]
    candidates = [(crs + SWAPPED * turned, crs, bool(turned)) for turned in range(2) for crs in systems(local_crs)]
    fits = fit_systems(drawn[usable], centres[usable], candidates)
    west, south = drawn[usable].min(axis=0)
    east, north = drawn[usable].max(axis=0)
    near = [(fit.crs, fit.shift_m) for fit in fits[:_MOST]]
    return fitting((float(west), float(south), float(east), float(north)), near)


def doubt_of_system(
    placement: Placement, proposals: tuple[CrsProposal, ...], *, crs: str, text: str
) -> CrsMissingError | None:
    """Return the question about a file whose outlines lie aside together; None where nothing better is known.

    Parameters
    ----------
    placement : of its outlines.
    proposals : of `measured_proposals`.
    crs : the system the file names.
    text : name of the file.
    """
    better = [
        proposal
        for proposal in proposals
        if proposal.shift_km is not None and proposal.shift_km * 1000 < _reach(placement)
    ]
    if not placement.displaced or not (better or placement.shift_m > placement.radius_m):
        return None
    named = CRS.from_user_input(crs).name
    return CrsMissingError(
        msg(
            "The outlines lie {km} km from the centres the list of units knows; the coordinate system it names ({crs}) "
            "can hardly be the one it was drawn in.",
            km=format_number(placement.shift_m / 1000, digits=1),
            crs=named,
        ),
        where=text,
        fix=msg("Choose the coordinate system they are drawn in, or export the boundaries again with it."),
        proposals=tuple(better),
    )


def _reach(placement: Placement) -> float:
    return min(placement.shift_m / _CLEARLY, max(placement.bound_m, placement.radius_m))
