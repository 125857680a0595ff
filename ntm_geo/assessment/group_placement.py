"""Which group of a criteria set every commune is in: by the province's own list, else by its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.assessment.engine.commune_groups import commune_groups
from ntm_geo.criteria.province import load_commune_groups
from ntm_geo.records.commune_attributes import known_attributes

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.workspace.workspace import Workspace


def placed_groups(
    workspace: Workspace, law: CriteriaSet, *, codes: pd.Index, vintage: str, period: int
) -> pd.Series[str]:
    """Return the group of each commune in a year; missing where it cannot be told.

    Parameters
    ----------
    workspace : of the door.
    law : with its groups.
    codes : of the communes, in the order wanted.
    vintage : of the codes.
    period : year; for a year before the set, what is known at its beginning holds.
    """
    attributes = known_attributes(workspace, vintage=vintage, period=max(period, law.effective.year))
    listed = load_commune_groups(workspace.criteria_dir, workspace.province.key, workspace.criteria_sets)
    zones = attributes["zone"] if len(attributes) else None
    return commune_groups(law, codes=codes, zones=zones, listed=listed.get((law.key, vintage), {}))
