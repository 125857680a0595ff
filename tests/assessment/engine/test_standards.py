"""Advanced asks for the standard, model asks for advanced."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.assessment.engine.standards import broken_conditions, level_conditions
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
    ("rows", "day", "broken"),
    [
        (WHOLE, date(2022, 12, 31), []),
        (WHOLE[1:], date(2022, 12, 31), ["advanced"]),
        ([WHOLE[0], WHOLE[2]], date(2022, 12, 31), ["model"]),
        ([("01267", "standard", "2018-01-01", "2022-06-01"), *WHOLE[1:]], date(2022, 12, 31), ["advanced"]),
        ([WHOLE[0]], date(2022, 12, 31), []),
        (WHOLE[1:], date(2020, 12, 31), []),
    ],
)
def test_each_level_builds_on_the_one_before(rows, day, broken):
    table = level_conditions(_held(*rows), on=day)
    assert table.loc[~table["held"].astype(bool), "level"].to_list() == broken
    found = broken_conditions(_held(*rows), on=day)
    assert len(found) == bool(broken)
    for one in found:
        assert all(level in one.place for level in broken)
        assert text(one.what)


def test_another_communes_level_does_not_help():
    rows = [("01267", "standard", "2018-01-01", None), ("01270", "advanced", "2021-01-01", None)]
    assert not level_conditions(_held(*rows), on=date(2022, 12, 31))["held"].any()
