"""Evidence and history of a criterion stand below it."""

from datetime import date

from ntm_geo.dossiers.filling import save_draft, upload_evidence
from tests.ui.screens.dossiers.conftest import PLACE, every_criterion


def test_a_file_is_offered_with_its_page_and_can_be_taken_off(fresh, app):
    save_draft(fresh, "01290", every_criterion(), **PLACE)
    upload_evidence(
        fresh, "01290", "1", ("quy-hoach.pdf", b"%PDF-1.7"), title="Quyết định *12*", on=date(2026, 6, 1), page="tr. 2",
        **PLACE,
    )  # fmt: skip
    at = app("dossiers", period="2026", commune="01290")
    labels = [str(one.proto.label) for one in at.get("download_button")]
    assert any(r"Quyết định \*12\* · tr. 2 · 01/06/2026" in label for label in labels)
    next(button for button in at.button if str(button.key).startswith("unlink_")).click().run()
    assert any("Chưa có tài liệu minh chứng" in caption.value for caption in at.caption)
    assert any("Chưa gửi lần nào" in caption.value for caption in at.caption)
