"""Boundaries from centre points alone, reproducible and close to the real ones."""

import numpy as np
import pytest
import shapely

from ntm_geo.boundaries.geometry import area_km2
from ntm_geo.boundaries.schematic import draw_cells, draw_schematic, read_schematic, write_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import ProvinceError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries


@pytest.fixture(scope="module")
def drawn(shipped):
    return draw_schematic(shipped.province)


@pytest.mark.parametrize(("vintage", "count"), [("2020", 161), ("2025", 56)])
def test_every_unit_is_one_valid_part_of_a_coverage(shipped, drawn, vintage, count):
    units = drawn[vintage]
    shapes = units.geometry.to_numpy()
    assert len(units) == count
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)
    assert abs(area_km2(units.geometry).sum() / 6_700 - 1) < 0.08
    gazetteer = read_units(shipped.province, vintage).set_index("code").loc[units["code"]]
    assert shapely.contains_xy(shapes, gazetteer["lon"].to_numpy(), gazetteer["lat"].to_numpy()).all()


def test_the_files_committed_are_the_ones_drawn_now(shipped, drawn):
    for vintage, units in drawn.items():
        kept = read_schematic(shipped.province, vintage)
        assert list(kept["code"]) == list(units["code"])
        assert list(kept["name"]) == list(units["name"])
        assert list(kept["kind"]) == list(units["kind"])
        assert shapely.equals(kept.geometry.to_numpy(), units.geometry.to_numpy()).all()


def test_newer_units_are_the_dissolve_of_the_older(drawn):
    old, new = (shapely.union_all(drawn[key].geometry.to_numpy()) for key in ("2020", "2025"))
    assert shapely.area(shapely.symmetric_difference(old, new)) < 1e-9


@pytest.mark.reference
@pytest.mark.parametrize(
    ("vintage", "name", "median"),
    [
        ("2020", "cao_bang_2020_approx/communes_2020_approx.shp", 0.60),
        ("2025", "cao_bang_2025/communes_2025.shp", 0.60),
    ],
)
def test_it_lies_close_to_the_real_boundaries(reference_dir, shipped, drawn, vintage, name, median):
    real = read_boundaries(reference_dir / name).units.to_crs(shipped.province.local_crs).set_index("code")
    ours = drawn[vintage].to_crs(shipped.province.local_crs).set_index("code")
    assert set(real.index) == set(ours.index)
    left, right = ours.geometry.to_numpy(), real.geometry.loc[ours.index].to_numpy()
    iou = shapely.area(shapely.intersection(left, right)) / shapely.area(shapely.union(left, right))
    assert np.median(iou) >= median
    one, other = shapely.union_all(left), shapely.union_all(right)
    assert one.intersection(other).area / one.union(other).area >= 0.90


def test_the_same_points_give_the_same_bytes(tiny_province):
    province = load_province(tiny_province)
    first = {path: path.read_bytes() for path in write_schematic(province)}
    assert {path: path.read_bytes() for path in write_schematic(province)} == first
    assert {path.suffix for path in first} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    assert len(read_schematic(province, "2020")) == 9
    assert len(read_schematic(province, "2025")) == 8


def test_a_bay_does_not_cut_an_owner_in_two():
    """A strip beyond a bay is nearest to the left centre, but hangs together with the right one only."""
    outline = shapely.box(0, 0, 100, 40).difference(shapely.box(20, 10, 45, 40))
    seeds = np.array([shapely.Point(10, 35), shapely.Point(90, 35)], dtype=object)
    cells = draw_cells(outline, seeds, np.arange(2), count=2)
    assert [cell.geom_type for cell in cells] == ["Polygon", "Polygon"]
    assert shapely.area(cells).sum() == pytest.approx(outline.area)


def test_missing_files_tell_how_to_make_them_anew(tiny_province):
    with pytest.raises(ProvinceError) as caught:
        read_schematic(load_province(tiny_province), "2020")
    assert "data schematic" in str(caught.value.fix)
