"""What a commune and a department are at work on."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.monitoring import commune_work, work_registers

DAY = date(2022, 7, 10)


@pytest.fixture
def entered(fresh):
    rows = [
        [1, "01291", "2", "Late one", None, "transport", False, "2022-01-01", "2022-06-30", None, None],
        [2, "01291", None, "Open one", None, "culture", False, "2022-01-01", None, None, None],
        [3, "01294", None, "Solved one", None, "transport", False, "2022-01-01", None, "2022-02-01", None],
    ]
    columns = ["number", "code", "criterion", "what", "raised_by", "in_charge", "to_ministry", "raised_on", "due_on"]
    frame = pd.DataFrame(rows, columns=[*columns, "solved_on", "solution"])
    days = {one: pd.to_datetime(frame[one]) for one in ("raised_on", "due_on", "solved_on")}
    difficulties = frame.assign(**days, to_ministry=frame["to_ministry"].astype("boolean"))
    registrations = pd.DataFrame(
        [["01291", 2022, "10", None], ["01291", 2022, "2", None], ["01291", 2023, "3", None]],
        columns=["code", "year", "criterion", "note"],
    )
    steps = pd.DataFrame(
        [["01291", "standard", "registered", pd.Timestamp("2022-01-15"), None, None]],
        columns=["code", "level", "step", "on", "document", "note"],
    )
    for kind, table in (("difficulties", difficulties), ("registrations", registrations), ("steps", steps)):
        work_registers.save(fresh, kind, table, vintage="2020", by="An", expected=None)
    return fresh


def test_a_commune_sees_its_own(entered):
    plan = commune_work.of_commune(entered, "01291", vintage="2020", year=2022, today=DAY)
    assert plan.registered == ("2", "10")
    assert plan.stages == (("standard", "registered", date(2022, 1, 15)),)
    assert plan.difficulties == (("Late one", True), ("Open one", False))


def test_a_commune_without_anything_has_nothing(entered):
    plan = commune_work.of_commune(entered, "01294", vintage="2020", year=2022, today=DAY)
    assert (plan.registered, plan.stages, plan.difficulties) == ((), (), ())


def test_a_department_sees_what_is_open_in_its_charge(entered):
    assert commune_work.open_difficulties(entered, vintage="2020", department="transport", today=DAY)[
        "number"
    ].tolist() == [1]
    assert len(commune_work.open_difficulties(entered, vintage="2020", today=DAY)) == 2


def test_what_is_planned_is_known_by_commune_and_criterion(entered):
    assert commune_work.planned(entered, vintage="2020", year=2023) == {("01291", "3")}
