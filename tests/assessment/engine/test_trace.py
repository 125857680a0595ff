import pytest

from ntm_geo.assessment.engine import assess
from ntm_geo.assessment.engine.trace import trace
from ntm_geo.errors import LawError, UnknownUnitError


@pytest.fixture(scope="module")
def found(law, units, thresholds, results, scores, recognitions):
    return assess(
        criteria_set=law,
        units=units,
        period=2022,
        criterion_results=results("00001", met=3, unknown=2),
        scores=scores("00001", {"1.1": 64, "1.2": 13, "1.3": 1, "4.1": 1, "6.1": 0}),
        thresholds=thresholds,
        recognitions=recognitions(("00001", "standard", "2020-01-01", None)),
    )


def test_a_colour_is_traced_to_value_threshold_and_clause(found):
    path = trace(found, "00001", "6")
    assert (path.met, path.decided_by, path.tier, path.recognition) == (False, "values", "recognised", "standard")
    row = path.indicators.iloc[0]
    assert row[["indicator", "value", "sense", "threshold", "unit", "status", "clause"]].tolist() == [
        "6.1",
        0,
        "pass",
        1,
        "percent",
        "not_met",
        "made up",
    ]
    assert not row["verified"]


@pytest.mark.parametrize(
    ("criterion", "met", "decided_by"),
    [
        ("1", True, "report"),  # the values say otherwise
        ("3", True, "report"),  # no threshold is set
        ("4", True, "values"),  # not reported
        ("5", None, "nothing"),
        ("7", False, "report"),  # no value
    ],
)
def test_it_says_what_decided(found, criterion, met, decided_by):
    path = trace(found, "00001", criterion)
    assert (path.met, path.decided_by) == (met, decided_by)


def test_a_commune_without_anything_reported(found):
    path = trace(found, "00002", "4")
    assert (path.met, path.decided_by, path.tier, path.recognition) == (None, "nothing", "unknown", None)


def test_results_without_values_have_no_indicators(law, units, results, recognitions):
    bare = assess(
        criteria_set=law,
        units=units,
        period=2022,
        criterion_results=results("00001", 3),
        recognitions=recognitions(),
    )
    path = trace(bare, "00001", "4")
    assert (path.met, path.decided_by, len(path.indicators)) == (False, "report", 0)


def test_strangers_are_refused_by_name(found):
    with pytest.raises(UnknownUnitError, match="no commune 00005 in the programme of 2022"):
        trace(found, "00005", "1")
    with pytest.raises(LawError, match="no criterion or indicator 20"):
        trace(found, "00001", "20")
