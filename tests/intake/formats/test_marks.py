"""What stands beside the values is asked for by the file's content, and a file that does not tell says so."""

import pytest

from ntm_geo.intake.formats import SheetMarks, read_marks


def test_a_sheet_without_anything_beside_its_values_has_empty_marks():
    marks = SheetMarks()
    assert not (marks.hidden_rows)
    assert not (marks.hidden_columns)
    assert not (marks.percent)
    assert not (marks.unfinished)
    assert not (marks.errors)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no", b"a;b", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_broken_file_tells_nothing(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert read_marks(path) is None
