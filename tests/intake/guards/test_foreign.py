"""What is no workbook is named for what it is, with a way to mend it."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.foreign import refuse_foreign
from ntm_geo.intake.sheets.tables.grid import read_grids


@pytest.mark.parametrize(
    ("start", "match"),
    [
        (b"Rar!\x1a\x07\x00", "Unpack"), (b"7z\xbc\xaf\x27\x1c", "Unpack"), (b"\x1f\x8b\x08", "Unpack"), (b"%PDF-1.7", "PDF"),
        (b"<html><body><table>", "save it as .xlsx"), (b"\xef\xbb\xbf<!DOCTYPE html>", "save it as .xlsx"),
        ("<html>".encode("utf-16"), "save it as .xlsx"), (b"MIME-Version: 1.0\r\n", "save it as .xlsx"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML text"),
    ],
)  # fmt: skip
def test_other_files_are_named(tmp_path, start, match):
    path = tmp_path / "a.xls"
    path.write_bytes(start + bytes(20))
    with pytest.raises(InputFileError, match=match):
        read_grids(path)


def test_a_text_is_not_foreign(tmp_path):
    refuse_foreign(tmp_path / "a.csv", b"Ten xa;TC1")
