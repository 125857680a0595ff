"""The history compares words and names: no codes of units, no keys of agencies, no None."""

import pandas as pd
import pytest

from ntm_geo.records.agency_list import load_agencies
from ntm_geo.records.change_words import column_words, row_words, value_words, worded_changes
from ntm_geo.settings import Settings
from ntm_geo.store.changes import compare
from ntm_geo.workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    return open_workspace(Settings(data_dir=tmp_path_factory.mktemp("words")))


def _results(*met):
    return pd.DataFrame(
        {
            "code": ["01291"] * len(met), "criterion": [str(n + 1) for n in range(len(met))], "period": [2022] * len(met),
            "met": pd.array(met, dtype="boolean"),
        }
    )  # fmt: skip


def test_a_result_is_told_as_the_office_says_it(space):
    changes = compare("results", _results(False, True), _results(True, None))
    found = worded_changes(space, changes, kind="results", vintage="2020")
    assert found.to_numpy().tolist() == [
        ["changed", "Xã Đức Hạnh", "Tiêu chí 1, Năm 2022", "Đạt", "chưa đạt", "đạt"],
        ["changed", "Xã Đức Hạnh", "Tiêu chí 2, Năm 2022", "Đạt", "đạt", "để trống"],
    ]


def test_an_agency_is_told_by_its_name(space):
    agencies = load_agencies(space).table
    row = agencies.iloc[0]
    changes = compare("agencies", agencies.iloc[1:], agencies)
    found = worded_changes(space, changes, kind="agencies", vintage="")
    assert found[["row", "before", "after"]].to_numpy().tolist() == [[row["name"], "", ""]]


def test_a_hamlet_is_told_by_its_name_also_one_that_is_gone(space):
    def register(*rows):
        empty = {
            "certified_on": pd.NaT,
            "revoked_on": pd.NaT,
            "decision": None,
            "for_year": None,
            "lon": None,
            "lat": None,
        }
        return pd.DataFrame([{"hamlet": key, "code": "01291", "name": name} | empty for key, name in rows])

    before = register(("01291-01", "Nà Mỵ"), ("01291-02", "Khuổi Vin"))
    changes = compare("hamlets", before, register(("01291-01", "Nà Mỵ mới")))
    found = worded_changes(space, changes, kind="hamlets", vintage="2020")
    assert found[["unit", "row", "after"]].to_numpy().tolist() == [
        ["Xã Đức Hạnh", "Nà Mỵ mới", "Nà Mỵ mới"],
        ["Xã Đức Hạnh", "Khuổi Vin", ""],
    ]


@pytest.mark.parametrize(
    ("kind", "column", "value", "said"),
    [
        ("agencies", "kind", "bank", "Ngân hàng"),
        ("agencies", "active", True, "có"),
        ("agencies", "resources", 1234.5, "1.234,5"),
        ("recognitions", "recognised_on", pd.Timestamp("2022-12-31"), "31/12/2022"),
        ("scores", "value", None, "để trống"),
    ],
)
def test_values_are_told_in_words(kind, column, value, said):
    assert value_words(kind, column, value) == said


def test_columns_and_rows_bear_their_headings():
    assert column_words("agencies", "capacity_max") == "Số xã nhiều nhất"
    assert column_words("boundaries", "geometry") == "Ranh giới"
    assert row_words("partners", "health 01291 2021", "01291", {"health": "Sở Y tế"}) == "Sở Y tế, Năm 2021"
    assert row_words("hamlets", "01291-01", "01291", {}) == "Mã xóm 01291-01"
