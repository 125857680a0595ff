"""Where the communes stand: the published figures, and figures carried to the newer units."""

import pytest

from ntm_geo.assessment.period import assess_period, periods, summary
from ntm_geo.errors import NotInForceError

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
