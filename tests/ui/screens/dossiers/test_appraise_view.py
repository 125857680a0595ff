"""Whoever appraises sees the next criterion that waits for him, and only his."""

from ntm_geo.dossiers.dossier_rows import read_dossiers
from tests.ui.screens.dossiers.conftest import YEAR


def _save(at):
    next(button for button in at.button if button.label == "Lưu kết quả").click().run()


def test_the_next_criterion_is_appraised_and_the_one_after_it_opened(sent, app):
    at = app("dossiers", period="2026")
    at.session_state["dossier_part"] = "appraise"
    at.run()
    assert any("10 lượt tiêu chí của 1 xã" in text.value for text in at.markdown)
    result = next(radio for radio in at.radio if radio.label == "Kết quả")
    result.set_value("not_met")
    _save(at)
    assert any("Chưa ghi lý do" in error.value for error in at.error)
    next(radio for radio in at.radio if radio.label == "Kết quả").set_value("met")
    _save(at)
    assert not at.exception
    assert read_dossiers(sent, **YEAR).appraisals[["criterion", "verdict"]].to_numpy().tolist() == [["1", "met"]]
    chosen = next(box for box in at.selectbox if box.label == "Chờ thẩm định")
    assert chosen.value == "01290 2"


def test_a_department_sees_its_own_criteria(sent, app, sit):
    sit("khcn", "department", body="science")
    at = app("dossiers", period="2026")
    chosen = next(box for box in at.selectbox if box.label == "Chờ thẩm định")
    assert [option.split(" · ")[1][:10] for option in chosen.options] == ["tiêu chí 7"]
    assert not [box for box in at.selectbox if box.key == "dossier_department"]
