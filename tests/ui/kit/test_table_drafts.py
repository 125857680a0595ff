"""What was typed into a table stays while another page is looked at, is told, and can be discarded."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from ntm_geo.ui.kit.table_drafts import _same

DRAFT = pd.DataFrame({"name": ["a", "x"], "count": [1.0, None]})


def _script():
    import pandas as pd
    import streamlit as st

    from ntm_geo.ui.kit import table_drafts

    kept = pd.DataFrame({"name": ["a", "b"], "count": [1.0, None]}, index=[4, 7])
    if st.toggle("table", value=True, key="table"):
        edited = table_drafts.edit_table(kept, key="t1", version=st.session_state.get("v", 1), num_rows="dynamic")
        if st.button("save", key="save"):
            table_drafts.forget("t1")
            st.session_state["v"] = 2
            st.rerun()
        st.text("|".join(str(one) for one in edited["name"]))


def _leaving(at):
    [script] = [one.proto.body for one in at.get("html")]
    return "preventDefault" in script


@pytest.fixture
def at():
    return AppTest.from_function(_script, default_timeout=30).run()


def test_a_table_as_it_is_kept_has_no_draft(at):
    assert at.text[0].value == "a|b"
    assert not any(one.key == "t1_discard" for one in at.button)
    assert not _leaving(at)


def test_a_draft_is_put_back_told_and_discarded(at):
    at.session_state["ntm_drafts"] = {"t1": (1, DRAFT)}
    at.toggle(key="table").set_value(False).run()
    at.toggle(key="table").set_value(True).run()
    assert at.text[0].value == "a|x"
    assert any("chưa lưu" in one.value for one in at.caption)
    assert _leaving(at)
    at.button(key="t1_discard").click().run()
    assert at.text[0].value == "a|b"
    assert not _leaving(at)


def test_a_draft_of_an_older_version_is_shown_beside_the_newer_and_never_put_over_it(at):
    at.session_state["ntm_drafts"] = {"t1": (1, DRAFT)}
    at.session_state["v"] = 2
    at.run()
    assert at.text[0].value == "a|b"
    assert len(at.warning) == 1
    assert at.dataframe[-1].value["name"].tolist() == ["a", "x"]
    assert _leaving(at)
    at.button(key="t1_discard_older").click().run()
    assert not at.warning
    assert not _leaving(at)


def test_what_is_saved_is_no_draft_any_more(at):
    at.session_state["ntm_drafts"] = {"t1": (1, DRAFT)}
    at.toggle(key="table").set_value(False).run()
    at.toggle(key="table").set_value(True).run()
    assert _leaving(at)
    at.button(key="save").click().run()
    assert not _leaving(at)
    assert not at.warning


@pytest.mark.parametrize(
    ("edited", "same"),
    [
        ({"a": [1, None]}, True),
        ({"a": [1.0, pd.NA]}, True),
        ({"a": [1, 2]}, False),
        ({"a": [1]}, False),
        ({"b": [1, None]}, False),
    ],
)
def test_empty_cells_are_equal_however_they_are_kept(edited, same):
    assert _same(pd.DataFrame(edited), pd.DataFrame({"a": [1, None]}, index=[5, 3])) is same
