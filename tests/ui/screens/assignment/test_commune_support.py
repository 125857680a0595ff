"""The page of a commune shows its support; only who speaks for it is asked, and of illustrative support nobody is."""

import pandas as pd
import pytest

from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.partners.support import load_support, save_support


@pytest.mark.parametrize(
    ("role", "units", "asked"),
    [("coordination", [], True), ("commune", ["01294"], False), ("leader", [], False), ("agency", [], False)],
)
def test_only_who_speaks_for_the_commune_is_asked(role, units, asked, app, fresh, sit):
    with acting_as(PROGRAM):
        row = {"agency": "health", "code": "01291", "year": 2022, "content": "Tủ thuốc", "number": None,
               "done_on": pd.Timestamp(2022, 5, 1)}  # fmt: skip
        save_support(fresh, pd.DataFrame([row]), vintage="2020", by="An", expected=None)
    sit("ai", role, **({"units": units} if units else {}), **({"body": "health"} if role == "agency" else {}))
    at = app("commune", period="2022", vintage="2020", commune="01291")
    assert not at.exception
    shown = [frame.value for frame in at.dataframe if "Ý kiến của xã" in frame.value.columns]
    assert shown[0]["Ý kiến của xã"].tolist() == ["chờ xã xác nhận"]
    assert bool([button for button in at.button if str(button.key).startswith("word_")]) == asked


def test_illustrative_support_asks_nobody(app, fresh):
    table = load_support(fresh, vintage="2025")
    row = table.table[table.table["done_on"].notna()].iloc[0]
    at = app("commune", period=str(row["year"]), vintage="2025", commune=row["code"])
    assert table.provenance.illustrative
    assert any("Ý kiến của xã" in frame.value.columns for frame in at.dataframe)
    assert not [button for button in at.button if str(button.key).startswith("word_")]
