"""Results of hamlets and counts of communes entered in tables."""

from types import SimpleNamespace

import pandas as pd

from ntm_geo.records.figures import load_figures
from ntm_geo.records.hamlet_records import load_counts, save_counts
from ntm_geo.ui.screens.programme.hamlet_entry_view import _long, _measured, _wide
from tests.made_up_hamlet_law import enter_hamlet_law, results_table


def test_a_table_to_edit_comes_back_as_it_was_kept(fresh):
    enter_hamlet_law(fresh)
    law = fresh.law.others["hamlet-2019"]
    kept = results_table(
        [("01438-01", "1", 1), ("01438-01", "2", 0), ("01438-02", "3.1", 82.5), ("01438-02", "7.1a", 1)]
    )
    rows = pd.DataFrame({"hamlet": ["01438-01", "01438-02"], "name": ["A", "B"], "note": [None, None]})
    wide = _wide(rows, kept, SimpleNamespace(law=law))
    assert wide.loc[0, ["1", "2"]].tolist() == ["x", "0"]
    assert wide.loc[1, "3.1"] == 82.5
    assert {"3.1", "3.2", "7.1b"} == _measured(SimpleNamespace(law=law))
    back = _long(wide, rows, 2022).sort_values(["hamlet", "item"], ignore_index=True)
    assert back.drop(columns="note").equals(kept[["hamlet", "item", "period", "value"]])


def test_counts_are_saved_and_a_difference_is_told(app, fresh):
    at = app("hamlets")
    at.button(key="save_hamlet_counts").click().run()
    assert not at.exception
    assert load_counts(fresh, vintage="2020", period=2022).version is not None
    table = pd.DataFrame({"code": ["01438"], "total": [20], "certified": [5]})
    expected = load_counts(fresh, vintage="2020", period=2022).version
    save_counts(fresh, table, vintage="2020", period=2022, by="An", expected=expected)
    again = app("hamlets")
    total = 1300 + 20 - (load_figures(fresh).hamlets["code"].eq("01438").sum())
    assert any(f"21/{total:,} xóm".replace(",", ".") in item.value for item in again.markdown)
