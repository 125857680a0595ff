"""Steps of recognition in their order."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.monitoring.procedure import check_steps, stages


def _steps(*rows):
    frame = pd.DataFrame(rows, columns=["code", "level", "step", "on"])
    return frame.assign(on=pd.to_datetime(frame["on"]), document=None, note=None)


def _whole(*days):
    names = ["registered", "self_assessed", "district_checked", "appraised", "recognised", "revoked"]
    return _steps(*[("01291", "standard", name, day) for name, day in zip(names, days, strict=False)])


def test_the_stage_is_the_newest_step_up_to_the_day():
    steps = _whole("2022-01-10", "2022-06-01", "2022-08-01")
    assert stages(steps, on=date(2022, 7, 1))["step"].tolist() == ["self_assessed"]
    assert stages(steps, on=date(2022, 12, 31))["step"].tolist() == ["district_checked"]
    assert stages(steps, on=date(2021, 12, 31)).empty


def test_of_two_steps_on_one_day_the_further_one_counts():
    assert stages(_whole("2022-01-10", "2022-01-10"), on=date(2022, 1, 10))["step"].tolist() == ["self_assessed"]


def test_levels_are_procedures_of_their_own():
    steps = _steps(("01291", "standard", "recognised", "2020-01-01"), ("01291", "advanced", "registered", "2022-01-01"))
    assert len(stages(steps, on=date(2022, 12, 31))) == 2


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        (_whole("2022-01-01", "2022-02-01", "2022-03-01"), []),
        (_whole("2022-03-01", "2022-02-01"), ["step-order"]),
        (_steps(("01291", "standard", "appraised", "2022-01-01")), ["step-missing"]),
        (_steps(*[("01291", "standard", "registered", "2022-01-01")] * 2), ["step-twice"]),
    ],
)
def test_what_is_out_of_order_is_found(steps, kinds):
    assert [one.kind for one in check_steps(steps)] == kinds
