import numpy as np
import pandas as pd
import pytest

from ntm_geo.assessment.engine.matrix_form import grid, numbered, of_period


def test_values_stand_at_their_unit_and_key_and_strangers_are_passed_over():
    frame = pd.DataFrame(
        {
            "code": ["b", "a", "x", "a"],
            "key": ["2", "1", "1", "9"],
            "met": pd.array([True, False, True, True], dtype="boolean"),
        },
    )
    matrix = grid(frame, "met", codes=pd.Index(["a", "b"]), column="key", keys=pd.Index(["1", "2"]))
    np.testing.assert_array_equal(matrix, [[0, np.nan], [np.nan, 1]])


def test_missing_values_stay_missing():
    frame = pd.DataFrame({"code": ["a"], "key": ["1"], "met": pd.array([pd.NA], dtype="boolean")})
    assert np.isnan(grid(frame, "met", codes=pd.Index(["a"]), column="key", keys=pd.Index(["1"]))).all()


@pytest.mark.parametrize("years", [[2021, 2022, 2022, 2023], [2022, 2021, 2022, 2023], [2021, 2021]])
def test_the_rows_of_a_year_are_those_of_it_in_their_order(years):
    frame = pd.DataFrame({"code": [str(place) for place in range(len(years))], "period": years})
    pd.testing.assert_frame_equal(of_period(frame, 2022), frame[frame["period"] == 2022])


def test_codes_as_numbers_are_the_same_codes():
    column = pd.Series(["b", "a", None, "b"], dtype="str")
    found = pd.Series(numbered(column))
    assert found.isna().tolist() == column.isna().tolist()
    assert found.dropna().tolist() == ["b", "a", "b"]
