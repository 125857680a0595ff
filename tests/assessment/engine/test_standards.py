"""Advanced asks for the standard, model asks for advanced."""

import pandas as pd
import pytest

from ntm_geo.assessment.engine.standards import broken_conditions, ended_with_set, level_conditions
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
