"""Which criteria of an older set stand in for those of a newer one: shipped as our reading, edited by the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.criteria.set_succession import read_correspondences
from ntm_geo.records.registers import empty_table, read_register, write_register
from ntm_geo.tables.base import validate
from ntm_geo.tables.law_table import Correspondences
from ntm_geo.workspace.law_in_use import CORRESPONDENCES as KIND
from ntm_geo.workspace.law_in_use import correspondence_rows, correspondence_slot

if TYPE_CHECKING:
    from ntm_geo.criteria.set_succession import Succession
    from ntm_geo.store.versions import Version
    from ntm_geo.workspace.workspace import Workspace


def load_correspondences(workspace: Workspace, succession: Succession) -> tuple[pd.DataFrame, int | None]:
    """Return what stands in for what, ``tables.Correspondences``, and the number of its version; None where shipped."""
    register = read_register(workspace, correspondence_slot(succession.source, succession.target))
    if register.version is not None:
        lines = workspace.criteria_sets[succession.target].lines
        order = {line.code: number for number, line in enumerate(lines)}
        table = register.table.assign(order=register.table["target"].map(order)).sort_values("order")
        return table.drop(columns="order").reset_index(drop=True), register.version
    rows = [{"target": line.target, "sources": "; ".join(line.sources)} for line in succession.lines]
    return validate(pd.DataFrame(rows).reindex(columns=list(empty_table(KIND))), Correspondences), None


def save_correspondences(
    workspace: Workspace, succession: Succession, table: pd.DataFrame, *, by: str, expected: int | None
) -> tuple[Version, bool]:
    """Keep what an office changed as a new version.

    Raises
    ------
    LawError
        A code is unknown, a criterion of the newer set is left out, or a value cannot be carried; the row is named.
    TableError
        A row breaks ``tables.Correspondences``.
    VersionConflictError
        Somebody else saved meanwhile.
    """
    filled = table.dropna(how="all").fillna({"target": "", "sources": ""})
    sets = workspace.criteria_sets
    read_correspondences(succession, correspondence_rows(filled), sets[succession.source], sets[succession.target])
    slot = correspondence_slot(succession.source, succession.target)
    return write_register(workspace, slot, filled.replace({"": None}), by=by, expected=expected)
