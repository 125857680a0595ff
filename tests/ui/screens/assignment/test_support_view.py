"""What was registered is shown late ones first, and the comparison always carries its caveat."""

import pandas as pd

from ntm_geo.partners.support import caveat, load_support, save_support


def test_late_ones_stand_out_and_the_comparison_says_what_it_is_not(app, fresh):
    table = load_support(fresh, vintage="2020").table
    row = {"agency": "health", "code": "01291", "year": 2023, "content": "Tủ thuốc trạm y tế", "money": 50.0,
           "due_on": pd.Timestamp(2023, 6, 30)}  # fmt: skip
    save_support(fresh, pd.concat([table, pd.DataFrame([row])]), vintage="2020", by="An", expected=None)
    at = app("assignment", period="2022")
    at.segmented_control(key="assign_more").set_value("support").run()
    assert any("Tủ thuốc" in one.value for one in at.warning)
    assert any(caveat() in one.value for one in at.markdown)
