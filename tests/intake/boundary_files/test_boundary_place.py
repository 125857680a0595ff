"""A file that lies aside is asked about, with the system that brings it onto its centres, and taken with it."""

import geopandas
import pytest
import shapely
from pyproj import CRS

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CrsMissingError
from ntm_geo.intake.boundary_files.boundary_import import (
    BoundaryQuestion,
    crs_choices,
    ingest_boundaries,
    preview_boundaries,
)

LOCAL = "EPSG:9210"


def _zone(meridian):
    return (
        f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m"
        " +towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
    )


@pytest.fixture
def write(shipped, tmp_path):
    """Write the schematic drawn in one system and named another, as a function; no ``.prj`` where none is named."""

    def written(drawn, named, *, rows=slice(None), swapped=False, ending=".shp", vintage="2020"):
        units = read_schematic(shipped.province, vintage).iloc[rows].to_crs(drawn)
        shapes = units.geometry.to_numpy()
        if swapped:
            shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
        columns = {"MA_XA": units["code"].to_numpy(), "TEN_XA": units["name"].to_numpy()}
        path = tmp_path / f"xa{ending}"
        table = geopandas.GeoDataFrame(columns, geometry=shapes, crs=named or drawn)
        table.to_file(path, **({"encoding": "UTF-8"} if ending == ".shp" else {}))
        if not named:
            path.with_suffix(".prj").unlink()
        return path

    return written


@pytest.mark.parametrize("rows", [slice(None), slice(20, 41)], ids=["all", "district"])
@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (LOCAL, "EPSG:5897"),
        (LOCAL, "EPSG:9209"),
        (LOCAL, "EPSG:3405"),
        ("EPSG:3405", LOCAL),
        ("EPSG:32648", "EPSG:9211"),
        (LOCAL, _zone(105.25)),
        (_zone(106.75), LOCAL),
    ],
)
@pytest.mark.parametrize("ending", [".shp", ".gpkg"])
def test_another_meridian_or_zone_is_doubted_and_the_right_one_comes_first(space, write, drawn, named, rows, ending):
    path = write(drawn, named, rows=rows, ending=ending)
    with pytest.raises(CrsMissingError) as caught:
        preview_boundaries(space, path, vintage="2020")
    first = caught.value.proposals[0]
    right = read_schematic(space.province, "2020").iloc[rows].to_crs(LOCAL).geometry.centroid
    done = preview_boundaries(space, path, vintage="2020", question=BoundaryQuestion(crs=first.crs, partial=True))
    assert done.hindrances == ()
    found = done.intake.units.sort_values("code").to_crs(LOCAL).geometry.centroid
    away = found.reset_index(drop=True).distance(right.reset_index(drop=True))
    assert away.max() < (250 if "32648" in drawn else 1)  # WGS 84 and VN-2000 cannot be told apart by centres


def test_axes_that_are_swapped_are_found_too(space, write):
    path = write(LOCAL, None, swapped=True)
    with pytest.raises(CrsMissingError) as caught:
        preview_boundaries(space, path, vintage="2020")
    assert caught.value.proposals[0].crs == f"{LOCAL} yx"
    named = write(LOCAL, LOCAL, swapped=True)
    with pytest.raises(CrsMissingError) as caught:
        preview_boundaries(space, named, vintage="2020")
    assert caught.value.proposals[0].crs == f"{LOCAL} yx"


@pytest.mark.parametrize("rows", [slice(None), slice(0, 12), slice(100, 103)], ids=["all", "district", "three"])
def test_without_a_system_the_one_that_fits_comes_first_also_for_a_corner_of_the_province(space, write, rows):
    with pytest.raises(CrsMissingError) as caught:
        preview_boundaries(space, write(LOCAL, None, rows=rows))
    choices = crs_choices(space, caught.value.proposals, vintage="")
    assert choices[0].proposal.crs == LOCAL
    assert choices[0].away_km < 2 < choices[1].away_km


def test_a_system_a_person_chose_is_not_asked_about_again_but_not_put_in_use_either(space, write):
    path = write(LOCAL, "EPSG:5897")
    done = ingest_boundaries(space, path, vintage="2020", question=BoundaryQuestion(crs="EPSG:5897"))
    assert [one.kind for one in done.preview.hindrances] == ["displaced"]
    assert done.kept is None


def test_a_shift_that_is_small_and_that_no_system_explains_is_told_and_taken(space, tmp_path):
    units = read_schematic(space.province, "2020").to_crs(LOCAL)
    moved = units.set_geometry(units.geometry.translate(900, -600)).to_crs(4326)
    path = tmp_path / "xa.gpkg"
    moved[["code", "name", "geometry"]].to_file(path)
    preview = preview_boundaries(space, path, vintage="2020")
    assert preview.hindrances == ()
    assert "displaced" in {one.kind for one in preview.remarks}


@pytest.mark.reference
def test_the_cases(space, reference_dir):
    cases = reference_dir.parent / "cases"
    for name in ("15-outline-far-from-its-place/meridian-of-another-province.shp", "20-hints-without-a-way/no-prj.shp"):
        with pytest.raises(CrsMissingError) as caught:
            preview_boundaries(space, cases / name, vintage="2020")
        assert caught.value.proposals[0].crs == LOCAL
    assert "76" in str(caught.value.what) or "77" in str(caught.value.what) or "no-prj" in caught.value.where


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "vintage", "province"),
    [
        ("cao_bang_2025/communes_2025.shp", "2025", ""),
        ("cao_bang_2025_geojson.zip", "2025", ""),
        ("cao_bang_2020_approx/communes_2020_approx.shp", "2020", ""),
        ("vietnam_communes_2025_30m.gpkg", "2025", "04"),
    ],
)
def test_the_boundaries_at_hand_are_taken_without_a_word(space, reference_dir, name, vintage, province):
    preview = preview_boundaries(space, reference_dir / name, question=BoundaryQuestion(province=province))
    assert (preview.vintage, preview.hindrances) == (vintage, ())
    assert {one.kind for one in preview.remarks} == {"vintage-found"}


def test_zones_of_the_test_are_what_they_are_meant_to_be():
    assert CRS(_zone(105.25)).is_bound
