"""The communes of a period, and what came of judging one criterion in each."""

import pytest

from ntm_geo.assessment.commune_status import communes_of, criterion_status
from ntm_geo.tables.unit_table import PROGRAMME_KIND


def test_towns_are_not_in_the_programme(standing):
    year = standing(2022)
    communes = communes_of(year)
    kinds = year.units.set_index("code")["kind"]
    assert set(communes["code"].map(kinds)) == {PROGRAMME_KIND}
    assert len(communes) == int(kinds.eq(PROGRAMME_KIND).sum())


def test_every_commune_has_one_status_and_it_is_that_of_the_results(standing):
    year = standing(2022)
    status = criterion_status(year, "6").set_index("code")["status"]
    met = year.assessment.results.query("criterion == '6'").set_index("code")["met"]
    assert status.eq("met").sum() == met.eq(True).sum()
    assert status.eq("not_met").sum() == met.eq(False).sum()
    assert status.index.is_unique


def test_a_criterion_nobody_reported_is_unknown(standing):
    status = criterion_status(standing(2022), "no such criterion")["status"]
    assert set(status) == {"unknown"}


@pytest.mark.parametrize("column", ["code", "name", "district"])
def test_nothing_is_left_empty(standing, column):
    assert communes_of(standing(2022))[column].notna().all()
