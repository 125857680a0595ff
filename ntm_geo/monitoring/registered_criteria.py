"""Plans: what communes registered to meet in a year, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def plan_progress(registrations: pd.DataFrame, results: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Return what was registered for a year and what came of it.

    Parameters
    ----------
    registrations : ``tables.Registrations``.
    results : ``tables.CriterionResults`` of the newest year known.
    year : of the registrations.

    Returns
    -------
    The registrations of the year with ``status``: ``met``, ``not_met`` or ``unknown``; sorted by code and criterion.
    """
    planned = registrations[registrations["year"].eq(year)]
    known = results[["code", "criterion", "met"]]
    joined = planned.merge(known, on=["code", "criterion"], how="left")
    met = joined["met"].astype("boolean")
    status = met.map({True: "met", False: "not_met"}).astype("object")
    joined["status"] = status.where(met.notna().to_numpy(), "unknown")
    number = joined["criterion"].astype(int)
    ordered = joined.assign(number=number).sort_values(["code", "number"], ignore_index=True)
    return ordered.drop(columns=["met", "number"])
