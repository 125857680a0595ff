"""Former units drawn inside real outlines: none lost, nothing outside, each around its own centre."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ntm_geo.boundaries.approximate import approximate_units
from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.repair import close_coverage
from ntm_geo.boundaries.schematic import draw_schematic, read_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import ProvinceError


def _drawn(province, outlines):
    crs = province.local_crs
    local = outlines.to_crs(crs)
    closed = local.set_geometry(close_coverage(local.geometry.to_numpy(), gap_width_m=5.0), crs=crs)
    former, crosswalk = read_units(province, "2020"), read_crosswalk(province, "2020", "2025")
    return former, approximate_units(closed, former, crosswalk, local_crs=crs), closed


def test_the_parts_fill_their_outline_and_hold_their_centres(shipped):
    former, units, closed = _drawn(shipped.province, read_schematic(shipped.province, "2025"))
    assert units["code"].tolist() == sorted(former["code"])
    local = units.to_crs(shipped.province.local_crs).geometry
    assert local.is_valid.all()
    assert local.area.sum() == pytest.approx(closed.area.sum(), rel=1e-6)
    gaps = shapely.area(shapely.symmetric_difference(local.union_all(), closed.union_all()))
    assert gaps < 5_000
    centres = gpd.GeoSeries(gpd.points_from_xy(former["lon"], former["lat"]), index=former["code"], crs=4326)
    away = centres.to_crs(shipped.province.local_crs).loc[units["code"]].distance(local, align=False)
    assert (away < 100).mean() > 0.95


@pytest.mark.reference
def test_it_is_the_map_others_drew_the_same_way(shipped, reference_dir):
    outlines = gpd.read_file(reference_dir / "cao_bang_2025/communes_2025.shp").rename(columns={"MA_XA": "code"})
    _former, units, _closed = _drawn(shipped.province, outlines)
    theirs = gpd.read_file(reference_dir / "cao_bang_2020_approx/communes_2020_approx.shp").set_index("MA_XA")
    crs = shipped.province.local_crs
    ours = units.to_crs(crs).geometry.to_numpy()
    other = theirs.to_crs(crs).geometry.loc[units["code"]].to_numpy()
    overlap = shapely.area(shapely.intersection(ours, other)) / shapely.area(shapely.union(ours, other))
    assert len(units) == 161
    assert np.median(overlap) >= 0.9
    assert shapely.is_valid(ours).all()
    assert not shapely.is_empty(ours).any()


def test_a_missing_outline_and_a_divided_unit_are_refused(tiny_province):
    province = load_province(tiny_province)
    former, crosswalk = read_units(province, "2020"), read_crosswalk(province, "2020", "2025")
    outlines = draw_schematic(province)["2025"]
    whole = crosswalk.drop_duplicates("source_code")
    with pytest.raises(ProvinceError, match="missing"):
        approximate_units(outlines.iloc[1:], former, whole, local_crs=province.local_crs)
    with pytest.raises(ProvinceError, match="1 former units were divided over several newer ones: 90022"):
        approximate_units(outlines, former, crosswalk, local_crs=province.local_crs)
