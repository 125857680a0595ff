"""A commune fills in its self-assessment criterion by criterion, and sends it."""

from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft
from tests.ui.screens.dossiers.conftest import PLACE, YEAR, every_criterion


def _button(at, label):
    return next(button for button in at.button if button.label == label)


def test_a_criterion_is_filled_in_and_the_first_open_one_is_opened(fresh, app):
    save_draft(fresh, "01290", every_criterion().iloc[:1], **PLACE)
    at = app("dossiers", period="2026", commune="01290")
    assert any("còn 9 nội dung chưa điền" in text.value for text in at.markdown)
    chosen = next(radio for radio in at.radio if radio.key.startswith("dossier_criterion"))
    assert chosen.value == "2"
    answer = next(box for box in at.selectbox if box.label == "Xã tự chấm")
    answer.set_value(True)
    _button(at, "Lưu tiêu chí").click().run()
    assert not at.exception
    table = read_dossiers(fresh, **YEAR).of("01290").reports
    assert table[["item", "met"]].to_numpy().tolist() == [["1", True], ["2", True]]


def test_what_is_missing_is_told_and_nothing_is_sent(fresh, app):
    save_draft(fresh, "01290", every_criterion().iloc[:8], **PLACE)
    at = app("dossiers", period="2026", commune="01290")
    at.button(key="dossier_send").click().run()
    assert any("9, 10" in error.value for error in at.error)
    assert read_dossiers(fresh, **YEAR).sent.empty


def test_it_is_sent_and_can_no_longer_be_changed(fresh, app):
    save_draft(fresh, "01290", every_criterion(), **PLACE)
    at = app("dossiers", period="2026", commune="01290")
    at.button(key="dossier_send").click().run()
    assert any("lần 1" in success.value for success in [*at.success, *at.toast])
    assert len(read_dossiers(fresh, **YEAR).sent) == 10
    assert _button(at, "Lưu tiêu chí").disabled


def test_a_commune_sees_its_own_and_a_guest_only_the_province(fresh, app, sit):
    sit("xa", "commune", units=("01290",))
    at = app("dossiers", period="2026")
    assert any("Xã Bảo Lâm, năm 2026" in text.value for text in at.markdown)
    at = app("dossiers", period="2026", commune="01294")
    assert _button(at, "Lưu tiêu chí").disabled
    assert not [button for button in at.button if button.key == "dossier_send"]
    sit("khach", "guest")
    at = app("dossiers", period="2026", commune="01290")
    assert not [button for button in at.button if button.label == "Lưu tiêu chí"]
    assert at.metric[0].label == "Chưa lập hồ sơ"


def test_what_is_sent_back_stands_in_front_with_its_reason(sent, app, appraised):
    appraised.send_back(sent, "3", "Thiếu bảng tổng hợp")
    at = app("dossiers", period="2026", commune="01290")
    assert any("tiêu chí 3 bị trả lại" in text.value for text in at.markdown)
    assert any("Thiếu bảng tổng hợp" in warning.value for warning in at.warning)
    assert not _button(at, "Lưu tiêu chí").disabled
