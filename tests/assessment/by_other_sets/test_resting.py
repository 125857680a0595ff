"""How much of a verdict rests on our reading: counted by line, said in a sentence, shown commune by commune."""

import pytest

from ntm_geo.assessment.by_other_sets.resting import (
    describe_resting,
    reading_sentence,
    rest_names,
    resting_lines,
    resting_of,
)
from ntm_geo.assessment.engine.stand_ins import RESTS
from ntm_geo.assessment.period import assess_period
from ntm_geo.i18n import use_language


@pytest.fixture(autouse=True)
def vietnamese():
    use_language("vi")


def test_every_indicator_of_every_commune_is_counted_once(carrying, two_years):
    resting = resting_of(carrying, *two_years)
    assert sum(resting.indicators.values()) == 47 * two_years[1].communes
    assert resting.indicators["value"] > 0
    assert 0 < resting.unconfirmed <= resting.verdicts
    assert describe_resting(resting)["indicators"].keys() == set(RESTS)


def test_the_sentence_says_the_counts(carrying, two_years):
    resting = resting_of(carrying, *two_years)
    said = reading_sentence(carrying, *two_years)
    assert "quy đổi tạm thời" in said
    assert f"{resting.indicators['value']} dựa vào giá trị chuyển sang" in said.replace(".", "")


def test_a_commune_shows_value_level_and_basis(carrying, two_years):
    old, new = two_years
    code = new.assessment.standings["code"].iloc[3]
    table = resting_lines(carrying, old, new, code).set_index("line")
    row = table.loc["5.3"]
    assert (row["sources"], row["rests_on"]) == ("15.1", "value")
    assert row["level"].endswith("từ 75% trở lên")
    assert row["confirmed"]
    assert not table.loc["8.1", "confirmed"]
    assert table.loc[("5.1c" in table.index and "5.1c") or "5.1b", "level"], "levels by case are said"
    assert set(table["rests_on"]) <= set(rest_names())
    assert len(table) == 10 + 47 + 4, "criteria, indicators, parts that are judged"


def test_a_set_known_by_its_criteria_says_so(shipped, figures, standing):
    old, new = standing(2022), assess_period(shipped, figures, period=2022, against="commune-2026")
    assert resting_lines(shipped, old, new, old.assessment.standings["code"].iloc[0]).empty
    assert "không có giá trị nào được đánh giá theo mức mới" in reading_sentence(shipped, old, new)
    assert resting_of(shipped, old, new).indicators == {}
