"""Outlines come out with an area, in WGS 84 and valid, or are refused."""

import geopandas
import pytest
import shapely

from ntm_geo.errors import CrsMissingError, InputFileError
from ntm_geo.intake.boundary_files.log import Log
from ntm_geo.intake.boundary_files.outlines import repaired, to_wgs84, with_area

BOX = shapely.box(106, 22, 107, 23)


def _table(*shapes, crs="EPSG:4326"):
    return geopandas.GeoDataFrame({"name": [str(i) for i in range(len(shapes))]}, geometry=list(shapes), crs=crs)


def _kinds(log):
    return [finding.kind for finding in log.findings]


def test_what_has_no_area_is_left_out_and_counted():
    log = Log("xa.shp", ())
    assert len(with_area(_table(BOX, None, shapely.Point(1, 1), shapely.Polygon()), log)) == 1
    assert _kinds(log) == ["no-geometry", "not-polygon"]
    with pytest.raises(InputFileError, match="not polygons"):
        with_area(_table(shapely.Point(1, 1)), log)


def test_outlines_are_turned_and_it_is_said():
    log = Log("xa.shp", ())
    turned = to_wgs84(_table(BOX).to_crs("EPSG:3405"), "", log)
    assert tuple(turned.total_bounds) == pytest.approx((106, 22, 107, 23), abs=1e-6)
    assert _kinds(log) == ["reprojected"]


def test_numbers_beyond_the_earth_come_with_proposals():
    with pytest.raises(CrsMissingError) as caught:
        to_wgs84(_table(shapely.box(5e5, 2.4e6, 5.1e5, 2.5e6)), "EPSG:9210", Log("xa.shp", ()))
    assert caught.value.proposals[0].crs == "EPSG:9210"


def test_crossed_lines_are_mended_and_nothing_at_all_is_refused():
    log = Log("xa.shp", ())
    bowtie = shapely.Polygon([(106, 22), (107, 23), (107, 22), (106, 23)])
    assert repaired(_table(bowtie), log).is_valid.all()
    assert _kinds(log) == ["geometry-repaired"]
    with pytest.raises(InputFileError, match="any area"):
        repaired(_table(shapely.Polygon([(1, 1), (2, 2), (1, 1)])), log)
