"""A themed map on a page: its files and its link."""

import pytest


@pytest.mark.parametrize("page", ["criteria", "hamlets", "departments"])
def test_every_map_offers_picture_table_boundaries_and_link_when_asked(app, page):
    at = app(page)
    assert "Ảnh khổ A4 (PNG)" not in {one.proto.label for one in at.get("download_button")}
    at.session_state[f"take_{page.removesuffix('s')}_map"] = True
    at.run()
    names = {one.proto.label for one in at.get("download_button")}
    assert {"Ảnh khổ A4 (PNG)", "Bản in khổ A3 (PDF)", "Bảng số liệu (Excel)"} <= names
    assert any("GeoPackage" in one for one in names)
    assert "period=2022" in at.code[0].value


def test_a_chosen_commune_leads_to_its_page(app):
    at = app("criteria", commune="01438")
    button = next(one for one in at.button if one.label == "Hồ sơ Xã Ngọc Đào")
    button.click().run()
    assert not at.exception
    assert any("Xã Ngọc Đào" in one.proto.body for one in at.get("html"))
