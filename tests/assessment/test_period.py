"""Where the communes stand: the published figures, and figures carried to the newer units."""

import shutil
from datetime import date

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period, periods, summary
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.errors import NotInForceError
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

PUBLISHED = {"recognised": 17, "c15_18": 3, "c10_14": 50, "c5_9": 68, "c0_4": 1, "unknown": 0}


def test_the_end_of_2022_is_as_it_was_published(standing):
    found = summary(standing(2022))
    assert found["tiers"] == PUBLISHED
    assert found["communes"] == 139
    assert found["hamlets"]["certified"] == 16
    assert found["illustrative"] is True


@pytest.mark.parametrize(("period", "vintage", "communes"), [(2020, "", 139), (2021, "", 139), (2022, "2025", 53)])
def test_tiers_add_up_to_the_communes(standing, period, vintage, communes):
    found = summary(standing(period, vintage))
    assert sum(found["tiers"].values()) == found["communes"] == communes


def test_the_targets_tell_what_remains(standing):
    targets = {one["target"]: one for one in summary(standing(2022))["targets"]}
    assert (targets[50]["actual"], targets[50]["remaining"], targets[50]["met"]) == (17, 33, False)
    assert targets[0]["actual"] == 119


def test_carried_figures_never_flatter(standing):
    old, new = standing(2022), standing(2022, "2025")
    assert (old.carried, new.carried) == (False, True)
    assert new.assessment.tier_counts["recognised"] <= old.assessment.tier_counts["recognised"]
    hamlets = [one.assessment.hamlet_counts["certified"].sum() for one in (old, new)]
    assert hamlets[1] <= hamlets[0]


def test_the_newest_year_comes_first(figures):
    assert periods(figures) == tuple(range(2026, 2019, -1))


def test_a_year_without_figures_names_those_with(shipped, figures):
    with pytest.raises(NotInForceError) as caught:
        assess_period(shipped, figures, period=2019)
    assert "2022, 2021, 2020" in str(caught.value.fix)
    with pytest.raises(NotInForceError):
        assess_period(shipped, figures, period=2022, vintage="1999")


def test_communes_of_another_region_are_judged_by_its_levels_and_nobody_else_is(shipped, figures, tmp_path):
    """Especially difficult communes and safe zones elsewhere: what 318/QĐ-TTg says of them, for any province."""
    folder = tmp_path / "shipped"
    shutil.copytree(shipped.settings.shipped_dir, folder)
    listed = folder / "criteria" / "provinces" / shipped.province.key / "regions.yaml"
    listed.write_text(
        '- {vintage: "2020", region: southeast, effective: 2022-01-01, codes: ["01438", "01456"],'
        ' reference: {decision: "318/QĐ-TTg"}}\n',
        encoding="utf-8",
    )
    space = open_workspace(Settings(shipped_dir=folder, data_dir=tmp_path / "data"))
    before, after = (
        assess_period(workspace, figures, period=2022).assessment.verdicts for workspace in (shipped, space)
    )
    keys = ["code", "indicator"]
    assert after[keys].equals(before[keys])
    inside = before["code"].isin(["01438", "01456"])
    pd.testing.assert_frame_equal(before[~inside], after[~inside])
    levels = thresholds_in_force(
        shipped.criteria_sets["commune-2021"], on=date(2022, 12, 31), region="southeast"
    ).set_index("indicator")["threshold"]
    asked = after[inside & after["indicator"].eq("10.1").to_numpy()]["threshold"]
    assert set(asked.dropna()) <= {levels["10.1"]}
    assert not before[inside].equals(after[inside])
    year_before = assess_period(space, figures, period=2021).assessment.verdicts
    pd.testing.assert_frame_equal(year_before, assess_period(shipped, figures, period=2021).assessment.verdicts)
