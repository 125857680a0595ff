"""From an office's file to clean units, with everything that was changed or doubted."""

import contextlib
import json

import geopandas
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_geo.errors import CrsError, CrsMissingError, InputFileError, NtmGeoError, ProvinceChoiceError
from ntm_geo.i18n import text, use_language
from ntm_geo.intake.boundary_files.clean_units import dropped_name, fingerprint, read_boundaries
from ntm_geo.intake.texts.charsets import LEGACY, encode

COLUMNS = ["code", "name", "kind", "parent_code", "parent_name", "geometry"]
BOXES = [shapely.box(106 + i, 22, 107 + i, 23) for i in range(3)]
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def _write(path, *, geometry=None, crs="EPSG:4326", **columns):
    columns = columns or {"MA_XA": ["01267", "01273", "01288"], "TEN_XA": ["Xã Một", "Phường Hai", "Thị trấn Ba"]}
    table = geopandas.GeoDataFrame(columns, geometry=geometry or BOXES, crs=crs)
    table.to_file(path, **({"encoding": "UTF-8"} if path.suffix == ".shp" else {}))
    return path


def _kinds(intake):
    return {finding.kind for finding in intake.findings}


@pytest.mark.parametrize(
    ("ending", "crs"),
    [(".geojson", "EPSG:4326")]
    + [(ending, crs) for ending in (".shp", ".gpkg") for crs in ("EPSG:4326", "EPSG:9210", "EPSG:3405", "EPSG:32648")],
)
def test_a_set_comes_back_the_same_from_any_format_and_crs(tmp_path, tiny_boundaries, ending, crs):
    units = tiny_boundaries("2020")
    path = tmp_path / f"xa{ending}"
    columns = {"code": "MA_XA", "name": "TEN_XA", "kind": "LOAI", "parent_code": "MA_HUYEN", "parent_name": "TEN_HUYEN"}
    table = units.assign(kind=units["kind"].map({"commune": "Xã", "township": "Thị trấn"})).rename(columns=columns)
    table.to_crs(crs).to_file(path, **({"encoding": "UTF-8"} if ending == ".shp" else {}))
    intake = read_boundaries(path)
    assert list(intake.units.columns) == COLUMNS
    assert intake.units.crs.to_epsg() == 4326
    assert intake.units.drop(columns="geometry").astype(str).equals(units.drop(columns="geometry").astype(str))
    apart = shapely.symmetric_difference(intake.units.geometry.to_numpy(), units.geometry.to_numpy())
    assert (shapely.area(apart) < 1e-7).all()
    assert ("reprojected" in _kinds(intake)) == (crs != "EPSG:4326")


def test_kinds_come_from_the_names(tmp_path):
    intake = read_boundaries(_write(tmp_path / "xa.shp"))
    assert list(intake.units["name"]) == ["Một", "Hai", "Ba"]
    assert list(intake.units["kind"]) == ["commune", "ward", "township"]
    assert intake.columns_used == {"code": "MA_XA", "name": "TEN_XA"}


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=3, unique=True))  # 0 is written for nothing
@settings(max_examples=12, suppress_health_check=SLOW)
def test_a_code_comes_back_from_whatever_a_spreadsheet_made_of_it(tmp_path, numbers):
    """Up to three codes a file: as many of them as one by one, alone and among others, in half as many files."""
    codes, names = [f"{number:05d}" for number in numbers], ["Xã Một", "Xã Hai", "Xã Ba"][: len(numbers)]
    for values in (codes, list(map(str, numbers)), numbers, list(map(float, numbers)), [f" {code} " for code in codes]):
        path = _write(tmp_path / "xa.gpkg", geometry=BOXES[: len(numbers)], code=values, name=names)
        assert sorted(read_boundaries(path).units["code"]) == sorted(codes)
        path.unlink()


def test_zeros_that_came_back_are_said(tmp_path):
    intake = read_boundaries(_write(tmp_path / "xa.gpkg", code=[1267, 1273, 1288], name=["Một", "Hai", "Ba"]))
    assert list(intake.units["code"]) == ["01267", "01273", "01288"]
    assert {"code-padded", "no-kind"} <= _kinds(intake)


@pytest.mark.parametrize(
    ("options", "said", "way_out"),
    [
        ({"geometry": [shapely.Point(106, 22)] * 3}, "Point, not polygons", "polygons"),
        ({"geometry": [shapely.LineString([(106, 22), (107, 23)])] * 3}, "LineString, not polygons", "polygons"),
        ({"code": ["01267"] * 3, "name": ["Một", "Hai", "Ba"]}, "01267 (", "Correct the codes"),
        ({"code": ["01267", "2", "3"], "n": ["Một", "Hai", "Ba"]}, "names", "TEN_XA"),
    ],
)
def test_each_bad_input_gets_one_clear_error(tmp_path, options, said, way_out):
    path = _write(tmp_path / "xa.gpkg", **options)
    with pytest.raises(InputFileError) as caught:
        read_boundaries(path)
    assert said in str(caught.value.what)
    assert caught.value.where == "xa.gpkg"
    assert way_out in str(caught.value.fix)


def _told(intake, kind):
    return [str(one.what) for one in intake.findings if one.kind == kind]


@pytest.mark.parametrize(
    ("columns", "codes", "kind", "said"),
    [
        ({"so": ["01267", "2", "3"], "name": ["Một", "Hai", "Ba"]}, ["#1", "#2", "#3"], "no-codes", "matched by name"),
        ({"MA_XA": [None, "", "–"], "name": ["Một", "Hai", "Ba"]}, ["#1", "#2", "#3"], "no-codes", "matched by name"),
        ({"MA_XA": ["20305000", "20305001", "01267"], "ten": ["Một", "Hai", "Ba"]}, ["#1", "#2", "01267"], "code-wrong", "20305000, 20305001"),
        ({"MA_XA": ["12x", "2", "VN-04"], "ten": ["Một", "Hai", "Ba"]}, ["#1", "#3", "00002"], "code-wrong", "12x, VN-04"),
        ({"MA_XA": ["1324.0", "1327.00", "'01330"], "ten": ["Một", "Hai", "Ba"]}, ["01324", "01327", "01330"], "code-padded", "3 codes"),
        ({"MA_XA": [1324.0, 1327.0, 1330.0], "ten": ["Một", "Hai", "Ba"]}, ["01324", "01327", "01330"], "code-padded", "3 codes"),
        ({"MA_XA": ["01267", None, "01273"], "ten": ["Một", "Hồ Thang Hen", "Ba"]}, ["01267", "01273"], "code-missing", "1 features without a code were left out: Hồ Thang Hen."),
        ({"MA_XA": [1267, 1273, 0], "ten": ["Một", "Hai", None]}, ["01267", "01273"], "code-missing", "?"),
        ({"MA_XA": ["01267", "NULL", "<Null>"], "ten": ["Một", "Hồ", "Đất tranh chấp"]}, ["01267"], "code-missing", "Hồ, Đất tranh chấp"),
    ],
)  # fmt: skip
def test_codes_of_other_shapes_are_told_and_never_a_reason_to_refuse(tmp_path, columns, codes, kind, said):
    intake = read_boundaries(_write(tmp_path / "xa.gpkg", **columns))
    assert list(intake.units["code"]) == codes
    assert said in _told(intake, kind)[0]


def test_parts_of_a_unit_without_code_become_one_where_its_district_is_named(tmp_path):
    names = {"ten": ["Một", "MỘT", "Ba"], "TEN_HUYEN": ["Huyện A", "Huyện A", "Huyện A"]}
    assert len(read_boundaries(_write(tmp_path / "xa.gpkg", **names)).units) == 2
    apart = names | {"TEN_HUYEN": ["Huyện A", "Huyện B", "Huyện A"]}
    assert len(read_boundaries(_write(tmp_path / "xb.gpkg", **apart)).units) == 3
    assert len(read_boundaries(_write(tmp_path / "xc.gpkg", ten=["Một", "Một", "Ba"])).units) == 3


def test_attributes_are_called_by_their_meaning_in_the_readers_language(tmp_path):
    intake = read_boundaries(_write(tmp_path / "xa.shp"))
    assert "Mã được đọc từ" in " ".join(text(one.what) for one in intake.findings)
    use_language("en")
    assert "Code is read from the attribute MA_XA." in [text(one.what) for one in intake.findings]


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("18-codes-of-other-shapes/a-lake-without-code.gpkg", 21),
        ("18-codes-of-other-shapes/eight-digits-tax.gpkg", 21),
        ("24-held-up/codes-as-feature-ids.geojson", 21),
        ("24-held-up/curved.gpkg", 6),
        ("24-held-up/labels.kml", 4),
        ("24-held-up/multi.kml", 4),
        ("24-held-up/prefixed.kml", 4),
        ("24-held-up/same.kml", 8),
    ],
)
def test_the_cases(reference_dir, name, count):
    intake = read_boundaries(reference_dir.parent / "cases" / name)
    assert len(intake.units) == count
    held_up = name.startswith("24")
    assert intake.units["code"].str.fullmatch(r"\d{5}").all() == (held_up or "lake" in name)
    assert not held_up or not {"no-codes", "code-wrong", "code-missing"} & _kinds(intake)
    if "lake" in name:
        assert "Hồ Thăng Hen" in _told(intake, "code-missing")[0]


def test_an_empty_set(tmp_path):
    path = tmp_path / "xa.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    with pytest.raises(InputFileError):
        read_boundaries(path)


def test_coordinates_that_do_not_fit_their_system(tmp_path):
    far = [shapely.box(500_000, 2_500_000 + i, 500_001, 2_500_001 + i) for i in range(3)]
    with pytest.raises(CrsError) as caught:
        read_boundaries(_write(tmp_path / "xa.gpkg", geometry=far))
    assert "do not fit" in str(caught.value.what)


def test_crossed_lines_overlaps_and_heights_are_mended_and_said(tmp_path):
    bowtie = shapely.Polygon([(106, 22), (107, 23), (107, 22), (106, 23)])
    shapes = [shapely.force_3d(bowtie, 500), shapely.box(106.9, 22, 108, 23), shapely.box(108, 22, 109, 23)]
    intake = read_boundaries(_write(tmp_path / "xa.gpkg", geometry=shapes))
    assert {"geometry-repaired", "flattened"} <= _kinds(intake)
    assert shapely.is_valid(intake.units.geometry.to_numpy()).all()
    assert not shapely.has_z(intake.units.geometry.to_numpy()).any()


def test_features_without_geometry_are_left_out_and_counted(tmp_path):
    intake = read_boundaries(_write(tmp_path / "xa.gpkg", geometry=[BOXES[0], None, BOXES[2]]))
    assert list(intake.units["code"]) == ["01267", "01288"]
    assert "no-geometry" in _kinds(intake)


def test_the_fingerprint_knows_every_file_of_the_family(tmp_path):
    path = _write(tmp_path / "xa.shp")
    before = fingerprint(path)
    with path.with_suffix(".dbf").open("ab") as file:
        file.write(b" ")
    assert fingerprint(path) != before


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("cao_bang_2020_approx/communes_2020_approx.shp", 161),
        ("cao_bang_2025/communes_2025.shp", 56),
        ("cao_bang_2025_geojson.zip", 56),
        ("vietnam_communes_2025_30m.gpkg", 56),
    ],
)
def test_the_reference_files(reference_dir, name, count):
    intake = read_boundaries(reference_dir / name, province="04" if name.startswith("vietnam") else "")
    assert len(intake.units) == count
    assert intake.units["code"].str.fullmatch(r"\d{5}").all()
    assert intake.units["code"].is_unique
    assert intake.units["name"].str.len().gt(0).all()
    assert shapely.is_valid(intake.units.geometry.to_numpy()).all()
    assert set(intake.units.geometry.geom_type) <= {"Polygon", "MultiPolygon"}
    assert not [finding for finding in intake.findings if finding.severity == "error"]


@pytest.mark.reference
def test_the_national_file_asks_for_the_province(reference_dir):
    path = reference_dir / "vietnam_communes_2025_30m.gpkg"
    with pytest.raises(ProvinceChoiceError) as caught:
        read_boundaries(path)
    assert len(caught.value.provinces) == 34
    assert sum(count for _code, _name, count in caught.value.provinces) == 3321
    assert ("04", "Cao Bang", 56) in caught.value.provinces
    one = read_boundaries(path, province="Tỉnh Lâm Đồng")
    assert 100 < len(one.units) < 200
    assert "province" in _kinds(one)


@pytest.mark.parametrize("encoding", LEGACY)
def test_old_texts_come_with_a_preview(tmp_path, encoding):
    names = ["Xã Đàm Thủy", "Phường Sông Hiến", "Thị trấn Nước Hai"]
    seen = [encode(name, encoding).decode("latin-1") for name in names]
    path = tmp_path / "xa.shp"
    table = geopandas.GeoDataFrame({"MA_XA": ["1267", "1273", "1288"], "TEN_XA": seen}, geometry=BOXES, crs="EPSG:4326")
    table.to_file(path, encoding="ISO-8859-1")
    intake = read_boundaries(path)
    assert list(intake.units["name"]) == ["Đàm Thủy", "Sông Hiến", "Nước Hai"]
    assert intake.encoding == encoding
    assert [after for _before, after in intake.names_before_after] == names
    assert read_boundaries(path, encoding="windows-1252").encoding == "windows-1252"


def test_parts_and_copies_of_a_unit_become_one(tmp_path):
    shapes = [*BOXES, shapely.box(106, 23, 107, 24), BOXES[1]]
    path = _write(
        tmp_path / "xa.gpkg",
        geometry=shapes,
        code=["01267", "01273", "01288", "1267", "01273"],
        name=["Xã Một", "Phường Hai", "Thị trấn Ba", "Xã  Một", "Phường Hai"],
    )
    intake = read_boundaries(path)
    assert list(intake.units["code"]) == ["01267", "01273", "01288"]
    assert intake.units.geometry.iloc[0].equals(shapely.box(106, 22, 107, 24))
    assert {"parts-merged", "copies-dropped"} <= _kinds(intake)


def test_coordinates_that_do_not_fit_come_with_proposals(tmp_path):
    boxes = [shapely.box(105.5 + i / 2, 22, 106 + i / 2, 23) for i in range(3)]
    metres = geopandas.GeoSeries(boxes, crs="EPSG:4326").to_crs("EPSG:9210").set_crs("EPSG:4326", allow_override=True)
    path = tmp_path / "xa.gpkg"
    columns = {"code": ["01267", "01273", "01288"], "name": ["Xã Một", "Xã Hai", "Xã Ba"]}
    geopandas.GeoDataFrame(columns, geometry=metres).to_file(path)
    with pytest.raises(CrsMissingError) as caught:
        read_boundaries(path, local_crs="EPSG:9210")
    chosen = caught.value.proposals[0].crs
    assert chosen == "EPSG:9210"
    assert tuple(read_boundaries(path, crs=chosen).units.total_bounds) == pytest.approx((105.5, 22, 107, 23), abs=1e-4)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
POSITION = st.lists(st.floats(-200, 200) | st.integers(-5, 5), min_size=0, max_size=3)
GEOMETRY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection", "Nonsense"]),
        "coordinates": st.lists(st.lists(POSITION, max_size=5), max_size=2) | JSON,
    }
)
FEATURE = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": st.fixed_dictionaries({"code": JSON, "name": JSON}) | JSON,
        "geometry": GEOMETRY | JSON,
    }
)


def _read_or_refuse(path):
    """Whatever else is raised fails the test."""
    with contextlib.suppress(NtmGeoError):
        assert len(read_boundaries(path).units)


@given(st.lists(FEATURE, max_size=3))
@settings(max_examples=50, suppress_health_check=SLOW)
def test_any_geojson_is_read_or_refused_in_words(tmp_path, features):
    path = tmp_path / "xa.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    _read_or_refuse(path)


@given(st.binary(max_size=400), st.sampled_from([".shp", ".gpkg", ".geojson", ".zip", ".dbf"]), st.booleans())
@settings(max_examples=50, suppress_health_check=SLOW)
def test_any_bytes_are_read_or_refused_in_words(tmp_path, content, ending, signed):
    signs = {".shp": b"\x00\x00\x27\x0a", ".gpkg": b"SQLite format 3\x00", ".geojson": b"{", ".zip": b"PK\x03\x04"}
    path = tmp_path / f"xa{ending}"
    path.write_bytes((signs.get(ending, b"") if signed else b"") + content)
    _read_or_refuse(path)


def test_files_dropped_together_are_known_by_the_main_one(tmp_path):
    for name in ("xa.dbf", "xa.prj", "xa.shp", "xa.shx"):
        (tmp_path / name).write_bytes(b"")
    assert dropped_name(tmp_path) == "xa.shp"
    assert dropped_name(tmp_path / "xa.dbf") == "xa.dbf"
