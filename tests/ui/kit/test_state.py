"""A link reopens the view; an old or mistyped one never breaks a page."""

from dataclasses import asdict

import pytest

from ntm_geo.ui.kit.state import View, allowed


@pytest.mark.parametrize(
    "address",
    [
        {"period": "2021", "vintage": "2025", "labels": "1"},
        {"commune": "01438"},
        {"district": "045", "lang": "en"},
    ],
)
def test_a_link_reopens_the_view(app, address):
    at = app("tier_map", **address)
    view = asdict(at.session_state["ntm_view"])
    assert {key: view[key] for key in address} == address
    shown = {key: value[0] if isinstance(value, list) else value for key, value in at.query_params.items()}
    assert address.items() <= shown.items()


@pytest.mark.parametrize(
    "address",
    [
        {"period": "1999"},
        {"period": "2022'; drop table"},
        {"vintage": "2024", "commune": "99999", "district": "<b>"},
        {"lang": "fr", "labels": "yes", "nonsense": "1"},
        {"boundaries": "../../etc/passwd"},
    ],
)
def test_what_an_address_asks_for_in_vain_falls_back(app, address):
    at = app("tier_map", **address)
    view = at.session_state["ntm_view"]
    assert (view.period, view.vintage, view.commune, view.lang) == ("2022", "2020", "", "vi")
    assert not at.error


def test_choices_that_can_be_made():
    assert allowed("a", ["a", "b"], "b") == "a"
    assert allowed("x", ["a", "b"], "b") == "b"


def test_a_view_changes_into_a_new_one():
    view = View()
    assert view.change(period="2021").period == "2021"
    assert view.period == ""
