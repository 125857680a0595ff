"""Hamlets on a page."""

from ntm_geo.records.figures import load_figures


def test_the_sentence_says_how_many_more_are_needed(app):
    at = app("hamlets")
    assert any("16/1.300 xóm" in one.value and "cần thêm 374" in one.value for one in at.markdown)
    assert len(at.dataframe[0].value) == 10
    assert len(at.dataframe[1].value) == 16


def test_a_district_shows_its_communes(app):
    at = app("hamlets", district="045")
    assert len(at.dataframe[0].value) == 19


def test_saving_without_a_change_changes_nothing_that_is_shown(app, fresh):
    at = app("hamlets", commune="01438")
    before = load_figures(fresh).hamlets
    at.button(key="save_hamlets").click().run(timeout=60)
    assert not at.exception
    after = load_figures(fresh).hamlets
    assert len(before) == len(after)
    assert before["certified_on"].notna().sum() == after["certified_on"].notna().sum()


def test_the_units_of_2025_say_where_the_register_is(app):
    at = app("hamlets", vintage="2025")
    assert any("2020" in one.value for one in at.error)
