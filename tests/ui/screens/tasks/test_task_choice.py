"""Whose work is looked at: the account's; without accounts the one that is chosen."""

import pandas as pd

from ntm_geo.monitoring.entries import add_record
from ntm_geo.ui.screens.tasks.task_choice import work_waiting


def _difficulty(space, **changes):
    row = {"code": "01291", "criterion": "10", "what": "thiếu vốn", "in_charge": "statistics",
           "raised_on": pd.Timestamp("2022-10-01"), "due_on": pd.Timestamp("2022-11-01")}  # fmt: skip
    add_record(space, "difficulties", row | changes, vintage="2020", by="An")


def test_without_accounts_a_seat_is_chosen_and_nothing_is_counted(app, fresh):
    _difficulty(fresh)
    at = app("my_work", period="2022")
    assert not at.exception
    assert at.selectbox(key="tasks_role").value == "coordination"
    assert "Không có việc nào đang chờ." in [text.value.strip("*") for text in at.markdown]
    at.selectbox(key="tasks_role").set_value("department").run()
    at.selectbox(key="tasks_body_department_2020").set_value("statistics").run()
    assert any("1 việc quá hạn" in text.value for text in at.markdown)
    assert at.dataframe[0].value.iloc[0, 3] == "thiếu vốn"
    assert work_waiting() == 0


def test_an_account_sees_its_own_work_and_no_choice(app, fresh, sit):
    sit("vanphong", "coordination")
    at = app("my_work", period="2022")
    assert not at.exception
    assert not [box for box in at.selectbox if box.key == "tasks_role"]
