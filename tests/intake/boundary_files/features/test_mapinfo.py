"""MapInfo tables and interchange files, whole or not, in the charset they name and in the one they are in."""

import shutil
import zipfile

import geopandas
import pyogrio
import pytest
import shapely

from ntm_geo.errors import CrsMissingError, InputFileError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.vector import read_features
from ntm_geo.intake.texts.charsets import LEGACY, encode

NAMES = ["Xã Đàm Thủy", "Xã Ngọc Đào", "Phường Sông Hiến", "Thị trấn Nước Hai"]


@pytest.fixture
def mapinfo(tmp_path):
    """Write a MapInfo file whose texts are the bytes of an encoding, under the charset it is said to have."""

    def write(ending, encoding="utf-8", *, charset="Neutral", crs="EPSG:4326"):
        path = tmp_path / f"xa{ending}"
        boxes = [shapely.box(106 + i / 10, 22, 106.1 + i / 10, 22.1) for i in range(4)]
        plain = [encode(name, encoding).ljust(40) for name in NAMES]
        marks = [f"{i}" * 40 for i in range(4)]
        table = geopandas.GeoDataFrame({"MA_XA": ["01267", "01273", "01288", "01290"], "TEN_XA": marks}, geometry=boxes)
        options = {"FORMAT": "MIF"} if ending == ".mif" else {}
        pyogrio.write_dataframe(table.set_crs("EPSG:4326").to_crs(crs), path, driver="MapInfo File", **options)
        for one in tmp_path.iterdir():
            content = one.read_bytes()
            if one.suffix in {".mid", ".dat"}:
                for mark, text in zip(marks, plain, strict=True):
                    content = content.replace(mark.encode(), text)
            if one.suffix in {".mif", ".tab"}:
                content = content.replace(b'Charset "Neutral"', f'Charset "{charset}"'.encode())
            one.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("charset", ["Neutral", "WindowsVietnamese", "WindowsLatin1"])
@pytest.mark.parametrize("encoding", ["utf-8", *LEGACY])
@pytest.mark.parametrize("ending", [".tab", ".mif"])
def test_the_texts_are_read_whatever_charset_is_named(mapinfo, ending, encoding, charset):
    path = mapinfo(ending, encoding, charset=charset)
    raw = read_features(path)
    assert [str(one).strip() for one in raw.table["TEN_XA"]] == NAMES
    assert list(raw.table["MA_XA"]) == ["01267", "01273", "01288", "01290"]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3405", "EPSG:32648"])
@pytest.mark.parametrize("ending", [".tab", ".mif"])
def test_units_come_out_in_their_place(mapinfo, ending, crs):
    intake = read_boundaries(mapinfo(ending, crs=crs))
    assert list(intake.units["kind"]) == ["commune", "commune", "ward", "township"]
    assert tuple(intake.units.total_bounds) == pytest.approx((106, 22, 106.4, 22.1), abs=2e-3)


@pytest.mark.parametrize("ending", [".tab", ".mif"])
def test_in_a_zip_and_in_a_folder(mapinfo, tmp_path, ending):
    path = mapinfo(ending, "tcvn3")
    packed = tmp_path / "pack" / "xa.zip"
    packed.parent.mkdir()
    with zipfile.ZipFile(packed, "w") as archive:
        for one in tmp_path.glob("xa.*"):
            archive.write(one, f"ban do/{one.name}")
    assert len(read_features(packed).table) == 4
    shutil.rmtree(packed.parent)
    assert len(read_features(path.parent).table) == 4


@pytest.mark.parametrize(("ending", "missing"), [(".tab", ".dat"), (".tab", ".map"), (".tab", ".id"), (".mif", ".mid")])
def test_a_missing_companion_is_named(mapinfo, ending, missing):
    path = mapinfo(ending)
    path.with_suffix(missing).unlink()
    with pytest.raises(InputFileError) as caught:
        read_features(path)
    assert f"xa{missing}" in str(caught.value.what)
    assert missing in str(caught.value.fix)


@pytest.mark.parametrize(("ending", "whole"), [(".dat", "xa.tab"), (".map", "xa.tab"), (".id", "xa.tab")])
def test_a_companion_alone_names_the_table(mapinfo, ending, whole):
    with pytest.raises(InputFileError, match="part of a MapInfo table") as caught:
        read_features(mapinfo(".tab").with_suffix(ending))
    assert whole in str(caught.value.fix)


def test_a_mid_alone_names_its_mif(mapinfo):
    with pytest.raises(InputFileError) as caught:
        read_features(mapinfo(".mif").with_suffix(".mid"))
    assert "xa.mif" in str(caught.value.fix)


@pytest.mark.parametrize(
    "content",
    [
        b'!table\n!version 300\nDefinition Table\n  Type LINKED Charset "Neutral"\n',
        b'!table\n!version 300\nOpen Table "/vsicurl/http://127.0.0.1/x.tab"\nDefinition Table\n  Type NATIVE\n',
        b'!table\n!version 300\nDefinition Table\n  Type NATIVE\nbegin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n',
        b"!table\n!version 300\n",
    ],
)
def test_a_table_that_lies_elsewhere_is_not_followed(tmp_path, content):
    for ending in (".tab", ".dat", ".map", ".id"):
        (tmp_path / f"xa{ending}").write_bytes(content)
    with pytest.raises(InputFileError, match="elsewhere"):
        read_features(tmp_path / "xa.tab")


def test_a_drawing_without_earth_asks_where_it_lies(mapinfo):
    path = mapinfo(".mif")
    text = path.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("CoordSys"))
    path.write_text(text.replace(line, 'CoordSys NonEarth Units "m" Bounds (0, 0) (200, 200)'), encoding="utf-8")
    with pytest.raises(CrsMissingError) as caught:
        read_features(path)
    assert caught.value.proposals[0].crs == "EPSG:4326"
    assert len(read_features(path, crs="EPSG:4326").table) == 4
