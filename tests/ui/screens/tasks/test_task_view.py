"""The list, how much of each kind, and the file say the same; a text of a person stays text."""

import pandas as pd

from ntm_geo.monitoring.entries import add_record


def test_counts_list_and_file_agree(app, fresh):
    for number in range(3):
        row = {"code": "01291", "what": f"việc *{number}* <b>x</b>", "raised_on": pd.Timestamp("2022-10-01"),
               "due_on": pd.Timestamp("2022-11-01") if number else None}  # fmt: skip
        add_record(fresh, "difficulties", row, vintage="2020", by="An")
    at = app("my_work", period="2022")
    assert not at.exception
    (metric,) = at.metric
    assert (metric.value, metric.delta) == ("3", "2 quá hạn")
    table = at.dataframe[0].value
    assert len(table) == 3
    assert sorted(table.iloc[:, 3]) == [f"việc *{number}* <b>x</b>" for number in range(3)]
    assert table.iloc[:, 6].tolist().count("quá hạn") == 2
