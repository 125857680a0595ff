"""Rules that carry figures of former units to those they were merged into, each with the sentence it is shown with.

counts    summed; a unit divided over several gives each its share, whole numbers kept whole
rates     weighted by population or households; not known where a part is not
criteria  ``all``: met when all parts meet it; ``majority``: when parts with more than half of the people do

Source: the rules are ours, not the law's; a decision page of the project says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np
import pandas as pd

from ntm_geo.errors import Message, NotInForceError, msg
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from numpy.typing import NDArray

Rule = Literal["all", "majority"]
RULES: Final[tuple[Rule, ...]] = get_args(Rule)
_HALF: Final = 0.5
_CLOSE: Final = 1e-9


def rule_statement(rule: Rule, *, weighted: bool) -> Message:
    """Return the sentence a map carried by a rule is printed with.

    Parameters
    ----------
    rule : ``all`` or ``majority``.
    weighted : whether populations are known; without them every part counts the same.
    """
    if rule == "all":
        return msg("Merged communes: a criterion counts when every part meets it.")
    if weighted:
        return msg("Merged communes: a criterion counts when parts with more than half of the people meet it.")
    return msg(
        "Merged communes: a criterion counts when more than half of the parts meet it; populations are not known."
    )


def commune_parts(crosswalk: pd.DataFrame, source_units: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a crosswalk whose former unit was a commune; towns and wards are outside the programme."""
    communes = source_units.loc[source_units["kind"] == PROGRAMME_KIND, "code"]
    return crosswalk[crosswalk["source_code"].isin(communes)]


def carry_results(
    results: pd.DataFrame,
    crosswalk: pd.DataFrame,
    *,
    source_units: pd.DataFrame,
    rule: Rule = "all",
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """Carry criterion results to newer units.

    Parameters
    ----------
    results : ``tables.CriterionResults`` of the older units, any periods.
    crosswalk : ``tables.Crosswalk``.
    source_units : ``tables.Units`` of the older vintage.
    rule : ``all``: not met where any part does not meet it, else unknown where any part is unknown (also one without
        a row), else met. ``majority``: met where parts with more than half of the weight meet it, not met where parts
        with half of it or more do not, else unknown.
    weights : people (or households) by code of the older unit; every part counts the same unless given.

    Returns
    -------
    ``tables.CriterionResults``: one row per newer unit with at least one commune among its parts, criterion and
    period; ordered by period, code, criterion.
    """
    parts = commune_parts(crosswalk, source_units)
    parts = parts.assign(weight=_weights(parts, weights))[["source_code", "target_code", "weight"]]
    chosen_results = results[["criterion", "period"]].drop_duplicates()
    full = parts.merge(chosen_results, how="cross").merge(
        results,
        how="left",
        left_on=["source_code", "criterion", "period"],
        right_on=["code", "criterion", "period"],
    )
    sums = (
        pd.DataFrame(
            {
                "met": full["weight"].where(full["met"].eq(other=True).fillna(value=False).astype(bool), 0.0),
                "failed": full["weight"].where(full["met"].eq(other=False).fillna(value=False).astype(bool), 0.0),
                "weight": full["weight"],
            }
        )
        .groupby([full["period"], full["target_code"], full["criterion"]])
        .sum()
        .reset_index()
    )
    met = _judged(sums, rule)
    return pd.DataFrame(
        {"code": sums["target_code"], "criterion": sums["criterion"], "period": sums["period"], "met": met},
    )


def _judged(sums: pd.DataFrame, rule: Rule) -> pd.Series:
    weight, met, failed = sums["weight"], sums["met"], sums["failed"]
    if rule == "all":
        yes, no = met >= weight - _CLOSE, failed > _CLOSE
    else:
        yes, no = met > weight * _HALF + _CLOSE, failed >= weight * _HALF - _CLOSE
    column = pd.Series(pd.NA, index=sums.index, dtype="boolean")
    column[yes] = True
    column[no & ~yes] = False
    return column


def _weights(parts: pd.DataFrame, weights: pd.Series | None) -> NDArray[np.float64]:
    """Return the weight of each part: its people times the share that went over; the share alone without people."""
    share = parts["share"].to_numpy(dtype="float64")
    if weights is None or not known_weights(parts, weights):
        return np.asarray(share)
    return np.asarray(share * parts["source_code"].map(weights).to_numpy(dtype="float64"))


def known_weights(parts: pd.DataFrame, weights: pd.Series | None) -> bool:
    """Return whether the weight of every part is known and none of them is nothing; else all count the same."""
    if weights is None:
        return False
    source_code = parts["source_code"].map(weights)
    return bool(source_code.notna().all() and source_code.gt(0).all())


def carry_counts(counts: pd.Series, crosswalk: pd.DataFrame) -> pd.Series:
    """Sum counts of older units to newer ones; the total stays the same.

    Parameters
    ----------
    counts : whole numbers by code of the older unit; missing is unknown.
    crosswalk : ``tables.Crosswalk``.

    Returns
    -------
    Counts by code of the newer unit, in order; unknown where any part is. A unit divided over several gives each the
    whole number nearest to its share, so that nothing is lost (largest remainder).
    """
    rows = crosswalk.sort_values(["source_code", "target_code"], ignore_index=True)
    source_code = rows["source_code"].map(counts).astype("Float64")
    exact = source_code * rows["share"]
    base = (exact // 1).astype("Int64")
    left = (source_code - base.groupby(rows["source_code"]).transform("sum")).fillna(0).round()
    rest = (exact - base).fillna(0)
    order = rest.groupby(rows["source_code"]).rank(method="first", ascending=False)
    entered = base + order.le(left).astype("Int64")
    known = entered.notna().groupby(rows["target_code"]).all()
    summed: pd.Series = entered.groupby(rows["target_code"]).sum().astype("Int64")
    return summed.where(known)


def carry_rates(rates: pd.Series, crosswalk: pd.DataFrame, *, weights: pd.Series | None = None) -> pd.Series:
    """Return rates of newer units as the weighted mean of their parts.

    Parameters
    ----------
    rates : by code of the older unit, such as a poverty rate in percent; missing is unknown.
    crosswalk : ``tables.Crosswalk``.
    weights : what the rate is a share of, by code of the older unit: people or households; the same for all parts
        unless known for every one.

    Returns
    -------
    Rates by code of the newer unit, in order; unknown where any part is.
    """
    rows = crosswalk.assign(weight=_weights(crosswalk, weights), rate=crosswalk["source_code"].map(rates))
    product = (rows["rate"] * rows["weight"]).groupby(rows["target_code"]).sum(min_count=1)
    mean = product / rows["weight"].groupby(rows["target_code"]).sum()
    carried: pd.Series = mean.where(rows["rate"].notna().groupby(rows["target_code"]).all())
    return carried


def refuse_backwards(source: str, target: str) -> NotInForceError:
    """Return why figures of newer units cannot be carried to older ones."""
    return NotInForceError(
        msg(
            "Figures of the units of {source} cannot be told apart on those of {target}.", source=source, target=target
        ),
        fix=msg("A merged unit has one figure for all its parts: show it on its own units, or on newer ones."),
    )
