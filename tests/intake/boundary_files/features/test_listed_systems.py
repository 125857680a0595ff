"""GDAL is spared a search only where it would find nothing: with it and without, a file lies in the same system."""

import re

import geopandas
import pyogrio
import pytest
import shapely
from pyproj import CRS

from ntm_geo.intake.boundary_files.features import listed_systems
from ntm_geo.intake.boundary_files.features.listed_systems import may_be_listed, spare_search

BY_HAND = "D_Unknown_based_on_WGS_84_ellipsoid_using_towgs84_-191_90441429_-39_30318279_-111_45032835_0_0_0_0"


@pytest.fixture(scope="module")
def shapefile(tmp_path_factory):
    path = tmp_path_factory.mktemp("shp") / "xa.shp"
    geopandas.GeoDataFrame(geometry=[shapely.box(5e5, 24e5, 6e5, 25e5)], crs=9210).to_file(path)
    return path


def _prj(crs, name, datum=""):
    """A ``.prj`` as ArcGIS writes it, under another name and over another datum."""
    text = CRS(crs).to_wkt("WKT1_ESRI")
    text = text if name is None else re.sub(r'^(\w+\[)"[^"]*"', rf'\1"{name}"', text)
    return re.sub(r'DATUM\["[^"]*"', f'DATUM["{datum}"', text) if datum else text


@pytest.mark.parametrize(
    ("prj", "searched", "found"),
    [
        (_prj("EPSG:9210", None), True, "EPSG:9210"),
        (_prj("EPSG:9210", "vn2000 tm3 105 45"), True, "EPSG:9210"),
        (_prj("EPSG:9210", "VN-2000 / TM-3 105-45"), True, "EPSG:9210"),
        (_prj("EPSG:3405", "unknown"), True, "EPSG:3405"),
        (_prj("EPSG:32648", None), True, "EPSG:32648"),
        (_prj("EPSG:4756", None), True, "EPSG:4756"),
        (_prj("ESRI:102012", None), True, None),
        (_prj("EPSG:9210", None, "D_WGS_1984"), True, None),
        (_prj("EPSG:9210", "Cao Bang mui 3"), False, None),
        (_prj("EPSG:3405", "He_toa_do_tinh"), False, None),
        (_prj("EPSG:32648", "UTM cua so"), False, None),
        (_prj("EPSG:32648", None, "D_unknown"), True, "EPSG:32648"),
        (_prj("EPSG:9210", None, "D_unknown"), True, None),
        (_prj("EPSG:9210", None, "D_cua_so"), False, None),
        (_prj("EPSG:9210", "unknown", BY_HAND), False, None),
    ],
)
def test_what_is_not_listed_is_not_searched_for_and_stays_what_it_was(shapefile, prj, searched, found):
    shapefile.with_suffix(".prj").write_text(prj, encoding="ascii")
    pyogrio.set_gdal_config_options({"USE_OSR_FIND_MATCHES": None})
    by_gdal = pyogrio.read_info(shapefile)["crs"]
    spare_search(shapefile)
    assert pyogrio.get_gdal_config_option("USE_OSR_FIND_MATCHES") is searched
    assert pyogrio.read_info(shapefile)["crs"] == by_gdal
    assert (by_gdal if by_gdal.startswith("EPSG:") else None) == found


def test_a_file_without_a_system_is_left_to_gdal(shapefile):
    shapefile.with_suffix(".prj").unlink(missing_ok=True)
    spare_search(shapefile)
    assert pyogrio.read_info(shapefile)["crs"] is None


def test_without_the_database_everything_is_searched_for(monkeypatch, tmp_path):
    by_hand = CRS(_prj("EPSG:9210", "Cao Bang mui 3"))
    assert not may_be_listed(by_hand)
    monkeypatch.setattr(listed_systems, "_DATABASE", tmp_path / "none.db")
    listed_systems.listed_names.cache_clear()
    assert may_be_listed(by_hand)
    listed_systems.listed_names.cache_clear()
