"""Advanced asks for the standard, model asks for advanced."""

import pandas as pd
import pytest

from ntm_geo.assessment.engine.standards import broken_conditions, ended_with_set, level_conditions, next_levels
from ntm_geo.i18n import text


def _held(*rows):
    frame = pd.DataFrame(rows, columns=["code", "level", "recognised_on", "revoked_on"])
    return frame.assign(
        recognised_on=pd.to_datetime(frame["recognised_on"]), revoked_on=pd.to_datetime(frame["revoked_on"])
    )


WHOLE = [
    ("01267", "standard", "2018-01-01", None),
    ("01267", "advanced", "2021-01-01", None),
    ("01267", "model", "2022-01-01", None),
]


@pytest.mark.parametrize(
    ("rows", "year", "broken"),
    [
        (WHOLE, 2022, []),
        (WHOLE[1:], 2022, ["advanced"]),
        ([WHOLE[0], WHOLE[2]], 2022, ["model"]),
        ([("01267", "standard", "2018-01-01", "2022-06-01"), *WHOLE[1:]], 2022, ["advanced"]),
        ([WHOLE[0]], 2022, []),
        (WHOLE[1:], 2020, []),
    ],
)
def test_each_level_builds_on_the_one_before(rows, year, broken):
    table = level_conditions(_held(*rows), period=year)
    assert table.loc[~table["held"].astype(bool), "level"].to_list() == broken
    found = broken_conditions(_held(*rows), period=year)
    assert len(found) == bool(broken)
    for one in found:
        assert all(level in one.place for level in broken)
        assert text(one.what)


def test_another_communes_level_does_not_help():
    rows = [("01267", "standard", "2018-01-01", None), ("01270", "advanced", "2021-01-01", None)]
    assert not level_conditions(_held(*rows), period=2022)["held"].any()


def test_only_the_levels_the_data_name_end_with_their_set(shipped):
    table = _held(*WHOLE)
    sets = shipped.criteria_sets.values()
    assert not ended_with_set(table, sets, period=2025).any()
    # The standard is of 2018, before the first set entered, and no set says that it ends.
    assert table.loc[ended_with_set(table, sets, period=2026), "level"].tolist() == ["advanced", "model"]


def _conditions(*rows):
    table = pd.DataFrame(rows, columns=["code", "period", "condition", "met"])
    return table.assign(met=table["met"].astype("boolean"), note=None)


RISING = [
    # What a commune holds, what is entered of the conditions, and what it lacks for the level above.
    ([WHOLE[0]], [], ("standard", "advanced", (), ())),
    (WHOLE[:2], [], ("advanced", "model", (), ("advanced_of_period", "model_income", "smart_hamlet", "outstanding_field"))),
    (WHOLE[:2], [("model_income", True), ("smart_hamlet", False)],
     ("advanced", "model", ("smart_hamlet",), ("advanced_of_period", "outstanding_field"))),
    (WHOLE[:2], [("model_income", True), ("smart_hamlet", True), ("outstanding_field", True), ("advanced_of_period", True)],
     ("advanced", "model", (), ())),
    (WHOLE, [], None),
    ([("01267", "standard", "2018-01-01", "2020-06-01")], [], None),
]  # fmt: skip


@pytest.mark.parametrize(("held", "entered", "expected"), RISING)
def test_what_a_commune_lacks_for_the_level_above(shipped, held, entered, expected):
    law = shipped.criteria_sets["commune-2021"]
    conditions = _conditions(*[("01267", 2022, condition, met) for condition, met in entered])
    table = next_levels(_held(*held), conditions, law, period=2022)
    rows = [tuple(row)[1:] for row in table.itertuples(index=False)]
    assert rows == ([] if expected is None else [expected])


def test_figures_tell_of_a_condition_nobody_entered_and_what_was_entered_stands(shipped):
    law = shipped.criteria_sets["commune-2021"]
    judged = {("01267", "model_income"): False, ("01267", "smart_hamlet"): False}
    table = next_levels(
        _held(*WHOLE[:2]), _conditions(("01267", 2022, "smart_hamlet", True)), law, period=2022, judged=judged
    )
    assert table["missing"].tolist() == [("model_income",)]
    assert table["unknown"].tolist() == [("advanced_of_period", "outstanding_field")]


def test_a_commune_with_the_standard_may_become_a_modern_one(shipped):
    law = shipped.criteria_sets["commune-2026"]
    table = next_levels(_held(WHOLE[0]), _conditions(), law, period=2026)
    assert table[["level", "next_level"]].to_numpy().tolist() == [["standard", "modern"]]


def test_nobody_rises_under_a_set_that_knows_no_higher_level(shipped):
    law = shipped.criteria_sets["commune-2026"]
    assert next_levels(_held(*WHOLE[:2]), _conditions(), law, period=2026).empty


def test_conditions_of_the_model_level_are_not_asked_for_the_standard(shipped):
    law = shipped.criteria_sets["commune-2021"].recognition
    assert {condition.key for condition in law.conditions_of()} == {"construction_debt", "satisfaction", "security"}
    assert len(law.conditions_of("model")) == 4
