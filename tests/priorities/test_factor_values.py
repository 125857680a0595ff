"""Factors are what the other pages say of the communes."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from ntm_geo.monitoring import work_registers
from ntm_geo.partners.partner_history import history
from ntm_geo.priorities.engine import FACTORS
from ntm_geo.priorities.factor_values import factor_values, say_factor
from ntm_geo.themes import map_layers


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


@pytest.fixture(scope="module")
def values(shipped, standing, drawn):
    return factor_values(shipped, [standing(year) for year in (2022, 2021, 2020)], drawn)


def test_every_factor_has_its_column(values):
    assert list(values) == list(FACTORS)
    assert len(values) == 139


def test_what_is_missing_is_what_the_standings_say(values, standing):
    met = standing(2022).assessment.standings.set_index("code")["met"]
    assert (values["missing"] + met == 19).all()
    assert values["tier"].between(0, 4).all()


def test_the_distance_is_the_mean_of_what_is_short(values, standing):
    verdicts = standing(2022).assessment.verdicts
    code = "01795"
    own = verdicts[verdicts["code"].eq(code) & verdicts["status"].eq("not_met") & verdicts["threshold"].gt(0)]
    assert values.loc[code, "distance"] == pytest.approx((100 * own["shortfall"] / own["threshold"]).mean())


def test_years_without_progress_are_counted_from_the_newest(values, standing):
    counts = {year: standing(year).assessment.standings.set_index("code")["met"] for year in (2020, 2021, 2022)}
    stuck = counts[2022] <= counts[2021]
    longer = stuck & (counts[2021] <= counts[2020])
    assert (values["stuck"] == stuck.astype(float) + longer.astype(float)).all()


def test_what_nobody_reported_is_not_known(values):
    assert values[["zone", "population"]].isna().all().all()


def test_partners_are_those_of_the_year_and_made_up_ones_stay_among_made_up_results(shipped, standing, drawn, values):
    told = history(shipped, vintage="2020")
    counts = told[told["year"].eq(2022)].groupby("code").size()
    assert values["support"].sum() == counts[counts.index.isin(values.index)].sum()
    assert values.loc[counts.index[0], "support"] == counts.iloc[0]
    real = replace(standing(), recorded=replace(standing().recorded, illustrative=False))
    assert factor_values(shipped, [real], drawn)["support"].isna().all()
    assert factor_values(shipped, [standing(2020)], drawn)["support"].isna().all()


def test_the_level_of_the_neighbours_lies_between_theirs(values, standing):
    met = standing(2022).assessment.standings["met"]
    assert values["neighbours"].dropna().between(met.min(), met.max()).all()


def test_open_difficulties_are_counted(fresh, standing, drawn):
    rows = pd.DataFrame(
        {
            "number": [None], "code": ["01291"], "criterion": ["2"], "what": ["Thiếu vốn"], "raised_by": [None],
            "in_charge": [None], "to_ministry": [False], "raised_on": ["2022-01-01"], "due_on": [None],
            "solved_on": [None], "solution": [None],
        }
    )  # fmt: skip
    for column in ("raised_on", "due_on", "solved_on"):
        rows[column] = pd.to_datetime(rows[column])
    work_registers.save(fresh, "difficulties", rows, vintage="2020", by="Lan", expected=None)
    found = factor_values(fresh, [standing(2022)], drawn, today=date(2022, 6, 1))
    assert found["difficulties"].sum() == found.loc["01291", "difficulties"] == 1
    assert found["stuck"].isna().all()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("missing", 3.0, "3 tiêu chí"), ("poverty", 18.75, "18,8%"), ("border", 1.0, "có"), ("zone", 3.0, "III"),
     ("population", np.nan, "chưa rõ")],
)  # fmt: skip
def test_a_value_is_said_with_its_unit(key, value, said):
    assert say_factor(key, value) == said
