"""The same data give the same bytes, and only who may see the files of a commune makes its dossier."""

import hashlib
import io
import zipfile

import pytest

from ntm_geo.dossier_papers import dossier_zip
from ntm_geo.dossier_papers.dossier_zip import make_dossier, may_make
from ntm_geo.errors import RightsError, TableError
from ntm_geo.records.figures import load_figures
from tests.dossier_papers.conftest import AT, FILES, OLD


def test_the_same_data_give_the_same_bytes(desk, appraised, made):
    assert make_dossier(desk, appraised, "01291", by="Lan", at=AT, **OLD).content == made.content
    later = make_dossier(desk, appraised, "01291", by="Hoa", at=AT.replace(day=3), **OLD)
    changed = {
        old.path
        for old, new in zip(made.file_list.files, later.file_list.files, strict=True)
        if old.sha256 != new.sha256
    }
    assert changed == {"00-danh-muc.docx"}


def test_papers_evidence_and_lists_are_there(made, members):
    assert made.file_name == "ho-so-01291-2022.zip"
    listed = {item.path: item for item in made.file_list.files}
    assert set(members) == {*listed, "danh-muc.json"}
    assert all(hashlib.sha256(members[path]).hexdigest() == item.sha256 for path, item in listed.items())
    assert sorted(members[path] for path in listed if path.startswith("minh-chung")) == sorted(
        {content for _item, _name, content in FILES}
    )


def test_a_list_to_read_has_every_sum(made, members, words):
    text = words(members["00-danh-muc.docx"]).text.replace(" ", "")
    assert all(item.sha256 in text for item in made.file_list.files if item.path != "00-danh-muc.docx")
    assert "lúc07:30(giờUTC)ngày02/11/2026" in text


def test_papers_of_a_year_nobody_began_are_made_too(space):
    made = make_dossier(space, load_figures(space), "01294", vintage="2025", period=2026, at=AT)
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == 8


def test_only_who_may_see_the_files_makes_it(office, as_):
    figures = load_figures(office)
    for name, may in {"vpdp": True, "lanhdao": True, "thongke": True, "giupdo": False, "khach": False}.items():
        with as_(name):
            assert may_make(office, "01270") is may, name
    with as_("xa"):
        assert may_make(office, "01270")
        with pytest.raises(RightsError):
            make_dossier(office, figures, "01273", **OLD)


def test_too_much_evidence_is_refused_with_its_size(desk, appraised, monkeypatch):
    monkeypatch.setattr(dossier_zip, "LARGEST", 1000)
    with pytest.raises(TableError, match="at most"):
        make_dossier(desk, appraised, "01291", **OLD)
