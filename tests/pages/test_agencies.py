"""The page of the agencies: the list with its mark, one agency with its history, and a fault that is told."""

import pytest


def test_the_list_says_that_it_is_illustrative(app):
    at = app("agencies", period="2022")
    assert any("cơ quan, đơn vị, doanh nghiệp" in one.value for one in at.markdown)
    assert not at.error


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_one_agency_shows_what_it_can_do_and_whom_it_helped(app, lang):
    at = app("agencies", period="2022", lang=lang)
    at.selectbox(key="agency_chosen").set_value("health").run()
    assert at.subheader[0].value == "Sở Y tế"
    assert any("15\\." in one.value for one in at.markdown), "it is in charge of criterion 15"
    assert not at.exception


def test_saving_the_list_keeps_it_and_its_mark(app, fresh):
    from ntm_geo.records.agency_list import load_agencies

    at = app("agencies", period="2022")
    at.text_input(key="agencies_by").set_value("An").run()
    at.button(key="agencies_save").click().run()
    assert not at.error
    kept = load_agencies(fresh)
    assert kept.version is not None
    assert kept.provenance.illustrative
