"""A file is what its content says."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.sniff import sniff

SHP = b"\x00\x00\x27\x0a" + bytes(96)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("xa.shp", SHP, "shapefile"),
        ("xa.txt", SHP, "shapefile"),
        ("xa.gpkg", b"SQLite format 3\x00" + bytes(80), "geopackage"),
        ("xa.zip", b"PK\x03\x04....", "zip"),
        ("xa.json", b'{"type": "FeatureCollection"}', "geojson"),
        ("xa.json", b'\xef\xbb\xbf \n{"type": "FeatureCollection"}', "geojson"),
    ],
)
def test_the_content_tells_the_kind(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content)
    assert sniff(tmp_path / name) == kind


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("trống.shp", b"", "empty"),
        ("ảnh.shp", b"\x89PNG\r\n\x1a\n" + bytes(40), "not a boundary file"),
        ("bảng.csv", "mã,tên\n01267,Ngọc Đào\n".encode(), "not a boundary file"),
        ("xa.dbf", b"\x03\x7e" + bytes(60), "only a part of a shapefile"),
        ("xa.shx", SHP, "only a part of a shapefile"),
        ("xa.prj", b'GEOGCS["WGS 84"]', "only a part of a shapefile"),
    ],
)
def test_what_is_no_boundary_file_is_refused_with_a_way_out(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFileError) as caught:
        sniff(tmp_path / name)
    assert said in str(caught.value.what)
    assert caught.value.where == name
    assert ".shp" in str(caught.value.fix)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputFileError, match="no such file"):
        sniff(tmp_path / "xa.shp")
