"""From indicators to criteria: a criterion is met when all its applicable indicators are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEYS: Final = ("code", "criterion", "period")


def rollup(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Say of every unit and criterion whether it is met.

    Parameters
    ----------
    verdicts : ``tables.Verdicts``.

    Returns
    -------
    ``tables.CriterionResults``, one row per unit, criterion and period, in the order of the verdicts. ``met`` is
    False as soon as one applicable indicator is not met, NA when none fails and one is unknown, otherwise True;
    so also when no indicator applies.

    Notes
    -----
    Source: Decision 318/QĐ-TTg of 2022: a criterion is met when all its indicators are.
    """
    if verdicts["part_of"].notna().any():  # an indicator that is made of parts has a row of its own
        verdicts = verdicts[verdicts["part_of"].isna()].reset_index(drop=True)
    status, keys = verdicts["status"], list(_KEYS)
    failed, unknown = status.eq("not_met").to_numpy(bool), status.eq("unknown").to_numpy(bool)
    starts = _starts(verdicts)
    if starts is None:
        flags = verdicts[keys].assign(failed=failed, open=unknown)
        result = flags.groupby(keys, sort=False)[["failed", "open"]].any()
        return _met(result["failed"].to_numpy(bool), result["open"].to_numpy(bool), result.index.to_frame(index=False))
    table = verdicts[keys].take(starts).reset_index(drop=True)
    return _met(np.logical_or.reduceat(failed, starts), np.logical_or.reduceat(unknown, starts), table)


def told_by_parts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return verdicts without the indicators a part of which stands among them: the parts say more."""
    with_parts = verdicts.loc[verdicts["part_of"].notna(), ["code", "part_of"]]
    if with_parts.empty:
        return verdicts
    named = pd.MultiIndex.from_frame(with_parts)
    return verdicts[~pd.MultiIndex.from_frame(verdicts[["code", "indicator"]]).isin(named)]


def _met(failed: NDArray[np.bool_], unknown: NDArray[np.bool_], table: pd.DataFrame) -> pd.DataFrame:
    met = pd.Series(~failed).astype("boolean").mask(~failed & unknown)
    return table.assign(met=met)


def _starts(verdicts: pd.DataFrame) -> NDArray[np.intp] | None:
    """Return where the indicators of each unit and criterion begin; None where they do not all stand together.

    The verdicts of an assessment do, and then nothing has to be sorted or looked up.
    """
    periods = verdicts["period"].to_numpy()
    if verdicts.empty or (periods != periods[0]).any():
        return None
    code, criterion = (verdicts[key].array for key in ("code", "criterion"))
    new_code = np.append(True, np.asarray(code[1:] != code[:-1], dtype=bool))
    starts = np.flatnonzero(new_code | np.append(True, np.asarray(criterion[1:] != criterion[:-1], dtype=bool)))
    unit = np.cumsum(new_code)[starts]
    numbers, names = pd.factorize(criterion.take(starts))
    once = np.bincount(unit * len(names) + numbers).max() <= 1
    apart = pd.Index(code.take(np.flatnonzero(new_code))).is_unique
    return starts if once and apart else None
