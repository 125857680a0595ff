"""A themed map on a page: the way to a commune's own page."""


def test_a_chosen_commune_leads_to_its_page(app):
    at = app("criteria", commune="01438")
    button = next(one for one in at.button if one.label == "Hồ sơ Xã Ngọc Đào")
    button.click().run()
    assert not at.exception
    assert any("Xã Ngọc Đào" in one.proto.body for one in at.get("html"))
