"""Thresholds of the province on the data page."""

import pandas as pd

from ntm_geo.records.provincial_thresholds import load, save


def _open(app):
    at = app("data")
    at.session_state["data_part"] = "Ngưỡng của tỉnh"
    return at.run()


def test_what_the_law_leaves_open_is_said(app, fresh):
    at = _open(app)
    assert any("2.1, 2.2, 2.3, 2.4, 17.1" in one.value for one in at.info)


def test_what_is_entered_is_no_longer_open_and_is_kept(app, fresh):
    row = {"indicator": "2.1", "effective": pd.Timestamp("2022-06-01"), "value": 80.0, "decision": "01", "clause": None}
    table = pd.DataFrame([row]).assign(verified=pd.array([True], dtype="boolean"))
    save(fresh, table, by="An", expected=None)
    at = _open(app)
    assert any("2.2, 2.3, 2.4, 17.1" in one.value and "2.1," not in one.value for one in at.info)
    at.button(key="save_thresholds").click().run(timeout=60)
    assert not at.exception
    assert load(fresh)[1] == 1
