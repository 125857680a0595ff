"""Archives other than zip are named, with the way out."""

import gzip
import tarfile

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.guards.packed import refuse_packed


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"Rar!\x1a\x07\x00", "RAR"), (b"Rar!\x1a\x07\x01\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\xfd7zXZ\x00", "xz"), (b"BZh9", "bzip2")],
)  # fmt: skip
def test_a_packed_file_is_named_whatever_its_ending(tmp_path, start, kind):
    path = tmp_path / "ranh-gioi.zip"
    path.write_bytes(start + b"\x00" * 100)
    with pytest.raises(InputFileError) as caught:
        read_boundaries(path)
    assert f"({kind})" in str(caught.value.what)
    assert "Unpack it" in str(caught.value.fix)


def test_gzip_and_tar_too(tmp_path):
    (tmp_path / "xa.geojson.gz").write_bytes(gzip.compress(b"{}"))
    (tmp_path / "xa.txt").write_text("x", encoding="ascii")
    with tarfile.open(tmp_path / "xa.tar", "w") as archive:
        archive.add(tmp_path / "xa.txt", "xa.txt")
    for name in ("xa.geojson.gz", "xa.tar"):
        with pytest.raises(InputFileError):
            refuse_packed(tmp_path / name)


def test_everything_else_passes(tmp_path):
    (tmp_path / "xa.geojson").write_text("{}", encoding="ascii")
    refuse_packed(tmp_path / "xa.geojson")
    refuse_packed(tmp_path)
    refuse_packed(tmp_path / "missing")


@pytest.mark.reference
def test_the_case(reference_dir):
    with pytest.raises(InputFileError, match="RAR"):
        read_boundaries(reference_dir.parent / "cases/20-hints-without-a-way/a.rar")
