"""The office sees how many communes are how far, and enters the vote of the council."""

from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.i18n import format_number
from tests.ui.screens.dossiers.conftest import YEAR


def test_counts_add_up_and_the_vote_is_entered(sent, app, appraised):
    at = app("dossiers", period="2026")
    at.session_state["dossier_part"] = "province"
    at.run()
    counts = {metric.label: int(metric.value) for metric in at.metric}
    assert sum(counts.values()) == 53
    assert counts["Đã gửi"] == 1
    assert any("1/53 xã đã lập hồ sơ" in text.value for text in at.markdown)
    appraised.meet(sent, *map(format_number, range(1, 11)))
    at.run()
    next(button for button in at.button if button.label == "Lưu kết quả biểu quyết").click().run()
    assert not at.exception
    votes = read_dossiers(sent, **YEAR).councils
    assert votes[["code", "agreed", "proposes"]].to_numpy().tolist() == [["01290", 9, True]]
    assert any("9/9 thành viên" in text.value for text in at.markdown)
