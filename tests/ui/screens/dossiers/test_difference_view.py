"""Where appraisal differs from the report: map, sentence and list on the page say the same."""

from ntm_geo.dossiers.appraising import Appraisal, appraise
from tests.ui.screens.dossiers.conftest import PLACE


def _open(app):
    at = app("dossiers", period="2026")
    at.session_state["dossier_part"] = "differences"
    return at.run()


def test_without_a_dossier_there_is_nothing_to_compare(app, fresh):
    at = app("dossiers", period="2026")
    assert "Chênh lệch thẩm định" not in str([group.options for group in at.button_group])


def test_what_was_found_otherwise_is_listed_with_its_reason(sent, app, appraised):
    appraised.meet(sent, "1")
    found = Appraisal(step="department", verdict="not_met", reason="thiếu *hồ sơ*")
    appraise(sent, "01290", "2", found, **PLACE)
    at = _open(app)
    assert not at.exception
    assert any("trong 2 tiêu chí đã thẩm định, 1 tiêu chí của 1 xã" in text.value for text in at.markdown)
    (table,) = [frame.value for frame in at.dataframe if "Lý do" in frame.value.columns]
    assert table["Lý do"].tolist() == ["thiếu *hồ sơ*"]
    assert table.iloc[0, 2] == "đạt → chưa đạt"
