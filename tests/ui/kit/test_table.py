"""A table of figures: rounded half up by our own rule, as many decimals down a column, nothing where nothing is known."""

import json

from streamlit.testing.v1 import AppTest


def _script():
    import pandas as pd

    from ntm_geo.ui.kit.table import show_table

    table = pd.DataFrame(
        {
            "Xã": ["Một", None, "Ba"],
            "Giá trị": [7.25, None, 12.0],
            "Km": [12.0, None, 3.0],
            "Dân số": [1234, 5, 67],
            "Năm": [2022, 2023, 2024],
            "Tỷ lệ": [0.17647, 1.0, None],
            "Có": [True, False, True],
        }
    )
    show_table(table, bars=["Tỷ lệ"], years=["Năm"], widths={"Km": "small"}, height=200)


def _shown():
    (frame,) = AppTest.from_function(_script, default_timeout=180).run().dataframe
    return frame.value, json.loads(frame.proto.columns), frame.proto


def test_figures_are_rounded_before_the_browser_cuts_them():
    table, _looks, _proto = _shown()
    assert table["Giá trị"].tolist()[::2] == [7.3, 12.0]
    assert table["Tỷ lệ"].tolist()[:2] == [0.176, 1.0]
    assert table["Dân số"].tolist() == [1234, 5, 67]
    assert table["Giá trị"].isna().tolist() == [False, True, False]


def test_a_column_has_one_form():
    _table, looks, _proto = _shown()
    forms = {name: look.get("type_config", {}) for name, look in looks.items()}
    assert (forms["Giá trị"]["format"], forms["Giá trị"]["step"]) == ("localized", 0.1)
    assert (forms["Km"]["format"], forms["Km"]["step"], looks["Km"]["width"]) == ("localized", 1, "small")
    assert (forms["Dân số"]["format"], forms["Dân số"]["step"]) == ("localized", 1)
    assert (forms["Tỷ lệ"]["type"], forms["Tỷ lệ"]["format"]) == ("progress", "percent")
    assert not {"Năm", "Có", "Xã"} & {name for name, form in forms.items() if form}


def test_nothing_known_is_shown_as_nothing():
    _table, _looks, proto = _shown()
    assert proto.HasField("placeholder")
    assert proto.placeholder == ""
