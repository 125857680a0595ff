"""Carry figures from the units of one vintage to those of another, by a stated rule.

The rule here is "worst": a merged commune meets what all its parts meet, so it is never flattered. Wards and towns
among the parts are outside the programme and do not count.

Source: the rule is ours, not the law's; a decision page of the project says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import ProvinceError, msg
from ntm_geo.tables.base import validate
from ntm_geo.tables.crosswalks import Crosswalk
from ntm_geo.tables.units import PROGRAMME_KIND

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.boundaries.vintages import Province

_LEVELS: Final = ["standard", "advanced", "model"]
_FAILED, _UNKNOWN, _MET = 0, 1, 2


def read_crosswalk(province: Province, source: str, target: str) -> pd.DataFrame:
    """Read the crosswalk between two vintages as ``tables.Crosswalk``.

    Raises
    ------
    NotInForceError
        There is no crosswalk in that direction.
    ProvinceError
        Its table is missing.
    TableError
        Its table breaks the schema.
    """
    path = province.folder / province.crosswalk(source, target).file
    try:
        frame = pd.read_csv(path, dtype={"source_code": "str", "target_code": "str"})
    except (OSError, ValueError) as caught:
        raise ProvinceError(
            msg("The crosswalk cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Restore the file; it belongs to the province's folder."),
        ) from None
    return validate(frame, Crosswalk, where=str(path))


def carry_results(results: pd.DataFrame, crosswalk: pd.DataFrame, *, source_units: pd.DataFrame) -> pd.DataFrame:
    """Carry criterion results to the newer units by the rule "worst".

    Parameters
    ----------
    results : ``tables.CriterionResults`` of the older units, any periods.
    crosswalk : ``tables.Crosswalk``.
    source_units : ``tables.Units`` of the older vintage.

    Returns
    -------
    ``tables.CriterionResults``: not met where any part does not meet the criterion, else unknown where any part is
    unknown (also one without a row), else met. One row per newer unit with at least one commune among its parts,
    criterion and period; ordered by period, code, criterion.
    """
    parts = _commune_parts(crosswalk, source_units)
    asked = results[["criterion", "period"]].drop_duplicates()
    full = parts.merge(asked, how="cross").merge(
        results,
        how="left",
        left_on=["source_code", "criterion", "period"],
        right_on=["code", "criterion", "period"],
    )
    rank = full["met"].map({True: _MET, False: _FAILED}).astype("Int64").fillna(_UNKNOWN)
    worst = rank.groupby([full["period"], full["target_code"], full["criterion"]]).min().reset_index(name="rank")
    met = worst["rank"].map({_MET: True, _FAILED: False, _UNKNOWN: pd.NA}).astype("boolean")
    return pd.DataFrame(
        {"code": worst["target_code"], "criterion": worst["criterion"], "period": worst["period"], "met": met},
    )


def carry_recognitions(
    recognitions: pd.DataFrame,
    crosswalk: pd.DataFrame,
    *,
    source_units: pd.DataFrame,
    target_units: pd.DataFrame,
    on: date,
) -> pd.DataFrame:
    """Carry the recognitions in force on a day: a merged commune holds the lowest level all its parts hold.

    Parameters
    ----------
    recognitions : ``tables.Recognitions`` of the older units.
    crosswalk : ``tables.Crosswalk``.
    source_units, target_units : ``tables.Units`` of the two vintages.
    on : the day.

    Returns
    -------
    ``tables.Recognitions`` of the newer communes, recognised on the latest date among their parts.
    """
    day = pd.Timestamp(on)
    held = recognitions[(recognitions["recognised_on"] <= day) & ~(recognitions["revoked_on"] <= day)]
    rank = held.assign(rank=held["level"].map(_LEVELS.index).astype("Int64")).sort_values(["rank", "recognised_on"])
    best = rank.drop_duplicates("code", keep="last").set_index("code")
    parts = _commune_parts(crosswalk, source_units)
    parts = parts.assign(
        rank=best["rank"].reindex(parts["source_code"]).fillna(-1).to_numpy(),
        recognised_on=best["recognised_on"].reindex(parts["source_code"]).to_numpy(),
    )
    worst = parts.groupby("target_code").agg(rank=("rank", "min"), recognised_on=("recognised_on", "max"))
    communes = target_units.loc[target_units["kind"] == PROGRAMME_KIND, "code"]
    kept = worst[worst["rank"].ge(0) & worst.index.isin(communes)]
    return pd.DataFrame(
        {
            "code": kept.index,
            "level": kept["rank"].map(dict(enumerate(_LEVELS))).to_numpy(),
            "recognised_on": kept["recognised_on"].to_numpy(),
            "revoked_on": pd.NaT,
            "decision": None,
        },
    ).astype({"revoked_on": "datetime64[ns]"})


def carry_hamlets(hamlets: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Return the same hamlets (``tables.Hamlets``) under the code of their newer unit; none is lost or doubled.

    Hamlets follow the newer unit their commune went into with the largest share.
    """
    main = crosswalk.sort_values("share").drop_duplicates("source_code", keep="last")
    moved = hamlets["code"].map(main.set_index("source_code")["target_code"])
    return hamlets.assign(code=moved)


def _commune_parts(crosswalk: pd.DataFrame, source_units: pd.DataFrame) -> pd.DataFrame:
    communes = source_units.loc[source_units["kind"] == PROGRAMME_KIND, "code"]
    return crosswalk.loc[crosswalk["source_code"].isin(communes), ["source_code", "target_code"]]
