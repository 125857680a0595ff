"""Values of the year before are taken over by a click, made-up ones never; the sheet of the commune is offered."""

from ntm_geo.dossiers.dossier_rows import read_dossiers


def _take_over(at):
    next(button for button in at.button if button.label == "Lấy số liệu năm trước").click().run()
    assert not at.exception


def test_illustrative_figures_are_not_taken_over(fresh, app):
    at = app("dossiers", period="2022", commune="01291")
    _take_over(at)
    assert any("số liệu minh họa" in error.value for error in at.error)
    assert read_dossiers(fresh, vintage="2020", period=2022).reports.empty
    assert any("Tải biểu" in str(one.proto.label) for one in at.get("download_button"))
