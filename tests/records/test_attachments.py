"""Photographs and documents of a commune: what is taken, what is refused, what stays."""

from datetime import date

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.i18n import text
from ntm_geo.records import attachments
from ntm_geo.records.attachments import add_attachment, attachment_content, attachments_of, remove_attachment

PNG = b"\x89PNG\r\n\x1a\n rest of a picture"
COMMUNE = "01291"


def _add(workspace, name="cau.png", content=PNG, title="Cầu mới", day=date(2022, 5, 1)):
    add_attachment(workspace, COMMUNE, vintage="2020", name=name, content=content, title=title, on=day, by="Lan")


def test_files_are_listed_newest_first_and_come_back(fresh):
    _add(fresh)
    _add(fresh, name="../../bien-ban.pdf", content=b"%PDF-1.7", title="Biên bản", day=date(2022, 6, 1))
    rows = attachments_of(fresh, COMMUNE, vintage="2020")
    assert rows["title"].to_list() == ["Biên bản", "Cầu mới"]
    assert rows["kind"].to_list() == ["document", "photo"]
    assert rows["file_name"].to_list() == ["bien-ban.pdf", "cau.png"]
    assert attachment_content(fresh, rows["sha256"].iloc[1], vintage="2020") == PNG
    assert attachments_of(fresh, "01294", vintage="2020").empty


def test_what_is_taken_off_is_off_the_list_only(fresh):
    _add(fresh)
    _add(fresh, title="Đường mới")
    rows = attachments_of(fresh, COMMUNE, vintage="2020")
    remove_attachment(fresh, 1, vintage="2020", by="Lan")
    assert attachments_of(fresh, COMMUNE, vintage="2020")["title"].to_list() == ["Đường mới"]
    assert attachment_content(fresh, rows["sha256"].iloc[0], vintage="2020") == PNG


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"name": "tep.exe"}, "tep.exe"),
        ({"content": b"MZ not a picture"}, "cau.png"),
        ({"title": "  "}, "cau.png"),
        ({"content": PNG + b"0" * attachments.LARGEST}, "cau.png"),
    ],
)
def test_what_cannot_be_taken_says_why_and_loses_nothing(fresh, options, word):
    _add(fresh)
    with pytest.raises(InputFileError) as caught:
        _add(fresh, **options)
    assert caught.value.where == word
    assert text(caught.value.fix)
    assert len(attachments_of(fresh, COMMUNE, vintage="2020")) == 1
