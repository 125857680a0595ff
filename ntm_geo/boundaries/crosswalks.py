"""Crosswalks between vintages, and the registers carried along them: recognitions and hamlets.

Criteria, counts and rates are carried by the rules of `carrying`. Wards and towns among the parts are outside the
programme and do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.boundaries.carrying import commune_parts, refuse_backwards
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.tables.base import validate
from ntm_geo.tables.crosswalk_table import Crosswalk
from ntm_geo.tables.read_once import read_once
from ntm_geo.tables.standing_table import LEVELS, in_force, years_of
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ntm_geo.boundaries.vintages import Province


def read_crosswalk(province: Province, source: str, target: str) -> pd.DataFrame:
    """Read the crosswalk between two vintages as ``tables.Crosswalk``.

    Raises
    ------
    NotInForceError
        There is no crosswalk in that direction; figures of merged units cannot be told apart again.
    ProvinceError
        Its table is missing.
    TableError
        Its table breaks the schema.
    """
    keys = [vintage.key for vintage in province.vintages]
    if source in keys and target in keys and keys.index(target) < keys.index(source):
        raise refuse_backwards(source, target)
    path = province.folder / province.crosswalk(source, target).file
    return read_once(path, lambda: _read(path))


def _read(path: Path) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype={"source_code": "str", "target_code": "str"})
    except (OSError, ValueError) as caught:
        raise ProvinceError(
            msg("The crosswalk cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Restore the file; it belongs to the province's folder."),
        ) from None
    return validate(frame, Crosswalk, where=str(path))


def older_crosswalks(province: Province, target: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the vintages whose units went into those of a newer one, the newest first, each with its crosswalk."""
    for older in reversed(province.vintages):
        if any((ref.source, ref.target) == (older.key, target) for ref in province.crosswalks):
            yield older.key, read_crosswalk(province, older.key, target)


def main_target(crosswalk: pd.DataFrame) -> pd.Series[str]:
    """Return for each older unit the newer one that got its largest part; of equal parts the first by code.

    Parameters
    ----------
    crosswalk : ``tables.Crosswalk``; a unit that was divided has several rows.

    Returns
    -------
    Newer code by older code; every older code once.
    """
    ordered = crosswalk.sort_values(["share", "target_code"], ascending=[False, True])
    return ordered.drop_duplicates("source_code").set_index("source_code")["target_code"]


def merged_targets(crosswalk: pd.DataFrame) -> frozenset[str]:
    """Return the newer units that are not simply an older one as it was: made of several, or of a part of one.

    Parameters
    ----------
    crosswalk : ``tables.Crosswalk``.
    """
    sources = crosswalk["target_code"].map(crosswalk["target_code"].value_counts())
    return frozenset(crosswalk.loc[sources.gt(1) | crosswalk["share"].lt(1), "target_code"])


def carry_recognitions(
    recognitions: pd.DataFrame,
    crosswalk: pd.DataFrame,
    *,
    source_units: pd.DataFrame,
    target_units: pd.DataFrame,
    period: int,
) -> pd.DataFrame:
    """Carry the recognitions in force at the end of a year: a merged commune holds the lowest level all its parts hold.

    Parameters
    ----------
    recognitions : ``tables.Recognitions`` of the older units.
    crosswalk : ``tables.Crosswalk``.
    source_units, target_units : ``tables.Units`` of the two vintages.
    period : year.

    Returns
    -------
    ``tables.Recognitions`` of the newer communes, for the latest year and on the latest day among their parts.
    """
    chosen_recognitions = recognitions[in_force(recognitions, period=period)]
    chosen_recognitions = chosen_recognitions.assign(for_year=years_of(chosen_recognitions))
    rank = chosen_recognitions.assign(rank=chosen_recognitions["level"].map(LEVELS.index).astype("Int64")).sort_values(
        ["rank", "recognised_on"]
    )
    best = rank.drop_duplicates("code", keep="last").set_index("code")
    parts = commune_parts(crosswalk, source_units)[["source_code", "target_code"]]
    parts = parts.assign(
        rank=best["rank"].reindex(parts["source_code"]).fillna(-1).to_numpy(),
        for_year=best["for_year"].reindex(parts["source_code"]).array,
        recognised_on=best["recognised_on"].reindex(parts["source_code"]).to_numpy(),
    )
    worst = parts.groupby("target_code").agg(
        rank=("rank", "min"), for_year=("for_year", "max"), recognised_on=("recognised_on", "max")
    )
    communes = target_units.loc[target_units["kind"] == PROGRAMME_KIND, "code"]
    chosen_worst = worst[worst["rank"].ge(0) & worst.index.isin(communes)]
    return pd.DataFrame(
        {
            "code": chosen_worst.index,
            "level": chosen_worst["rank"].map(dict(enumerate(LEVELS))).to_numpy(),
            "for_year": chosen_worst["for_year"].array,
            "recognised_on": chosen_worst["recognised_on"].to_numpy(),
            "revoked_on": pd.NaT,
            "decision": None,
        },
    ).astype({"revoked_on": "datetime64[ns]"})


def carry_hamlets(hamlets: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Return the same hamlets (``tables.Hamlets``) under the code of their newer unit; none is lost or doubled.

    Hamlets follow the newer unit their commune went into with the largest share.
    """
    return hamlets.assign(code=hamlets["code"].map(main_target(crosswalk)))
