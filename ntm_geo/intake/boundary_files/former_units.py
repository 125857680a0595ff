"""Approximate: a map of former units from the outlines of newer ones that were brought in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ntm_geo.boundaries.approximate import approximate_units
from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.repair import close_coverage
from ntm_geo.boundaries.units import read_units
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.i18n import _
from ntm_geo.store.boundary_sets import BoundarySet, keep_boundary_set, list_boundary_sets
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace


_GAP_M: Final = 5.0
"""Gaps up to this width between the outlines are closed first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approximated:
    """The set that was made, and what it was made from."""

    kept: BoundarySet
    new: bool
    source: str
    """Name of the file the outlines came from."""
    units: int


def approximate(workspace: Workspace, *, vintage: str, by: str = "") -> Approximated:
    """Make and keep boundaries of a former vintage: outer lines real, inner ones by the nearest centre.

    Parameters
    ----------
    workspace : of the door.
    vintage : the older vintage; the outlines are those in use for the next one with a crosswalk.
    by : who asks for it.

    Raises
    ------
    NotInForceError
        The province has no such vintage.
    ProvinceError
        No newer vintage has boundaries that were brought in, or they are not whole.
    StoreError
        The set cannot be kept.
    """
    province = workspace.province
    province.vintage(vintage)
    for ref in province.crosswalks:
        boundary_sets = list_boundary_sets(workspace.store, vintage=ref.target) if ref.source == vintage else ()
        if boundary_sets:
            break
    else:
        raise ProvinceError(
            msg("No official boundaries of newer units were brought in."),
            where=vintage,
            fix=msg("Bring them in first, or fetch them: data download."),
        )
    outlines = boundary_sets[0].read().to_crs(province.local_crs)
    closed = close_coverage(outlines.geometry.to_numpy(), gap_width_m=_GAP_M)
    crosswalk = read_crosswalk(province, vintage, ref.target)
    units = approximate_units(
        outlines.set_geometry(closed, crs=province.local_crs),
        read_units(province, vintage),
        crosswalk,
        local_crs=province.local_crs,
    )
    source = boundary_sets[0].provenance.source
    sentence = _("Approximated from {source}: inner lines by the nearest centre", source=source)
    provenance = Provenance(source=sentence, sha256=boundary_sets[0].provenance.sha256)
    made, new = keep_boundary_set(workspace.store, units, provenance, vintage=vintage, by=by)
    return Approximated(kept=made, new=new, source=source, units=len(units))
