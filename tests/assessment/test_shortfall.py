import pandas as pd
import pytest

from ntm_geo.assessment import assess
from ntm_geo.assessment.shortfall import missing
from ntm_geo.errors import UnknownUnitError


def test_what_is_missing_is_listed_with_how_far_it_is(law, units, thresholds, results, scores, recognitions):
    reported = results("00001", met=19).assign(met=pd.NA).astype({"met": "boolean"})
    reported.loc[2, "met"] = False  # criterion 3: no threshold is set
    values = {"1.1": 64, "1.2": 15.5, "1.3": 1, "4.1": 1, "5.1": 0}
    found = assess(
        criteria_set=law,
        units=units,
        period=2022,
        criterion_results=reported,
        scores=scores("00001", values),
        thresholds=thresholds,
        recognitions=recognitions(),
    )
    rows = missing(found, "00001")
    assert rows[["criterion", "indicator", "value", "threshold", "shortfall"]].astype(object).where(
        rows.notna(), None
    ).to_numpy().tolist() == [
        ["1", "1.1", 64, 80, 16],
        ["1", "1.2", 15.5, 13, 2.5],
        ["3", None, None, None, None],
        ["5", "5.1", 0, 1, 1],
    ]
    assert not rows["verified"].any()


def test_a_commune_that_misses_nothing_has_no_rows(law, units, results, recognitions):
    found = assess(
        criteria_set=law,
        units=units,
        period=2022,
        criterion_results=results("00001", 19),
        recognitions=recognitions(),
    )
    assert missing(found, "00001").empty
    assert missing(found, "00002").empty  # nothing is known of it, so nothing is known to be missing
    with pytest.raises(UnknownUnitError, match="no commune 00005"):
        missing(found, "00005")
