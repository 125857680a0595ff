"""The group of each commune, where a criteria set has different levels for groups of communes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.criteria.model import CriteriaSet


def commune_groups(
    criteria_set: CriteriaSet, *, codes: pd.Index, zones: pd.Series | None, listed: Mapping[str, str]
) -> pd.Series[str]:
    """Return the group of each commune.

    Parameters
    ----------
    criteria_set : with its groups.
    codes : unit codes, in the order wanted.
    zones : ethnic-minority zone per code, missing where not known; None where no zone is known.
    listed : code to group for the communes the province has placed itself.

    Returns
    -------
    Key of the group per code; missing where it cannot be told. The province's own list stands first; then the zone,
    where it decides; a commune whose zone decides nothing may be in any other group, so it is not guessed.

    Source: Decision 51/2025/QĐ-TTg.
    """
    by_zone = {zone: group.key for group in criteria_set.commune_groups for zone in group.zones}
    known = pd.Series(index=codes, dtype="object") if zones is None else zones.reindex(codes)
    placed = known.map(by_zone).astype("object")
    column = pd.Series(codes, index=codes).map(dict(listed))
    return column.astype("object").where(column.notna(), placed).astype("str")
