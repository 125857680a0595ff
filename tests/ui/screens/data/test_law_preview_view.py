"""Before an edition is in use, the page says what is wrong with it, what it changes, and for whom."""

import pytest
from streamlit.testing.v1 import AppTest

from ntm_geo.records.law_editions import Scan, keep_edition, law_table
from tests.made_up_law import KEY, made_up_lines

OLD = "commune-2021"


def _page(key, code, level):
    import streamlit as st

    from ntm_geo.assessment.rules.law_entry import Proposal
    from ntm_geo.records.law_editions import law_table
    from ntm_geo.ui.kit import cache
    from ntm_geo.ui.screens.data.law_preview_view import show_proposal

    lines = law_table(cache.workspace(), key).lines
    chosen = lines["code"].eq(code)
    proposal = Proposal(
        criteria_set=key,
        lines=lines.assign(levels=lines["levels"].mask(chosen, level)),
        findings=(),
        place_of=lambda number, column: f"dòng {number + 1}",
        version=None,
    )
    if show_proposal(proposal, key="t", by="An"):
        st.text("kept")


@pytest.fixture
def propose(app, fresh):
    """Show the page of a proposal that gives a line another level."""

    def show(key, code, level):
        at = AppTest.from_function(_page, default_timeout=120, args=(key, code, level)).run()
        assert not at.exception
        return at

    return show


def test_a_fault_is_named_and_nothing_can_be_accepted(propose):
    at = propose(OLD, "3.1", "500")
    assert [item.value for item in at.error] == ["Cần sửa 1 ô trước."]
    assert at.dataframe[0].value.iloc[0, 0].startswith("dòng ")
    assert not at.button


def test_communes_judged_differently_are_counted_and_it_can_be_put_in_use(propose, fresh):
    at = propose(OLD, "10.1", "1")
    words = " ".join(item.value for item in at.markdown)
    assert "44 kết quả đánh giá ở 44 xã" in words.replace("**", "")
    at.button(key="t_accept").click().run()
    assert [item.value for item in at.get("text")] == ["kept"]
    assert law_table(fresh, OLD).version is not None


def test_the_same_lines_are_nothing_to_accept(propose):
    at = propose(OLD, "none", "1")
    assert len(at.info) == 1
    assert not at.button


def test_editions_are_listed_with_their_scan_and_used_again(app, fresh):
    lines = made_up_lines(fresh.shipped_law.sets[KEY])
    first = keep_edition(fresh, KEY, lines, by="An", expected=None, scan=Scan("51.pdf", b"%PDF-1.7"))[0]
    second = keep_edition(fresh, KEY, lines.assign(clause="x"), by="Lan", expected=first.id)[0]
    at = app("data")
    at.session_state["data_part"] = "Bộ tiêu chí"
    at.session_state["law_set"] = KEY
    at.session_state[f"law_part_{KEY}"] = "Các lần đã nhập"
    at.run()
    assert any("51.pdf" in item.value for item in at.markdown)
    at.button(key=f"law_again_{first.id}").click().run()
    assert law_table(fresh, KEY).version.id == first.id
    assert second.id != first.id
