"""Agencies on a page are those of the workflow."""

from ntm_geo.records.agency_list import load_agencies


def test_every_agency_can_be_chosen(app, shipped):
    at = app("agencies", period="2022")
    kept = load_agencies(shipped).table
    assert set(at.selectbox(key="agency_chosen").options) >= set(kept["name"])
