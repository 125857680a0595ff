"""Zip files are opened safely."""

import zipfile

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards.archive import MAX_MEMBERS, refuse_long_list, unpack


def _zip(path, members, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_come_out_as_they_went_in(tmp_path):
    unpack(_zip(tmp_path / "a.zip", {"thư mục/xã.shp": b"abc", "x.dbf": b"d"}), tmp_path / "out")
    assert (tmp_path / "out/thư mục/xã.shp").read_bytes() == b"abc"
    assert (tmp_path / "out/x.dbf").read_bytes() == b"d"


@pytest.mark.parametrize("name", ["../evil.shp", "/etc/evil.shp", "a/../../evil.shp", "..\\evil.shp", "C:/evil.shp"])
def test_no_member_leaves_its_folder(tmp_path, name):
    path = _zip(tmp_path / "a.zip", {name: b"x"})
    with pytest.raises(InputFileError, match="outside its own folder") as caught:
        unpack(path, tmp_path / "in" / "out")
    assert caught.value.where == "a.zip"
    assert not list(tmp_path.rglob("evil.shp"))


def test_a_bomb_is_refused_before_it_grows(tmp_path):
    path = _zip(tmp_path / "a.zip", {"xa.shp": bytes(30_000_000)}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(InputFileError, match="too much"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_too_many_files_are_refused(tmp_path):
    path = _zip(tmp_path / "a.zip", {f"{i}.json": b"" for i in range(MAX_MEMBERS + 1)})
    with pytest.raises(InputFileError, match="too much"):
        unpack(path, tmp_path / "out")


def test_a_spreadsheet_is_told_from_a_zip(tmp_path):
    path = _zip(tmp_path / "bang.xlsx", {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})
    with pytest.raises(InputFileError, match="spreadsheet"):
        unpack(path, tmp_path / "out")


def test_a_torn_zip_is_one_error(tmp_path):
    path = _zip(tmp_path / "a.zip", {"xa.shp": b"abc" * 900}, compression=zipfile.ZIP_DEFLATED)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputFileError, match="cannot be opened"):
        unpack(path, tmp_path / "out")
    path.write_bytes(whole[:40] + b"\xff\xff\xff" + whole[43:])
    with pytest.raises(InputFileError, match="cannot be opened"):
        unpack(path, tmp_path / "out")


def test_a_list_of_a_million_members_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.zip"
    entry = b"PK\x01\x02" + bytes(42)
    listed = entry * 100_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + len(listed).to_bytes(4, "little") + bytes(6)
    path.write_bytes(listed + end)
    with pytest.raises(InputFileError, match="holds too much"):
        refuse_long_list(path)
    with pytest.raises(InputFileError, match="holds too much"):
        unpack(path, tmp_path / "into")


def test_links_and_odd_names_in_a_zip(tmp_path):
    about = zipfile.ZipInfo("link.kml")
    about.create_system, about.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(about, "/etc/hostname")
        archive.writestr("GPKG_a!b/x|y.kml", "x")
    unpack(tmp_path / "a.zip", tmp_path / "into")
    assert [str(one.relative_to(tmp_path / "into")) for one in (tmp_path / "into").rglob("*.kml")] == [
        "GPKG_a_b/x_y.kml"
    ]
