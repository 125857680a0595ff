"""Steps of recognition in their order."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.criteria.recognition_law import load_ended_steps
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


ENDED = {"district_checked": date(2025, 6, 30)}


@pytest.mark.parametrize(
    ("steps", "kinds"),
    [
        # Appraised while districts were there: their check is needed.
        (_steps(("01291", "standard", "registered", "2025-01-10"), ("01291", "standard", "self_assessed", "2025-02-01"),
                ("01291", "standard", "appraised", "2025-06-30")), ["step-missing"]),
        # Appraised afterwards: the self-assessment is enough.
        (_steps(("01291", "standard", "registered", "2025-01-10"), ("01291", "standard", "self_assessed", "2025-02-01"),
                ("01291", "standard", "appraised", "2025-07-01")), []),
        # Without the self-assessment it is not.
        (_steps(("01291", "standard", "registered", "2025-01-10"), ("01291", "standard", "appraised", "2025-07-01")),
         ["step-missing"]),
        # Checked by the district in time, appraised afterwards.
        (_whole("2025-01-10", "2025-02-01", "2025-06-20", "2025-08-01", "2025-09-01"), []),
        # A check by a district that was no longer there.
        (_whole("2025-01-10", "2025-02-01", "2025-07-20"), ["step-ended"]),
        # The check of the district after the appraisal.
        (_whole("2025-01-10", "2025-02-01", "2025-06-20", "2025-06-01"), ["step-order"]),
    ],
)  # fmt: skip
def test_the_step_of_the_district_ended_with_the_districts(steps, kinds):
    assert [finding.kind for finding in check_steps(steps, ENDED)] == kinds


def test_which_steps_ended_is_data(shipped):
    assert load_ended_steps(shipped.criteria_dir) == ENDED
