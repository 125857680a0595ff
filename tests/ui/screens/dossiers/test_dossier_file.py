"""The dossier is offered to who may see the files of the commune; a file is checked by everybody who has one."""

import io
import zipfile

import pytest

from ntm_geo.dossier_papers.dossier_zip import make_dossier
from tests.ui.screens.dossiers.conftest import YEAR
from tests.widgets import keyed


def _offers(at):
    return any(item.proto.label == "Lập bộ hồ sơ (ZIP)" for item in at.get("download_button"))


def test_it_is_offered_by_what_a_seat_may_see(sent, app, sit):
    for account, role, units, may in (
        ("xa", "commune", ("01290",), True), ("khac", "commune", ("01294",), False), ("vpdp", "coordination", (), True),
        ("khach", "guest", (), False),
    ):  # fmt: skip
        sit(account, role, units=units)
        at = app("dossiers", period="2026", commune="01290")
        assert _offers(at) is may, account
        assert may or any("Chỉ người được xem tài liệu" in caption.value for caption in at.caption)


def test_without_a_commune_it_says_what_to_choose(fresh, app):
    at = app("dossiers", period="2026")
    assert not _offers(at)
    assert any("Chọn xã ở trên để lập bộ hồ sơ" in caption.value for caption in at.caption)


@pytest.mark.parametrize("broken", [False, True])
def test_a_file_is_checked(sent, app, appraised, broken):
    content = make_dossier(sent, appraised.figures, "01290", by="Lan", **YEAR).content
    if broken:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name) + b"x" * name.startswith("01"))
        content = target.getvalue()
    at = app("dossiers", period="2026", commune="01290")
    keyed(at.file_uploader, "check_dossier").set_value(("ho-so.zip", content, "application/zip")).run()
    assert not at.exception
    if broken:
        assert any("Có 1 tệp không còn như lúc lập" in error.value for error in at.error)
        assert sum("đã bị thay đổi so với lúc lập" in text.value for text in at.markdown) == 1
    else:
        assert any("nguyên vẹn" in success.value for success in at.success)


def test_what_is_no_dossier_is_one_error(fresh, app):
    at = app("dossiers", period="2026", commune="01290")
    keyed(at.file_uploader, "check_dossier").set_value(("x.zip", b"khong phai", "application/zip")).run()
    assert not at.exception
    assert any("Không mở được" in error.value or "ZIP" in error.value for error in at.error)
