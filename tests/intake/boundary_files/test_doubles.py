"""Parts and copies of a unit become one; one code at two units is refused."""

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.errors import InputFileError
from ntm_geo.intake.boundary_files.doubles import merge_parts, refuse_doubles


def _units(*rows):
    columns = {"code": [code for code, _, _ in rows], "name": [name for _, name, _ in rows]}
    return geopandas.GeoDataFrame(columns, geometry=[shape for _, _, shape in rows], crs="EPSG:4326")


def test_one_code_at_two_units_is_refused_with_both_names():
    units = _units(("01267", "Một", shapely.box(0, 0, 1, 1)), ("01267", "Hai", shapely.box(1, 0, 2, 1)))
    with pytest.raises(InputFileError) as caught:
        refuse_doubles(units, "xa.shp")
    assert "01267 (Một); 01267 (Hai)" in str(caught.value.what)


def test_spellings_of_one_name_are_one_unit():
    refuse_doubles(_units(("1", "Hoà An", shapely.box(0, 0, 1, 1)), ("1", "HÒA AN", shapely.box(1, 0, 2, 1))), "xa.shp")


def test_the_same_outline_drawn_from_another_corner_is_a_copy():
    ring = [(0, 0), (1, 0), (1, 1), (0, 1)]
    units = _units(("1", "Một", shapely.Polygon(ring)), ("1", "Một", shapely.Polygon([*ring[2:], *ring[:2]])))
    merged, (finding,) = merge_parts(units, "xa.shp")
    assert len(merged) == 1
    assert finding.kind == "copies-dropped"


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=12))
@settings(max_examples=60)
def test_no_area_is_lost_and_every_code_stands_once(cells):
    units = _units(*((str(code), f"Xã {code}", shapely.box(x, code, x + 1, code + 1)) for code, x in cells))
    merged, findings = merge_parts(units, "xa.shp")
    assert merged["code"].is_unique
    assert set(merged["code"]) == set(units["code"])
    assert shapely.area(merged.geometry.to_numpy()).sum() == pytest.approx(len(set(cells)))
    assert bool(findings) == (len(merged) < len(units))
