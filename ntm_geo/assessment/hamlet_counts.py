"""How many hamlets a commune has and how many are certified: what holds where a register and a report differ.

Where the register of single hamlets has all hamlets of a commune, its own count holds; where it has fewer, or is made
up, what the commune reports does. `counting_hamlets` says so for every count there is: targets, maps, papers.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.targets import count_hamlets

if TYPE_CHECKING:
    from ntm_geo.records.shipped import Figures

COLUMNS: Final = ["code", "total", "certified", "register_total", "register_certified", "holds"]


def counting_hamlets(figures: Figures, hamlets: pd.DataFrame, *, vintage: str, period: int) -> pd.DataFrame:
    """Return the hamlets the counts of a year are made of.

    Parameters
    ----------
    figures : the province works with.
    hamlets : ``tables.Hamlets``, the register by the codes of the vintage.
    vintage : in force at the end of the year.
    period : year.

    Returns
    -------
    ``tables.Hamlets``: the register, and in the communes where the report holds a row without a name for each hamlet
    that is reported. Communes that report nothing stay as the register has them.
    """
    compared = compare_counts(figures, hamlets, vintage=vintage, period=period)
    reported = compared[compared["holds"].eq("report")]
    if reported.empty:
        return hamlets
    totals = reported["total"].to_numpy("int64")
    number = np.concatenate([np.arange(total) for total in totals]) if totals.sum() else np.empty(0, dtype="int64")
    certified = number < np.repeat(reported["certified"].to_numpy("int64"), totals)
    day = pd.Series(pd.Timestamp(date(period, 12, 31)), index=range(len(number)))
    codes = np.repeat(reported["code"].to_numpy(dtype=object), totals)
    rows = pd.DataFrame(
        {"hamlet": codes, "code": codes, "name": "", "certified_on": day.where(certified), "revoked_on": pd.NaT}
    )
    rows = rows.reindex(columns=hamlets.columns).astype(dict(hamlets.dtypes))
    filled = [table for table in (hamlets[~hamlets["code"].isin(reported["code"])], rows) if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else hamlets.iloc[:0]


def compare_counts(figures: Figures, hamlets: pd.DataFrame, *, vintage: str, period: int) -> pd.DataFrame:
    """Return for each commune that reports its hamlets what it reports, what the register has, and which holds.

    Parameters
    ----------
    figures, hamlets, vintage, period : as for `counting_hamlets`.

    Returns
    -------
    `COLUMNS`; ``holds`` is ``register`` or ``report``.
    """
    table = figures.hamlet_counts
    table = table[table["period"].eq(period)].reset_index(drop=True)
    if table.empty:
        return pd.DataFrame(columns=COLUMNS)
    counted = count_hamlets(hamlets, codes=pd.Index(table["code"]), period=period)
    covers = counted["total"].ge(table["total"]) & (not figures.hamlets_made_up(vintage))
    return table[["code", "total", "certified"]].assign(
        register_total=counted["total"],
        register_certified=counted["certified"],
        holds=np.where(covers, "register", "report"),
    )
