"""Levels the communes are judged by on a day: of the province's region, and of others for those placed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.criteria.province import load_other_regions
from ntm_geo.records.provincial_thresholds import own_thresholds

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace


def province_levels(workspace: Workspace, law: CriteriaSet, day: date, *, region: str = "") -> pd.DataFrame:
    """Return the levels of a set on a day, the province's own before the law's.

    Parameters
    ----------
    workspace : of the door.
    law : the set.
    day : within the period of the set, else NotInForceError.
    region : key of a region; that of the province unless given.

    Returns
    -------
    ``tables.Thresholds``.
    """
    own = own_thresholds(workspace, law.subject)
    return thresholds_in_force(law, on=day, region=region or workspace.province.region, province_thresholds=own)


def regional_levels(
    workspace: Workspace, law: CriteriaSet, day: date, *, vintage: str
) -> tuple[tuple[frozenset[str], pd.DataFrame], ...]:
    """Return the communes of a vintage judged by the levels of another region, with those levels."""
    province = workspace.province
    placed = load_other_regions(
        workspace.criteria_dir, province.key, vintage=vintage, on=day, regions=[key for key, _name in law.regions]
    )
    return tuple(
        (
            frozenset(code for code in placed if placed[code] == region),
            province_levels(workspace, law, day, region=region),
        )
        for region in sorted(set(placed.values()) - {province.region})
    )
