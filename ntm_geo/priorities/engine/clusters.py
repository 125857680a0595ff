"""Clusters on the map: local Moran's I, with its significance; a reading aid, never a reason by itself."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLUSTERS: Final = ("high_high", "low_low", "high_low", "low_high", "none")
PERMUTATIONS: Final = 999
SIGNIFICANT: Final = 0.05
SEED: Final = 2022
FEWEST: Final = 8
"""With fewer communes than this, nothing is said."""
_QUADRANTS: Final = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


def clusters(values: pd.Series[float], neighbours: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return where high values lie beside high ones, low beside low, and those unlike their neighbours.

    Parameters
    ----------
    values : per code; missing values are left out.
    neighbours : code to codes of the units beside it.

    Returns
    -------
    ``code, value, local_i, p, cluster``, sorted by code; ``cluster`` is one of `CLUSTERS`, ``none`` where p is not
    below `SIGNIFICANT`. Empty with fewer than `FEWEST` communes with neighbours, or where all values are the same.

    Notes
    -----
    999 conditional permutations, always the same ones; p is one-sided and not corrected for looking at many communes
    at once, so about one in twenty appears by chance alone.

    Source: L. Anselin, Local indicators of spatial association, Geographical Analysis 27 (1995); library esda.
    """
    known = values.dropna().sort_index()
    beside = {
        code: [neighbour for neighbour in neighbours.get(str(code), ()) if neighbour in known.index]
        for code in known.index
    }
    codes = [code for code, others in beside.items() if others]
    empty = pd.DataFrame(columns=["code", "value", "local_i", "p", "cluster"])
    chosen_known = known.loc[codes]
    if len(codes) < FEWEST or chosen_known.nunique() < 2:  # noqa: PLR2004 - one value has no high and low
        return empty
    from esda.moran import Moran_Local  # noqa: PLC0415 - a third of the time of a start; only this needs it
    from libpysal.weights import W  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        # Islands of communes without a common border are no mistake here.
        warnings.simplefilter("ignore")
        weights = W({code: beside[code] for code in codes}, id_order=codes, silence_warnings=True)
        weights.transform = "r"
        moran_local = Moran_Local(chosen_known.to_numpy("float64"), weights, permutations=PERMUTATIONS, seed=SEED)
    significant = moran_local.p_sim < SIGNIFICANT
    kinds = [_QUADRANTS[int(item)] if sure else "none" for item, sure in zip(moran_local.q, significant, strict=True)]
    return pd.DataFrame(
        {
            "code": codes,
            "value": chosen_known.to_numpy(),
            "local_i": np.asarray(moran_local.Is),
            "p": np.asarray(moran_local.p_sim),
            "cluster": kinds,
        }
    )
