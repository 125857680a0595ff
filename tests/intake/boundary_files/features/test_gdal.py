"""A layer is read whole, in Unicode, in a known place, and within limits."""

import geopandas
import pytest
import shapely

from ntm_geo.errors import CrsError, CrsMissingError, InputFileError
from ntm_geo.intake.boundary_files.features import gdal
from ntm_geo.intake.boundary_files.features.gdal import Choices, read_layer, refuse_size
from ntm_geo.intake.texts.charsets import LEGACY, encode

NAMES = ["Xã Đàm Thủy", "Xã Ngọc Đào", "Phường Sông Hiến", "Thị trấn Nước Hai"]
CODES = ["01267", "01273", "01288", "01290"]


@pytest.fixture
def shapefile(tmp_path):
    """Write a shapefile whose texts are the bytes of an encoding."""

    def write(encoding, *, cpg="", crs="EPSG:4326"):
        path = tmp_path / "xa.shp"
        seen = [encode(name, encoding).decode("latin-1") for name in NAMES]
        boxes = [shapely.box(106 + i / 10, 22, 106.1 + i / 10, 22.1) for i in range(4)]
        table = geopandas.GeoDataFrame({"MA_XA": CODES, "TEN_XA": seen}, geometry=boxes, crs=crs)
        table.to_file(path, encoding="ISO-8859-1")
        path.with_suffix(".cpg").unlink(missing_ok=True)
        if cpg:
            path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
        return path

    return write


@pytest.mark.parametrize("cpg", ["", "UTF-8", "1252", "ISO-8859-1", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", *LEGACY])
def test_the_texts_tell_their_encoding_whatever_the_cpg_says(shapefile, encoding, cpg):
    raw = read_layer(shapefile(encoding, cpg=cpg), Choices(), raw_text=True)
    assert list(raw.table["TEN_XA"]) == NAMES
    assert raw.encoding == encoding
    found = [one for one in raw.findings if one.kind == "encoding"]
    assert len(found) == (encoding != "utf-8")
    assert all(NAMES[0] in str(one.what) for one in found)


def test_western_texts_are_doubted(tmp_path):
    path = tmp_path / "x.shp"
    table = geopandas.GeoDataFrame(
        {"TEN": ["Zürich", "Köln", "Genève"]}, geometry=[shapely.box(7, 46, 8, 47)] * 3, crs=4326
    )
    table.to_file(path, encoding="ISO-8859-1")
    raw = read_layer(path, Choices(), raw_text=True)
    assert list(raw.table["TEN"]) == ["Zürich", "Köln", "Genève"]
    (finding,) = [one for one in raw.findings if one.kind == "encoding"]
    assert finding.severity == "warning"


def test_a_person_chooses_encoding_and_place(shapefile):
    path = shapefile("vni")
    path.with_suffix(".prj").unlink()
    raw = read_layer(path, Choices(encoding="vni", crs="EPSG:4756"), raw_text=True)
    assert list(raw.table["TEN_XA"]) == NAMES
    assert raw.table.crs.to_epsg() == 4756
    with pytest.raises(InputFileError, match="koi8"):
        read_layer(path, Choices(encoding="koi8"), raw_text=True)
    with pytest.raises(CrsError, match="EPSG:99"):
        read_layer(path, Choices(crs="EPSG:99"), raw_text=True)


def test_a_choice_against_the_file_is_said(shapefile):
    path = shapefile("utf-8")
    kinds = [one.kind for one in read_layer(path, Choices(crs="EPSG:4756"), raw_text=True).findings]
    assert kinds == ["crs-chosen"]
    assert read_layer(path, Choices(crs="EPSG:4326"), raw_text=True).findings == ()


def test_a_missing_place_comes_with_proposals_and_swapped_axes_are_turned(shapefile):
    path = shapefile("utf-8")
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsMissingError) as caught:
        read_layer(path, Choices(local_crs="EPSG:9210"), raw_text=True)
    assert caught.value.proposals[0].crs == "EPSG:4326"
    turned = read_layer(path, Choices(crs="EPSG:4326 yx"), raw_text=True).table
    assert tuple(turned.total_bounds) == pytest.approx((22, 106, 22.1, 106.4))


def test_limits(shapefile, monkeypatch):
    path = shapefile("utf-8")
    monkeypatch.setattr(gdal, "MAX_FEATURES", 3)
    with pytest.raises(InputFileError, match="more than 3 features"):
        read_layer(path, Choices(), raw_text=True)
    monkeypatch.setattr(gdal, "MAX_FILE_BYTES", 10)
    with pytest.raises(InputFileError, match="too large"):
        refuse_size(path, [path])
