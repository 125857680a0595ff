"""Several years: the published figures, and sentences whose numbers are those of the tables."""

import re

import pytest

from ntm_geo.assessment.progress import compare_years, history, target_ways
from ntm_geo.i18n import use_language


@pytest.fixture(scope="module")
def years(standing):
    return [standing(year) for year in (2020, 2021, 2022)]


def _numbers(sentence):
    return [int(one.replace(".", "").replace(",", "")) for one in re.findall(r"\d[\d.,]*\d|\d", sentence)]


def test_the_history_ends_with_the_published_figures(shipped, years):
    table = history(years)
    last = table[table["period"].eq(2022)].set_index("tier")["communes"].to_dict()
    assert last == {"recognised": 17, "c15_18": 3, "c10_14": 50, "c5_9": 68, "c0_4": 1}
    assert set(table.groupby("period")["communes"].sum()) == {139}


def test_the_sentence_says_the_numbers_of_the_tables(shipped, years):
    use_language("en")
    found = compare_years(years[1], years[2])
    gained, lost = (int(found.changes[one].map(len).sum()) for one in ("gained", "lost"))
    assert _numbers(found.sentence) == [2021, 2022, found.risen, found.fallen, gained, lost]
    met = [one.assessment.standings["met"].sum() for one in years[1:]]
    results = [one.assessment.results.set_index(["code", "criterion"])["met"] for one in years[1:]]
    newly = int((results[0].isna() & results[1].reindex(results[0].index).eq(True)).sum())
    assert gained - lost + newly == met[1] - met[0]


def test_a_year_against_itself_changes_nothing(shipped, years):
    found = compare_years(years[2], years[2])
    assert (found.risen, found.fallen) == (0, 0)
    assert not found.changes["gained"].map(len).any()


def test_every_target_has_its_way(shipped, years):
    use_language("en")
    ways = {one.progress.target.key: one for one in target_ways(years)}
    assert ways["recognised"].actual == (12, 14, 17)
    assert "11 communes" in ways["recognised"].sentence
    below = ways["below_15"]
    assert 469 <= below.least.low == below.least.high <= 945
    assert "between 469 and 945" in below.least_text
    standings = years[2].assessment.standings
    outside = standings[standings["recognition"].isna()]
    assert below.least.low == (15 - outside["met"]).clip(lower=0).sum()
    assert ways["hamlets"].least is None


def test_carried_years_are_compared_too(shipped, standing):
    found = compare_years(standing(2020, "2025"), standing(2022, "2025"))
    assert found.flows["communes"].sum() == 53
