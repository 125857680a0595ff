"""What was registered is compared with what was met."""

import pandas as pd

from ntm_geo.monitoring.registered_criteria import plan_progress


def test_each_registration_of_the_year_has_its_result():
    rows = [
        ("01291", 2022, "10", None),
        ("01291", 2022, "2", None),
        ("01291", 2021, "3", None),
        ("01294", 2022, "1", "x"),
    ]
    registrations = pd.DataFrame(rows, columns=["code", "year", "criterion", "note"])
    results = pd.DataFrame(
        {"code": ["01291", "01291"], "criterion": ["10", "2"], "met": pd.array([True, False], dtype="boolean")}
    )
    found = plan_progress(registrations, results, year=2022)
    assert found[["criterion", "status"]].to_numpy().tolist() == [["2", "not_met"], ["10", "met"], ["1", "unknown"]]


def test_a_year_without_registrations_is_empty():
    empty = pd.DataFrame({"code": [], "year": [], "criterion": [], "note": []})
    results = pd.DataFrame({"code": [], "criterion": [], "met": pd.array([], dtype="boolean")})
    assert plan_progress(empty, results, year=2022).empty
