"""What follows from an assessment is worked out once, and nobody can change it for the next."""

import gc
from dataclasses import replace

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived


def test_it_is_worked_out_once_for_each_assessment_and_question(standing):
    asked = []

    @derived
    def count(assessment, code=""):
        asked.append((assessment.period, code))
        return len(asked)

    first, second = standing(2022), standing(2021)
    assert [count(first), count(first), count(second), count(first, "6"), count(first, code="6")] == [1, 1, 2, 3, 4]
    assert asked == [(2022, ""), (2021, ""), (2022, "6"), (2022, "6")]


def test_a_table_is_a_copy(standing):
    table = communes_of(standing(2022))
    table["name"] = "x"
    table.loc[0, "code"] = "y"
    assert "x" not in set(communes_of(standing(2022))["name"])
    assert communes_of(standing(2022))["code"].str.len().eq(5).all()


def test_it_goes_with_the_assessment(standing):
    made = []

    class Answer:
        def __del__(self):
            made.append("gone")

    @derived
    def answer(_assessment):
        return Answer()

    assessment = replace(standing(2022))
    answer(assessment)
    del assessment
    gc.collect()
    assert made == ["gone"]
