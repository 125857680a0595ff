"""The same figures are judged in a draft as they are on every other page."""

import pandas as pd

from ntm_geo.assessment.period import assess_period
from ntm_geo.dossiers.dossier_judging import judge_reports


def test_a_draft_with_the_figures_of_a_year_is_judged_as_the_year_is(space, figures):
    code = "01291"
    scores = figures.scores[figures.scores["code"].eq(code) & figures.scores["period"].eq(2022)]
    reports = scores.rename(columns={"indicator": "item"}).assign(met=pd.array([pd.NA] * len(scores), dtype="boolean"))
    draft = judge_reports(space, figures, reports, code, vintage="2020", period=2022)
    whole = assess_period(space, figures, period=2022, vintage="2020").assessment
    columns = ["indicator", "value", "threshold", "status", "shortfall"]
    expected = whole.verdicts[whole.verdicts["code"].eq(code)][columns].reset_index(drop=True)
    pd.testing.assert_frame_equal(draft.verdicts[columns].reset_index(drop=True), expected)
