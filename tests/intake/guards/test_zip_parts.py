"""Parts of a workbook are measured as they come out of the zip; what the list claims is compared."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards import zip_parts
from ntm_geo.intake.guards.zip_parts import open_parts
from tests.intake.hostile.office import zipped


@pytest.fixture
def parts(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped({"a.xml": "<a/>" * 100_000, "b.bin": b"\0\1" * 9, "empty": b""}))
    return open_parts(path)


def test_parts_come_out_in_pieces(parts):
    chunks = list(parts.stream("a.xml"))
    assert b"".join(chunks) == b"<a/>" * 100_000
    assert max(map(len, chunks)) <= 1 << 18
    parts.measure_rest()
    assert parts.measured == {"a.xml": 400_000, "b.bin": 18, "empty": 0}


def test_all_together_have_a_limit(parts, monkeypatch):
    monkeypatch.setattr(zip_parts, "MAX_UNPACKED", 100_000)
    with pytest.raises(InputFileError, match="Unpacked"):
        parts.measure_rest()


def test_a_size_that_is_not_true_is_refused(parts):
    parts.members["b.bin"].file_size = 17
    with pytest.raises(InputFileError, match=r"b\.bin"):
        parts.measure_rest()


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputFileError, match="cannot be opened"):
        open_parts(tmp_path / "a.xlsx")
