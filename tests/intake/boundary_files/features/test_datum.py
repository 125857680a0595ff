"""The datum of a file is known, told by its companion, or asked for: 224 metres are never lost on the way."""

import sqlite3

import geopandas
import pytest
import shapely
from pyproj import CRS

from ntm_geo.errors import CrsMissingError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries
from ntm_geo.intake.boundary_files.features.datum import (
    NATIONAL_SHIFT,
    has_known_datum,
    known_datum,
    wears_a_wrong_name,
)
from ntm_geo.intake.boundary_files.features.gdal import Choices, read_layer

LOCAL = "EPSG:9210"
SHIFT = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
NO_SHIFT = "0,0,0,0,0,0,0"
PLACE = [shapely.box(105.9 + i / 10, 22.6, 106 + i / 10, 22.7) for i in range(3)]
COLUMNS = {"MA_XA": ["01267", "01273", "01288"], "TEN_XA": ["Xã Một", "Xã Hai", "Xã Ba"]}


def _geogcs(name, datum, shift=""):
    towgs84 = f",TOWGS84[{shift}]" if shift else ""
    return (
        f'GEOGCS["{name}",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]{towgs84}],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    )


def _projcs(name, datum, shift="", *, geographic="GCS", meridian=105.75, scale=0.9999):
    return (
        f'PROJCS["{name}",{_geogcs(geographic, datum, shift)},PROJECTION["Transverse_Mercator"],'
        f'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],'
        f'PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )


NAMED = "D_Unknown_based_on_WGS_84_ellipsoid_using_towgs84_-191_90441429_-39_30318279_-111_45032835_-0_00928836_0_01975479_-0_00427372_0_252906278"


@pytest.fixture
def shapefile(tmp_path):
    """A shapefile drawn in the province's system, as a function of what its ``.prj`` and ``.qpj`` say."""

    def write(prj, qpj="", *, crs=LOCAL):
        path = tmp_path / "xa.shp"
        table = geopandas.GeoDataFrame(COLUMNS, geometry=PLACE, crs=4326).to_crs(crs)
        table.to_file(path, encoding="UTF-8")
        path.with_suffix(".prj").write_text(prj, encoding="ascii")
        if qpj:
            path.with_suffix(".qpj").write_text(qpj, encoding="utf-8")
        return path

    return write


def _metres_off(intake):
    drawn = intake.units.to_crs(LOCAL).geometry.centroid
    return float(drawn.distance(geopandas.GeoSeries(PLACE, crs=4326).to_crs(LOCAL).centroid).max())


@pytest.mark.parametrize(
    ("prj", "qpj"),
    [
        (_projcs("VN_2000_TM3", "D_Vietnam_2000"), ""),
        (_projcs("unknown", "D_unknown"), _projcs("unknown", "unknown", SHIFT)),
        (_projcs("x", "Not_specified_based_on_WGS_84_ellipsoid"), CRS(LOCAL).to_wkt("WKT1_GDAL")),
        (_projcs("x", "Unknown based on WGS 84 ellipsoid"), _projcs("tinh", "Unknown", SHIFT)),
        (_projcs("unknown", NAMED), ""),
        (_projcs("VN-2000", "WGS_1984", SHIFT), ""),
        (_projcs("x", "unknown", "-192.873,-39.382,-111.202,-0.00205,-0.0005,0.00335,0.0188"), ""),
    ],
    ids=["known", "qpj", "qpj-epsg", "qpj-lower", "named", "parameters-win", "other-edition"],
)
def test_where_it_lies_is_found_to_a_metre_or_two(shapefile, prj, qpj):
    intake = read_boundaries(shapefile(prj, qpj), local_crs=LOCAL)
    assert _metres_off(intake) < 0.01
    assert intake.source_crs == LOCAL or prj == _projcs("VN_2000_TM3", "D_Vietnam_2000")


@pytest.mark.parametrize(
    "prj",
    [
        _projcs("unknown", "D_unknown"),
        _projcs("x", "Unknown based on WGS 84 ellipsoid"),
        _projcs("x", "Not_specified_based_on_WGS_84_ellipsoid"),
        _projcs("VN_2000_TM3_105_45", "D_WGS_1984", geographic="GCS_WGS_1984"),
        _projcs("VN2000 mui 3", "WGS_1984", NO_SHIFT),
        _projcs("he rieng cua so", "D_WGS_1984"),
        _projcs("TM", "D_WGS_1984", geographic="GCS_VN_2000", scale=0.9996, meridian=105),
        _projcs("unknown", "D_Unknown_using_towgs84_-191_-39"),
    ],
    ids=["unknown", "based-on", "not-specified", "named", "zeros", "projection", "geographic", "cut-off"],
)
def test_a_datum_that_is_not_known_is_asked_for_with_the_provinces_own_system_first(shapefile, prj):
    with pytest.raises(CrsMissingError) as caught:
        read_boundaries(shapefile(prj), local_crs=LOCAL)
    assert caught.value.proposals[0].crs == LOCAL
    assert caught.value.where == "xa.shp"


def test_a_person_ends_the_question(shapefile):
    path = shapefile(_projcs("unknown", "D_unknown"))
    assert _metres_off(read_boundaries(path, crs=LOCAL, local_crs=LOCAL)) < 0.01


@pytest.mark.parametrize("qpj", ["", "nonsense", _projcs("u", "D_unknown"), "GEOGCS[" * 9_000])
def test_a_companion_that_knows_nothing_changes_nothing(shapefile, qpj):
    with pytest.raises(CrsMissingError):
        read_boundaries(shapefile(_projcs("unknown", "D_unknown"), qpj), local_crs=LOCAL)


@pytest.mark.parametrize("srs_id", [0, -1])
def test_a_geopackage_without_a_system_is_asked_about(tmp_path, srs_id):
    path = tmp_path / "xa.gpkg"
    geopandas.GeoDataFrame(COLUMNS, geometry=PLACE, crs=4326).to_file(path, layer="xa")
    with sqlite3.connect(path) as base:
        base.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (srs_id,))
        base.execute("UPDATE gpkg_contents SET srs_id = ?", (srs_id,))
    base.close()
    with pytest.raises(CrsMissingError) as caught:
        read_boundaries(path, local_crs=LOCAL)
    assert "EPSG:4326" in [one.crs for one in caught.value.proposals]


def test_a_mapinfo_file_with_parameters_is_read_and_one_over_wgs_84_is_asked_about(tmp_path):
    table = geopandas.GeoDataFrame(COLUMNS, geometry=PLACE, crs=4326).to_crs(LOCAL)
    path = tmp_path / "xa.mif"
    table.set_crs(_projcs("x", "WGS_1984", scale=0.9999), allow_override=True).to_file(path, driver="MapInfo File")
    text = path.read_text(encoding="latin-1")
    assert "CoordSys" in text
    with pytest.raises(CrsMissingError):
        read_boundaries(path, local_crs=LOCAL)
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("CoordSys"))
    lines[place] = f'CoordSys Earth Projection 8, 9999, 28, {SHIFT}, 0, "m", 105.75, 0, 0.9999, 500000, 0'
    path.write_text("\n".join(lines), encoding="latin-1")
    assert _metres_off(read_boundaries(path, local_crs=LOCAL)) < 2


@pytest.mark.reference
def test_a_system_made_by_hand_is_read_from_its_qpj(reference_dir):
    cases = reference_dir.parent / "cases"
    custom = read_boundaries(cases / "14-datum-lost/custom-vn2000.shp", local_crs=LOCAL)
    plain = read_boundaries(cases / "16-not-the-whole-province/one-district.gpkg", local_crs=LOCAL)
    apart = custom.units.to_crs(LOCAL).centroid.distance(plain.units.to_crs(LOCAL).centroid)
    assert custom.source_crs == LOCAL
    assert apart.max() < 0.1


@pytest.mark.parametrize(
    "crs", ["EPSG:4326", "EPSG:4756", "EPSG:3405", "EPSG:9210", "EPSG:32648", "EPSG:4147", "EPSG:3857"]
)
def test_published_systems_are_known_and_stay(crs):
    assert has_known_datum(CRS(crs))
    assert known_datum(CRS(crs)) == CRS(crs)
    assert not wears_a_wrong_name(CRS(crs))


def test_a_shift_of_another_datum_is_kept_as_it_is():
    bound = CRS("+proj=utm +zone=48 +ellps=krass +towgs84=-17.51,-108.32,-62.39")
    assert known_datum(bound) == bound


def test_the_published_shift_is_the_one_proj_takes():
    from pyproj.transformer import TransformerGroup

    best = TransformerGroup("EPSG:4756", "EPSG:4326", always_xy=True).transformers[0]
    assert best.accuracy == 1
    assert all(str(part) in best.definition for part in NATIONAL_SHIFT)


def test_a_layer_says_nothing_of_it_when_all_is_well(tmp_path):
    path = tmp_path / "xa.gpkg"
    geopandas.GeoDataFrame(COLUMNS, geometry=PLACE, crs=LOCAL).to_file(path)
    assert read_layer(path, Choices(local_crs=LOCAL)).findings == ()
