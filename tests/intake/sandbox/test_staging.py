"""A reading sees copies of the file and its companions, under names that mean nothing to any library."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sandbox import staging
from ntm_geo.intake.sandbox.staging import harmless_name, stage


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("xã Đàm Thủy (2).shp", "xã Đàm Thủy (2).shp"),
        ("GPKG:a!b.shp", "GPKG_a_b.shp"),
        ("a|layername=b?c&d", "a_layername_b_c_d"),
        ("..", "file"),
        ("", "file"),
        ("a\nb.kml", "a_b.kml"),
    ],
)
def test_names_are_made_harmless(name, harmless):
    assert harmless_name(name) == harmless


def test_a_long_name_keeps_its_ending():
    short = harmless_name("ă" * 200 + ".shp")
    assert short.endswith(".shp")
    assert len(short.encode()) <= 120


def test_only_the_family_is_copied(tmp_path):
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    for name in ("xa.shp", "XA.DBF", "xa.gpkg", "other.dbf"):
        (given / name).write_text(name, encoding="utf-8")
    (given / "xa.prj").symlink_to(given / "other.dbf")
    copy = stage(given / "xa.shp", work, companions=(".dbf", ".prj"))
    assert sorted(one.name for one in copy.parent.iterdir()) == ["xa.DBF", "xa.shp"]


def test_links_in_a_folder_are_left_out(tmp_path):
    given, work = tmp_path / "set", tmp_path / "work"
    (given / "deep").mkdir(parents=True)
    work.mkdir()
    (given / "deep/a.kml").write_text("x", encoding="utf-8")
    (given / "b.kml").symlink_to(given / "deep/a.kml")
    (given / "again").symlink_to(given)
    copy = stage(given, work)
    assert [str(one.relative_to(copy)) for one in copy.rglob("*") if one.is_file()] == ["deep/a.kml"]


def test_what_is_not_there_is_not_copied(tmp_path):
    assert not stage(tmp_path / "none.shp", tmp_path).exists()


def test_too_much_is_not_copied(tmp_path, monkeypatch):
    (tmp_path / "a.shp").write_bytes(bytes(100))
    (tmp_path / "work").mkdir()
    monkeypatch.setattr(staging, "MAX_BYTES", 10)
    with pytest.raises(InputFileError, match="too large"):
        stage(tmp_path / "a.shp", tmp_path / "work")
