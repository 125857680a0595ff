"""What the law says of what a commune reports: the judging of every other page, over the values of the draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.engine import assess
from ntm_geo.assessment.period import judged_by
from ntm_geo.boundaries.units import read_units
from ntm_geo.tables.base import empty_frame, validate
from ntm_geo.tables.score_tables import CriterionResults, Scores
from ntm_geo.tables.standing_table import Recognitions

if TYPE_CHECKING:
    from ntm_geo.assessment.engine import Assessment
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace


def judge_reports(
    workspace: Workspace, figures: Figures, reports: pd.DataFrame, code: str, *, vintage: str, period: int
) -> Assessment:
    """Judge what one commune reports by the law of the year.

    Parameters
    ----------
    workspace, figures : of the door; attributes of communes and their groups come from the figures.
    reports : ``tables.Reports`` or ``tables.SentReports`` of the commune.
    code, vintage, period : commune, units and year.

    Returns
    -------
    The assessment of the commune: values are judged, and where they leave a criterion open, what the commune says of
    it as such stands. ``thresholds`` and ``verdicts`` are None for a set that is known by its criteria alone.
    """
    law = workspace.set_on(date(period, 12, 31))
    units = read_units(workspace.province, vintage)
    units = units[units["code"].eq(code)].reset_index(drop=True)
    explained: dict[str, Any] = {}
    if law.has_indicators and law.effective <= date(period, 12, 31) <= law.expires:
        explained = judged_by(workspace, figures, units, period=period, vintage=vintage)
        explained["regional"] = [(codes & {code}, levels) for codes, levels in explained["regional"] if code in codes]
        explained["scores"] = _scores(reports)
    judged = assess(criteria_set=law, units=units, period=period, recognitions=empty_frame(Recognitions), **explained)
    reported = _said(reports)
    open_ones = reported[~reported["criterion"].isin(judged.results.dropna(subset="met")["criterion"])]
    if open_ones.empty:
        return judged
    return assess(
        criteria_set=law,
        units=units,
        period=period,
        recognitions=empty_frame(Recognitions),
        criterion_results=open_ones,
        **explained,
    )


def _scores(reports: pd.DataFrame) -> pd.DataFrame:
    rows = reports[reports["item"].str.contains(".", regex=False) & reports["value"].notna()]
    table = rows[["code", "item", "period", "value"]].rename(columns={"item": "indicator"})
    return validate(table, Scores) if len(table) else empty_frame(Scores)


def _said(reports: pd.DataFrame) -> pd.DataFrame:
    rows = reports[~reports["item"].str.contains(".", regex=False) & reports["met"].notna()]
    table = rows[["code", "item", "period", "met"]].rename(columns={"item": "criterion"})
    return validate(table, CriterionResults) if len(table) else empty_frame(CriterionResults)
