"""Validation of the pairs of a plan before they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.errors import TableError, msg
from ntm_geo.records.agency_list import check_known
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.workspace.workspace import Workspace

_SHOWN: Final = 5


def check_pairs(workspace: Workspace, pairs: pd.DataFrame, *, vintage: str, by: str) -> pd.DataFrame:
    """Return pairs as they are kept: ``tables.Assignments``, sorted by agency and code.

    Raises
    ------
    TableError
        A row breaks the model, stands twice, names an unknown agency or commune, is locked in without being assigned or
        out while it is, is neither assigned nor locked, or was locked or set by hand without a reason.
    """
    columns = list(MODELS["assignments"].to_schema().columns)
    frame = pairs.reindex(columns=columns).replace({"": None}).reset_index(drop=True)
    locked = frame["lock"].notna()
    frame["lock_by"] = frame["lock_by"].astype("object").where(~locked | frame["lock_by"].notna(), by or None)
    frame = validate(frame, MODELS["assignments"])
    check_known(workspace, frame, vintage=vintage)
    agency_name = frame["agency_name"] + " – " + frame["name"]
    assigned, lock = frame["assigned"].astype(bool), frame["lock"].fillna("")
    wrong = [
        (frame.duplicated(["agency", "code"]), msg("A pair stands twice."), msg("Keep one row of each pair.")),
        (~assigned & lock.eq("in"), msg("A pair is locked in, but not assigned."),
         msg("Assign it, or take the lock off.")),
        (assigned & lock.eq("out"), msg("A pair is locked out, but assigned."),
         msg("Remove it, or take the lock off.")),
        (~assigned & lock.eq(""), msg("A pair is neither assigned nor locked out."), msg("Take the row out.")),
        (locked & frame["lock_why"].isna(), msg("A pair is locked without a reason."),
         msg("Write the reason beside it.")),
        (assigned & frame["origin"].eq("hand") & frame["why"].isna(), msg("A pair was set by hand without a reason."),
         msg("Write the reason beside it.")),
    ]  # fmt: skip
    for rows, what, fix in wrong:
        if rows.any():
            raise TableError(what, where="; ".join(agency_name[rows].head(_SHOWN)), fix=fix)
    return frame.sort_values(["agency", "code"], ignore_index=True)
