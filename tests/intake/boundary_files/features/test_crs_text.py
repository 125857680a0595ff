"""A coordinate system is figures and names; one that would open files is not taken."""

import pytest
from pyproj import CRS
from pyproj.database import query_crs_info

from ntm_geo.intake.boundary_files.features.crs_text import names_files


@pytest.mark.parametrize(
    "text",
    [
        "+proj=longlat +ellps=WGS84 +nadgrids=/tmp/x +type=crs",
        "+proj=longlat +ellps=WGS84 +geoidgrids=x.gtx +type=crs",
        'GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298],EXTENSION["PROJ4_GRIDS","@x.gsb"]],PRIMEM["G",0],UNIT["degree",0.0174]]',
    ],
)
def test_files_are_noticed(text):
    assert names_files(CRS.from_user_input(text))


def test_systems_of_the_country_and_the_world_are_taken():
    listed = query_crs_info(auth_name="EPSG")
    codes = [one.code for one in listed if one.name.startswith("VN-2000")]
    for code in [*codes, "4326", "3857", "32648", "32649"]:
        crs = CRS.from_epsg(int(code))
        assert not names_files(crs)
        assert not names_files(CRS.from_wkt(crs.to_wkt("WKT1_ESRI")))
