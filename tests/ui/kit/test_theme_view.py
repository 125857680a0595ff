"""A themed map on a page: the way to a commune's own page."""

from tests.widgets import keyed


def test_a_chosen_commune_leads_to_its_page(app):
    at = app("criteria", commune="01438")
    button = keyed(at.button, "dossier_")
    button.click().run()
    assert not at.exception
    assert any("Xã Ngọc Đào" in one.proto.body for one in at.get("html"))
