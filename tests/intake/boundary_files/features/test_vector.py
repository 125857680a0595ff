"""Boundary files in every form an office keeps them in."""

import json
import shutil
import zipfile

import geopandas
import pyogrio
import pytest
import shapely

from ntm_geo.errors import CrsError, InputFileError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.vector import read_features
from ntm_geo.intake.texts.charsets import LEGACY, as_seen, encode


@pytest.fixture
def shapefile(tmp_path, tiny_boundaries):
    folder = tmp_path / "shp"
    folder.mkdir()
    tiny_boundaries("2020").rename(columns={"parent_code": "ma_huyen", "parent_name": "ten_huyen"}).to_file(
        folder / "xa.shp", encoding="UTF-8"
    )
    return folder / "xa.shp"


def _zipped(folder, path):
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(folder.rglob("*")):
            archive.write(one, one.relative_to(folder.parent))
    return path


@pytest.mark.parametrize("missing", [".dbf", ".shx"])
def test_a_missing_companion_is_named(shapefile, missing):
    shapefile.with_suffix(missing).unlink()
    with pytest.raises(InputFileError) as caught:
        read_features(shapefile)
    assert f"xa{missing}" in str(caught.value.what)
    assert caught.value.where == "xa.shp"
    assert ".shp .shx .dbf .prj" in str(caught.value.fix)


def test_without_a_coordinate_system_nothing_is_guessed(shapefile):
    shapefile.with_suffix(".prj").unlink()
    with pytest.raises(CrsError) as caught:
        read_features(shapefile)
    assert ".prj" in str(caught.value.fix)


def test_companions_may_be_in_capitals(shapefile):
    for one in list(shapefile.parent.iterdir()):
        one.rename(one.with_name(one.name.upper()))
    assert len(read_features(shapefile.with_name("XA.SHP")).table) == 9


def test_a_zip_of_a_shapefile_also_with_rubbish_of_a_mac(shapefile, tmp_path):
    (shapefile.parent / "__MACOSX").mkdir()
    (shapefile.parent / "__MACOSX" / "._xa.shp").write_bytes(b"junk")
    assert len(read_features(_zipped(shapefile.parent, tmp_path / "xa.zip")).table) == 9


def test_two_boundary_files_in_one_zip_are_not_mixed(shapefile, tmp_path):
    for ending in (".shp", ".shx", ".dbf", ".prj"):
        shutil.copy(shapefile.with_suffix(ending), shapefile.with_name(f"other{ending}"))
    with pytest.raises(InputFileError, match="more than one boundary file"):
        read_features(_zipped(shapefile.parent, tmp_path / "xa.zip"))


def test_a_folder_of_one_feature_files_is_one_set(tmp_path, tiny_boundaries):
    folder = tmp_path / "json"
    folder.mkdir()
    units = tiny_boundaries("2020")
    for i in range(len(units)):
        units.iloc[[i]].to_file(folder / f"{units['code'][i]}.geojson", driver="GeoJSON")
    assert set(read_features(folder).table["code"]) == set(units["code"])
    assert len(read_features(_zipped(folder, tmp_path / "json.zip")).table) == 9


def test_a_geopackage_with_two_layers_asks_which(tmp_path, tiny_boundaries):
    path = tmp_path / "tinh.gpkg"
    tiny_boundaries("2020").to_file(path, layer="xa_2020")
    tiny_boundaries("2025").to_file(path, layer="xa_2025")
    with pytest.raises(InputFileError) as caught:
        read_features(path)
    assert "xa_2020, xa_2025" in str(caught.value.fix)
    assert len(read_features(path, layer="xa_2025").table) == 8
    with pytest.raises(InputFileError, match="no layer"):
        read_features(path, layer="huyen")


def test_a_geopackage_without_polygons_is_refused_later_but_read(tmp_path):
    path = tmp_path / "diem.gpkg"
    geopandas.GeoDataFrame({"code": ["1"]}, geometry=[shapely.Point(106, 22)], crs="EPSG:4326").to_file(path)
    assert len(read_features(path).table) == 1


@pytest.mark.parametrize("text", ["{", '{"a": 1}', '{"type": "Topology"}', "{" * 3000])
def test_json_that_is_no_geojson(tmp_path, text):
    path = tmp_path / "xa.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError) as caught:
        read_features(path)
    assert caught.value.where == "xa.geojson"
    assert "GeoJSON" in str(caught.value.fix)


@pytest.mark.parametrize(
    "crs", ["http://www.opengis.net/def/crs/EPSG/0/9210", "urn:ogc:def:crs:EPSG::9210", "EPSG:9210"]
)
def test_names_of_systems_that_look_like_addresses_are_taken(tmp_path, tiny_boundaries, crs):
    path = tmp_path / "xa.geojson"
    tiny_boundaries("2020").to_crs("EPSG:9210").to_file(path)
    content = json.loads(path.read_text(encoding="utf-8")) | {"crs": {"type": "name", "properties": {"name": crs}}}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_features(path).table.crs.to_epsg() == 9210


def test_an_empty_folder(tmp_path):
    with pytest.raises(InputFileError, match="No boundary file"):
        read_features(tmp_path)


def test_what_a_torn_shapefile_has_lost_is_counted(shapefile):
    whole = shapefile.read_bytes()
    shapefile.write_bytes(whole[: len(whole) // 2])
    intake = read_boundaries(shapefile)
    lost = 9 - len(intake.units)
    assert lost > 0
    (finding,) = [one for one in intake.findings if one.kind == "no-geometry"]
    assert str(finding.what).startswith(f"{lost} features")


def test_a_table_without_geometry(tmp_path):
    path = tmp_path / "xa.geojson"
    feature = {"type": "Feature", "properties": {"code": "1"}, "geometry": None}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert read_features(path).table.geometry.isna().all()


FORMATS = {
    "xa.shp": {"encoding": "UTF-8"},
    "xa.gpkg": {},
    "xa.geojson": {},
    "xa.tab": {"driver": "MapInfo File"},
    "xa.mif": {"driver": "MapInfo File", "FORMAT": "MIF"},
    "xa.kml": {"driver": "LIBKML"},
    "xa.kmz": {"driver": "LIBKML"},
}


@pytest.mark.reference
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("source", ["cao_bang_2020_approx/communes_2020_approx.shp", "cao_bang_2025/communes_2025.shp"])
def test_the_reference_files_come_back_the_same_from_every_format(reference_dir, tmp_path, source, name):
    whole = read_boundaries(reference_dir / source).units
    texts = ["code", "name", "kind", "parent_code", "parent_name"]
    columns = dict(zip(texts, ["MA_XA", "TEN_XA", "LOAI", "MA_HUYEN", "TEN_HUYEN"], strict=True))
    table = whole.assign(kind=whole["kind"].map({"commune": "Xã", "ward": "Phường", "township": "Thị trấn"}))
    pyogrio.write_dataframe(table.rename(columns=columns), tmp_path / name, **FORMATS[name])
    again = read_boundaries(tmp_path / name).units
    assert again[texts].fillna("").astype(str).equals(whole[texts].fillna("").astype(str))
    apart = shapely.area(shapely.symmetric_difference(again.geometry.make_valid(), whole.geometry.make_valid()))
    assert (apart < 1e-3 * shapely.area(whole.geometry.to_numpy())).all()


@pytest.mark.reference
@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("name", ["xa.shp", "xa.tab", "xa.mif", "xa.gpkg", "xa.geojson"])
def test_names_in_old_encodings_come_back_from_every_format(reference_dir, tmp_path, name, encoding):
    whole = read_boundaries(reference_dir / "cao_bang_2020_approx/communes_2020_approx.shp").units
    told = {"commune": "Xã", "ward": "Phường", "township": "Thị trấn"}
    names = [f"{told[kind]} {bare}" for kind, bare in zip(whole["kind"], whole["name"], strict=True)]
    raw = [encode(one, encoding) for one in names]
    as_bytes = name == "xa.shp"
    seen = [one.decode("latin-1") if as_bytes else as_seen(one) for one in raw]
    table = whole[["code", "geometry"]].assign(TEN_XA=seen)
    options = FORMATS[name] | ({"encoding": "ISO-8859-1"} if as_bytes else {})
    pyogrio.write_dataframe(table, tmp_path / name, **options)
    intake = read_boundaries(tmp_path / name)
    assert list(intake.units["name"]) == list(whole["name"])
    assert list(intake.units["kind"]) == list(whole["kind"])
    assert intake.encoding == encoding
    assert len(intake.names_before_after) == 5
