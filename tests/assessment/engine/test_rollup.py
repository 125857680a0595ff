import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.rollup import rollup
from ntm_geo.tables.base import validate
from ntm_geo.tables.score_tables import CriterionResults


def _verdicts(*statuses, code="00001"):
    row = {"code": code, "criterion": "13", "part_of": None, "period": 2022}
    return pd.DataFrame(row | {"status": list(statuses)})


@pytest.mark.parametrize(
    ("statuses", "met"),
    [
        (("met", "met"), True),
        (("met", "not_met"), False),
        (("unknown", "not_met"), False),  # nothing unknown can mend what fails
        (("met", "unknown"), pd.NA),
        (("met", "not_applicable"), True),
        (("not_applicable",), True),
        (("not_applicable", "unknown"), pd.NA),
    ],
)
def test_a_criterion_is_met_when_all_its_applicable_indicators_are(statuses, met):
    assert rollup(_verdicts(*statuses))["met"].tolist() == [met]


def test_results_keep_the_order_of_the_verdicts_and_fit_their_schema():
    found = rollup(pd.concat([_verdicts("met", code="00002"), _verdicts("unknown", code="00001")]))
    assert found["code"].tolist() == ["00002", "00001"]
    assert validate(found, CriterionResults).equals(found)


@given(
    st.randoms(use_true_random=False),
    st.integers(1, 4),
    st.lists(st.sampled_from(["met", "not_met", "unknown", "not_applicable"]), min_size=16, max_size=16),
)
def test_the_order_of_the_verdicts_changes_no_result(chance, units, status):
    places = [(str(unit), str(criterion)) for unit in range(units) for criterion in (0, 0, 1, 2)]
    rows = [
        {"code": code, "criterion": criterion, "part_of": None, "period": 2022, "status": one}
        for (code, criterion), one in zip(places, status, strict=False)
    ]
    moved = rows.copy()
    chance.shuffle(moved)
    first, second = (
        rollup(pd.DataFrame(one).astype({"code": "str", "criterion": "str", "status": "str"})).sort_values(
            ["code", "criterion"], ignore_index=True
        )
        for one in (rows, moved)
    )
    pd.testing.assert_frame_equal(first, second)
