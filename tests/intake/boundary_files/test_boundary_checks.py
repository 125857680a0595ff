"""What cannot be right is not put in use: another province, another year, a part, exchanged or far-off outlines."""

import dataclasses

import geopandas
import pandas as pd
import pytest
import shapely

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.vintages import load_province
from ntm_geo.errors import InputFileError
from ntm_geo.i18n import text, use_language
from ntm_geo.intake.boundary_files.boundary_import import (
    BoundaryQuestion,
    ingest_boundaries,
    keep_boundaries,
    preview_boundaries,
    report,
)
from ntm_geo.store.boundary_sets import list_boundary_sets

NAMES = {"code": "MA_XA", "name": "TEN_XA", "parent_name": "TEN_HUYEN"}


@pytest.fixture
def write(shipped, tmp_path):
    """Write the schematic of a vintage as an office's file, changed by a function; without districts when told."""

    def written(change=lambda units: units, *, vintage="2020", ending=".gpkg", districts=True):
        units = change(read_schematic(shipped.province, vintage).copy())
        kept = [one for one in (*NAMES, "TEN_TINH", "geometry") if one in units and (districts or one != "parent_name")]
        path = tmp_path / f"xa{ending}"
        units[kept].rename(columns=NAMES).to_file(path, **({"encoding": "UTF-8"} if ending == ".shp" else {}))
        return path

    return written


def _ingest(space, path, vintage="2020", **question):
    return ingest_boundaries(space, path, vintage=vintage, question=BoundaryQuestion(**question))


def _kinds(done):
    return [one.kind for one in done.preview.hindrances]


def _said(done):
    use_language("vi")
    return " ".join(text(one.what) for one in done.preview.hindrances)


def _kept(space, vintage="2020"):
    return list_boundary_sets(space.store, vintage=vintage)


# ------------------------------------------------------------------------------------------------ another province


def _elsewhere(codes=range(6000, 6161), names="Xã Lạ {}", x=0.0, y=0.0):
    def change(units):
        units["code"] = [f"{code:05d}" for code in codes]
        units["name"] = [names.format(number) for number in range(len(units))]
        return units.set_geometry(units.geometry.translate(x, y))

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_elsewhere(x=0.5, y=-0.9), "Lạng Sơn"),
        (_elsewhere(range(1850, 2011)), "Bắc Kạn, nay thuộc Thái Nguyên"),
        (_elsewhere(range(3130, 3291)), "Điện Biên"),
        (_elsewhere(range(90000, 90161), x=0.4, y=-1.85), "Hải Phòng"),
    ],
    ids=["codes-and-place", "merged-since", "codes", "place-alone"],
)
def test_another_province_is_refused_by_its_name(space, write, change, said):
    done = _ingest(space, write(change, districts=False))
    assert _kinds(done) == ["other-province"]
    assert said in _said(done)
    assert (done.kept, _kept(space)) == (None, ())
    assert done.match.proposals == done.match.likenesses == ()


def test_its_own_attribute_names_it_where_codes_and_place_do_not(space, write):
    named = write(lambda units: _elsewhere(range(90000, 90161))(units).assign(TEN_TINH="Tỉnh Xa Xôi"), districts=False)
    assert "Tỉnh Xa Xôi" in _said(_ingest(space, named))


def test_what_nobody_knows_is_refused_with_its_names_and_its_place(space, write):
    done = _ingest(space, write(_elsewhere(range(90000, 90161)), districts=False))
    assert _kinds(done) == ["little-matched"]
    assert "Lạ 0" in _said(done)
    assert "° B" in _said(done)


def test_districts_and_running_numbers_are_not_taken_for_another_province(space, write):
    def districts(units):
        merged = units.dissolve("parent_code").reset_index()
        return merged.assign(code=merged["parent_code"], name=merged["parent_name"])

    for change in (districts, lambda units: units.assign(code=range(1, 162), name=[f"Lạ {n}" for n in range(161)])):
        done = _ingest(space, write(change, districts=False))
        assert _kinds(done) == ["little-matched"]
        assert "Hà Nội" not in _said(done)


def test_a_plan_that_is_refused_cannot_be_kept_by_another_door(space, write):
    preview = preview_boundaries(space, write(_elsewhere()), vintage="2020")
    with pytest.raises(InputFileError):
        keep_boundaries(space, preview, by="An")
    assert _kept(space) == ()


@pytest.mark.reference
@pytest.mark.parametrize(("province", "name"), [("20", "Lạng Sơn"), ("01", "Hà Nội"), ("96", "Cà Mau")])
def test_units_of_the_country_that_are_not_of_the_province(space, reference_dir, province, name):
    done = _ingest(space, reference_dir / "vietnam_communes_2025_30m.gpkg", "2025", province=province)
    assert _kinds(done) == ["other-province"]
    assert name in _said(done)


# ------------------------------------------------------------------------------------------------ the year


@pytest.mark.parametrize(("drawn", "asked"), [("2020", "2025"), ("2025", "2020")])
def test_units_of_another_year_are_refused_and_the_year_is_named(space, write, drawn, asked):
    done = _ingest(space, write(vintage=drawn, districts=drawn == "2020"), asked)
    assert _kinds(done) == ["other-vintage"]
    assert drawn in _said(done)
    assert _kept(space, asked) == ()


@pytest.mark.parametrize("drawn", ["2020", "2025"])
@pytest.mark.parametrize("without_codes", [False, True])
def test_the_year_is_found_and_said(space, write, drawn, without_codes):
    path = write(
        (lambda units: units.drop(columns="code")) if without_codes else (lambda units: units),
        vintage=drawn, districts=drawn == "2020",
    )  # fmt: skip
    preview = preview_boundaries(space, path)
    assert preview.vintage == drawn
    assert "vintage-found" in {one.kind for one in preview.remarks}
    assert preview.hindrances == ()


def test_the_tiny_province_finds_its_years_too(tiny_province, tiny_boundaries, tmp_path, shipped):
    settings = dataclasses.replace(shipped.settings, data_dir=tmp_path / "data")
    space = dataclasses.replace(shipped, settings=settings, province=load_province(tiny_province))
    for vintage in ("2020", "2025"):
        path = tmp_path / f"xa-{vintage}.geojson"
        tiny_boundaries(vintage).to_file(path)
        assert preview_boundaries(space, path).vintage == vintage


# ------------------------------------------------------------------------------------------------ a part


@pytest.mark.parametrize("count", [160, 21, 1])
def test_a_part_is_kept_only_on_the_readers_word(space, write, count):
    path = write(lambda units: units.iloc[-count:])
    done = _ingest(space, path)
    assert _kinds(done) == ["partial"]
    assert f"{161 - count}/161" in _said(done)
    assert _kept(space) == ()
    assert _ingest(space, path, partial=True).kept is not None


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("16-not-the-whole-province/one-district.gpkg", 21),
        ("18-codes-of-other-shapes/a-lake-without-code.gpkg", 21),
        ("18-codes-of-other-shapes/eight-digits-tax.gpkg", 21),
        ("24-held-up/codes-as-feature-ids.geojson", 21),
        ("24-held-up/curved.gpkg", 6),
        ("24-held-up/same.kml", 8),
        ("14-datum-lost/custom-vn2000.shp", 21),
    ],
)
def test_the_cases_of_a_part(space, reference_dir, name, count):
    path = reference_dir.parent / "cases" / name
    assert _kinds(_ingest(space, path)) == ["partial"]
    done = _ingest(space, path, partial=True)
    assert (done.match.matched, done.kept.units) == (count, count)
    assert done.kept.read()["code"].str.fullmatch(r"\d{5}").all()


@pytest.mark.reference
def test_the_case_of_another_province(space, reference_dir):
    done = _ingest(space, reference_dir.parent / "cases/16-not-the-whole-province/another-province.gpkg", partial=True)
    assert "Lạng Sơn" in _said(done)
    assert done.kept is None


# ------------------------------------------------------------------------------------------------ outlines


def test_exchanged_outlines_are_named_and_not_kept_on_anyones_word(space, write):
    def change(units):
        shapes = units.geometry.to_numpy().copy()
        shapes[[3, 90]] = shapes[[90, 3]]
        return units.set_geometry(geopandas.GeoSeries(shapes, crs=4326))

    units = read_schematic(space.province, "2020")
    done = _ingest(space, write(change), as_drawn=True, partial=True)
    assert _kinds(done) == ["exchanged"]
    assert all(units["name"].iloc[place] in _said(done) for place in (3, 90))


def test_a_far_outline_is_named_and_kept_on_the_readers_word(space, write):
    def change(units):
        shapes = units.geometry.to_numpy().copy()
        shapes[5] = shapely.transform(shapes[5], lambda xy: xy + 1.5)
        return units.set_geometry(geopandas.GeoSeries(shapes, crs=4326))

    done = _ingest(space, write(change))
    assert _kinds(done) == ["far-off"]
    assert read_schematic(space.province, "2020")["name"].iloc[5] in _said(done)
    assert _ingest(space, write(change), as_drawn=True).kept is not None


# ------------------------------------------------------------------------------------------------ names and codes


def test_names_that_differ_only_by_spaces_or_case_match_by_themselves(space, write):
    def change(units):
        names = units["name"].str.replace(" ", "")
        return units.assign(name=names.where(units.index % 2 == 0, units["name"].str.upper().str.replace(" ", "  ")))

    done = _ingest(space, write(change))
    assert (done.match.matched, _kinds(done)) == (161, [])
    nameless = _ingest(space, write(lambda units: change(units).drop(columns="code")))
    assert nameless.match.matched == 161


@pytest.mark.parametrize(
    "codes",
    [
        lambda units: [f"2030{number:04d}" for number in range(len(units))],
        lambda units: list(range(1, len(units) + 1)),
        lambda units: [f"{int(code)}.0" for code in units["code"]],
    ],
    ids=["tax", "numbers", "fractions"],
)
def test_codes_of_other_shapes_are_kept_as_the_lists_own(space, write, codes):
    done = _ingest(space, write(lambda units: units.assign(code=codes(units))))
    assert (done.match.matched, _kinds(done)) == (161, [])
    assert set(done.kept.read()["code"]) == set(read_schematic(space.province, "2020")["code"])


def test_a_wrong_code_is_told_as_one_and_not_as_a_wrong_name(space, write):
    done = _ingest(space, write(lambda units: units.assign(code=units["code"].where(units.index != 7, "09999"))))
    unit = read_schematic(space.province, "2020").iloc[7]
    assert done.match.wrong_codes == (f"09999: {unit['name']} / {unit['code']}",)
    assert done.match.likenesses == ()
    assert done.match.proposals


def test_a_lake_without_a_code_is_left_out_and_named(space, write):
    def change(units):
        lake = units.iloc[[0]].assign(code=None, name="Hồ Thang Hen", parent_name=None)
        return pd.concat([units, lake], ignore_index=True)

    done = _ingest(space, write(change))
    assert done.kept.units == 161
    assert any("Hồ Thang Hen" in line for line in report(done)["not_read"])


def test_a_unit_without_usable_code_that_no_list_knows_is_left_out_and_named(space, write):
    def change(units):
        other = units.iloc[[0]].assign(code="HO-01", name="Mặt nước Khuổi Lái", parent_name=None)
        return pd.concat([units, other], ignore_index=True)

    done = _ingest(space, write(change))
    assert done.kept.units == 161
    assert any("Khuổi Lái" in line for line in report(done)["not_read"])
