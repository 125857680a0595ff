"""Attributes of the communes as far as they were reported: the newest year up to the one looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.store.datasets import list_versions, read_version
from ntm_geo.tables.attribute_table import CommuneAttributes

if TYPE_CHECKING:
    from ntm_geo.workspace.workspace import Workspace


def known_attributes(workspace: Workspace, *, vintage: str, period: int) -> pd.DataFrame:
    """Return what is known of the communes at the end of a year.

    Parameters
    ----------
    workspace : of the door.
    vintage : whose codes are used.
    period : year; later reports do not count.

    Returns
    -------
    ``tables.CommuneAttributes`` of the newest reported year, indexed by ``code``; empty where nothing was reported.
    """
    versions = [
        version
        for version in list_versions(workspace.store, kind="attributes", vintage=vintage)
        if version.current and version.slot.period <= period
    ]
    if not versions:
        return pd.DataFrame(columns=list(CommuneAttributes.to_schema().columns)).set_index("code")
    return read_version(workspace.store, max(versions, key=lambda value: value.slot.period)).set_index("code")
