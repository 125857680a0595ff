"""KML as Google Earth, QGIS and ArcGIS write it; nothing is fetched from anywhere."""

import zipfile

import pyogrio
import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.kml import read_description
from ntm_geo.intake.boundary_files.features.vector import read_features

RING = "<Polygon><outerBoundaryIs><LinearRing><coordinates>{w},22 {e},22 {e},22.1 {w},22.1 {w},22</coordinates></LinearRing></outerBoundaryIs></Polygon>"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
UNITS = [("01267", "Xã Đàm Thủy"), ("01273", "Phường Ngọc Đào")]


def _place(number, inside):
    west = 106 + number / 10
    return f"<Placemark>{inside}{RING.format(w=west, e=west + 0.1)}</Placemark>"


def _data(code, name):
    return (
        f'<name>{name}</name><ExtendedData><Data name="MA_XA"><value>{code}</value></Data>'
        f'<Data name="TEN_XA"><value>{name}</value></Data></ExtendedData>'
    )


def _table(code, name):
    cells = f"<tr><td>MA_XA</td><td>{code}</td></tr><tr><td>TEN_XA</td><td><b>{name}</b></td></tr>"
    return f"<name>{name}</name><description><![CDATA[<html><table>{cells}</table></html>]]></description>"


def _written(path, *inside, head=HEAD):
    path.write_text(f"{head}{''.join(inside)}</Document></kml>", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [_data, _table])
def test_attributes_are_found_where_programs_put_them(tmp_path, form):
    path = _written(tmp_path / "xa.kml", *(_place(i, form(*unit)) for i, unit in enumerate(UNITS)))
    intake = read_boundaries(path)
    assert list(zip(intake.units["code"], intake.units["name"], strict=True)) == [
        ("01267", "Đàm Thủy"),
        ("01273", "Ngọc Đào"),
    ]
    assert intake.units.crs.to_epsg() == 4326


def test_folders_are_parts_of_one_set(tmp_path):
    folders = [f"<Folder><name>F{i}</name>{_place(i, _data(*unit))}</Folder>" for i, unit in enumerate(UNITS)]
    path = _written(tmp_path / "xa.kml", *folders)
    assert len(read_features(path).table) == 2
    assert len(read_features(path, layer="F1").table) == 1
    with pytest.raises(InputFileError, match="no layer"):
        read_features(path, layer="F9")


@pytest.mark.parametrize("ending", [".kml", ".kmz"])
def test_what_gdal_writes_comes_back(tmp_path, tiny_boundaries, ending):
    units = tiny_boundaries("2020")
    path = tmp_path / f"xa{ending}"
    pyogrio.write_dataframe(
        units.rename(columns={"code": "MA_XA", "name": "TEN_XA", "kind": "LOAI"}), path, driver="LIBKML"
    )
    intake = read_boundaries(path)
    assert list(intake.units["code"]) == list(units["code"])
    assert list(intake.units["name"]) == list(units["name"])


def test_the_main_file_of_a_kmz_is_the_one_read(tmp_path):
    main = _written(tmp_path / "a.kml", *(_place(i, _data(*unit)) for i, unit in enumerate(UNITS)))
    with zipfile.ZipFile(tmp_path / "xa.kmz", "w") as archive:
        archive.write(main, "doc.kml")
        archive.write(main, "files/other.kml")
    assert len(read_features(tmp_path / "xa.kmz").table) == 2


def test_links_are_said_but_not_followed(tmp_path):
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    path = _written(tmp_path / "xa.kml", link, _place(0, _data(*UNITS[0])))
    raw = read_features(path)
    assert len(raw.table) == 1
    assert "link" in {one.kind for one in raw.findings}
    with pytest.raises(InputFileError):
        read_boundaries(_written(tmp_path / "only.kml", link))


@pytest.mark.parametrize("entity", ['"x"', 'SYSTEM "file:///etc/hostname"', 'SYSTEM "http://127.0.0.1:9/x"'])
def test_entities_are_refused(tmp_path, entity):
    head = HEAD.replace("<kml", f"<!DOCTYPE kml [<!ENTITY e {entity}>]><kml")
    path = _written(tmp_path / "xa.kml", _place(0, _data("01267", "&e;")), head=head)
    with pytest.raises(InputFileError, match="DOCTYPE"):
        read_features(path)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", {}),
        ("plain & text", {}),
        ("<table><tr><th>A</th><td> 1  2 </td></tr><tr><td>B<td>x&amp;y</table>", {"A": "1 2", "B": "x&y"}),
        ("<td>A</td><tr><td>one</td></tr><tr><td>1</td><td>2</td><td>3</td></tr>", {}),
    ],
)
def test_tables_of_descriptions(html, found):
    assert read_description(html) == found
