import numpy as np
import pandas as pd

from ntm_geo.assessment.grid import grid


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
