"""Attributes of the communes as far as they were reported: the newest year up to the one looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.province import load_zones
from ntm_geo.store.datasets import list_versions, read_version
from ntm_geo.tables.attribute_table import CommuneAttributes

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace


_KINDS: Final = {
    "population": "Int64",
    "households": "Int64",
    "poverty_rate": "float64",
    "border": "boolean",
    "has_craft_village": "boolean",
}
"""Types of the columns where nothing was reported for any unit."""


def known_attributes(workspace: Workspace, *, vintage: str, period: int) -> pd.DataFrame:
    """Return what is known of the communes at the end of a year.

    Parameters
    ----------
    workspace : of the door.
    vintage : whose codes are used.
    period : year; later reports do not count.

    Returns
    -------
    ``tables.CommuneAttributes`` of the newest reported year, indexed by ``code``; empty where nothing is known. Zones
    that were laid down for the years after that report stand in its place, and where a report names none.
    """
    reported = _reported(workspace, vintage, period)
    end = date(period, 12, 31)
    zones, since = load_zones(workspace.criteria_dir, workspace.province.key, vintage=vintage, on=end)
    if since is None:
        return reported
    table = reported.reindex(reported.index.union(list(zones), sort=False))
    laid_down = pd.Series(zones).reindex(table.index)
    older = table["period"].isna() | table["period"].lt(since.year) | table["zone"].isna()
    zone = laid_down.where(older & laid_down.notna(), table["zone"]).astype("str")
    return table.assign(zone=zone, period=table["period"].fillna(period).astype(int)).astype(_KINDS)


def _reported(workspace: Workspace, vintage: str, period: int) -> pd.DataFrame:
    """Return what was reported of the communes for the newest year up to one; empty where nothing was."""
    versions = [
        version
        for version in list_versions(workspace.store, kind="attributes", vintage=vintage)
        if version.current and version.slot.period <= period
    ]
    if not versions:
        return pd.DataFrame(columns=list(CommuneAttributes.to_schema().columns)).set_index("code")
    return read_version(workspace.store, max(versions, key=lambda value: value.slot.period)).set_index("code")
