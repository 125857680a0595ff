"""Where appraisal differs from what communes reported, criterion by criterion: counted once for map and sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.errors import msg

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.errors import Message
    from ntm_geo.records.figure_levels import DossierRows

_KEYS = ["code", "criterion"]
COLUMNS = (*_KEYS, "reported", "appraised", "state", "reason")


def level_differences(rows: DossierRows, reported: PeriodAssessment, appraised: PeriodAssessment) -> pd.DataFrame:
    """Return what a department found of each criterion, beside what the commune reported of it.

    Parameters
    ----------
    rows : of `records.figure_levels.read_dossier_rows`.
    reported, appraised : the same year and units on the two levels.

    Returns
    -------
    ``code, criterion, reported, appraised, state, reason``: one row for each criterion that was appraised last as met
    or not met; ``state`` is ``same``, ``lower`` (reported as met, not found so), ``higher`` (found met, not reported
    so) or ``unknown`` where what was reported leaves it open.
    """
    last = rows.appraisals[rows.appraisals["step"].eq("department") & rows.appraisals["period"].eq(reported.period)]
    last = last.sort_values("number").drop_duplicates(_KEYS, keep="last")
    last = last[last["verdict"].isin(["met", "not_met"]) & last["code"].isin(reported.assessment.standings["code"])]
    table = last[[*_KEYS, "reason"]].reset_index(drop=True)
    for name, standing in (("reported", reported), ("appraised", appraised)):
        results = standing.assessment.results[[*_KEYS, "met"]].rename(columns={"met": name})
        table = table.merge(results, on=_KEYS, how="left")
    reported_met, judged = table["reported"].astype("boolean"), table["appraised"].astype("boolean")
    state = pd.Series("unknown", index=table.index)
    differing = {"same": reported_met.eq(judged), "lower": reported_met & ~judged, "higher": ~reported_met & judged}
    for name, chosen in differing.items():
        state = state.mask(chosen.fillna(value=False).astype(bool), name)
    return table.assign(reported=reported_met, appraised=judged, state=state)[list(COLUMNS)]


def differences_sentence(table: pd.DataFrame, period: int) -> Message:
    """Return how far appraisal and reports differ in a year, in one sentence."""
    lower, higher = table[table["state"].eq("lower")], table[table["state"].eq("higher")]
    if table.empty:
        return msg("{year}: nothing that was sent in has been appraised so far.", year=period)
    if lower.empty and higher.empty:
        return msg(
            "{year}: all {count} criteria appraised so far are as communes reported them.",
            year=period, count=len(table),
        )  # fmt: skip
    return msg(
        "{year}: of {count} criteria appraised, {lower} criteria in {communes} communes are not met although reported "
        "as met; {higher} are met although not reported so.",
        year=period, count=len(table), lower=len(lower), communes=lower["code"].nunique(), higher=len(higher),
    )  # fmt: skip
