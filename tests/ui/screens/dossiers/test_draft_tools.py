"""Values of the year before are taken over by a click."""

from ntm_geo.dossiers.dossier_rows import read_dossiers


def test_the_year_before_is_taken_over(fresh, app):
    at = app("dossiers", period="2022", commune="01291")
    next(button for button in at.button if button.label == "Lấy số liệu năm trước").click().run()
    assert not at.exception
    assert len(read_dossiers(fresh, vintage="2020", period=2022).reports) > 50
    assert any("chi-tieu-2022-01291" in str(one.proto) or "Tải biểu" in str(one.proto.label)
               for one in at.get("download_button"))  # fmt: skip
