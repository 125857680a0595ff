"""A file is what its content says."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.sniff import sniff

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


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"!table\n!version 300\n", "mapinfo-table"),
        (b"\r\n!Table\r\n!version 300\r\n", "mapinfo-table"),
        (b'Version 300\nCharset "Neutral"\n', "mapinfo-interchange"),
        (b'VERSION 1200\nCHARSET "WindowsVietnamese"\nDELIMITER ","\n', "mapinfo-interchange"),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<kml xmlns="http://www.opengis.net/kml/2.2">', "kml"),
        (b"\xef\xbb\xbf<kml>", "kml"),
    ],
)
def test_mapinfo_and_kml_are_told_by_their_first_words(tmp_path, content, kind):
    (tmp_path / "xa.txt").write_bytes(content)
    assert sniff(tmp_path / "xa.txt") == kind


def test_any_other_markup_is_no_boundary_file(tmp_path):
    (tmp_path / "xa.kml").write_bytes(b"<html><body>kml</body></html>")
    with pytest.raises(InputFileError, match="not a boundary file"):
        sniff(tmp_path / "xa.kml")
