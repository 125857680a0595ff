"""A boundary file that is dropped: where it lies, what does not fit, and the choices a person makes."""

import io
import zipfile

import pytest

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.store.boundary_sets import list_boundary_sets
from ntm_geo.ui.kit.messages import escaped
from tests.widgets import keyed


def _zipped(units, tmp_path, *, crs="EPSG:4326", without=()):
    folder = tmp_path / "shp"
    folder.mkdir()
    named = units.rename(columns={"code": "MA_XA", "name": "TEN_XA"})[["MA_XA", "TEN_XA", "geometry"]]
    named.to_crs(crs).to_file(folder / "xa.shp", encoding="UTF-8")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one in sorted(folder.iterdir()):
            if one.suffix not in without:
                archive.write(one, one.name)
    return target.getvalue()


@pytest.fixture
def drop(app, fresh):
    def _drop(content, name="ranh-gioi.zip"):
        at = app("data")
        at.file_uploader(key="upload_0").set_value((name, content, "application/zip"))
        at.run(timeout=90)
        assert not at.exception
        return at

    return _drop


def _metrics(at):
    return {one.label: one.value for one in at.metric}


def test_it_is_read_shown_and_kept_on_a_click(drop, fresh, tmp_path):
    units = read_schematic(fresh.province, "2025")
    at = drop(_zipped(units, tmp_path))
    found = _metrics(at)
    assert (found["Đơn vị trong tệp"], found["Khớp danh mục"], found["Cần xác nhận"]) == ("56", "56", "0")
    _save(at).click()
    at.run(timeout=90)
    assert not at.exception
    assert list_boundary_sets(fresh.store, vintage="2025")


def test_without_coordinate_system_a_person_confirms_one(drop, fresh, tmp_path):
    units = read_schematic(fresh.province, "2025")
    at = drop(_zipped(units, tmp_path, crs=fresh.province.local_crs, without={".prj"}))
    assert escaped(fresh.province.local_crs) in keyed(at.radio, "crs_").options[0]
    keyed(at.button, "take_crs_").click()
    at.run(timeout=90)
    assert _metrics(at)["Khớp danh mục"] == "56"


def test_overlaps_are_mended_when_asked(drop, fresh, tmp_path):
    units = read_schematic(fresh.province, "2025")
    shapes = units.to_crs(fresh.province.local_crs).geometry
    shapes.iloc[3] = shapes.iloc[3].buffer(12, join_style="mitre")
    at = drop(_zipped(units.set_geometry(shapes.to_crs(4326)), tmp_path))
    assert int(_metrics(at)["Chỗ ranh giới không khớp"]) > 0
    keyed(at.selectbox, "mend_").set_value(30.0)
    at.run(timeout=90)
    assert not at.exception
    assert _save(at)


@pytest.mark.reference
def test_a_national_file_offers_its_provinces(drop, reference_dir):
    content = (reference_dir / "vietnam_communes_2025_30m.gpkg").read_bytes()
    at = drop(content, name="ca-nuoc.gpkg")
    box = keyed(at.selectbox, "province_")
    assert len(box.options) == 34
    box.set_value("04").run(timeout=90)
    keyed(at.button, "take_province_").click()
    at.run(timeout=90)
    assert _metrics(at)["Đơn vị trong tệp"] == "56"


def _save(at):
    return keyed(at.button, "save_")


def _year(at):
    return keyed(at.selectbox, "vintage_")


def _said(at):
    return " ".join(str(one.value) for one in [*at.error, *at.warning, *at.caption, *at.info])


@pytest.mark.parametrize("vintage", ["2020", "2025"])
def test_the_year_is_found_and_another_one_cannot_be_saved(drop, fresh, tmp_path, vintage):
    at = drop(_zipped(read_schematic(fresh.province, vintage), tmp_path))
    assert _year(at).value == vintage
    assert not _save(at).disabled
    other = {"2020": "2025", "2025": "2020"}[vintage]
    _year(at).set_value(other).run(timeout=90)
    assert _save(at).disabled
    assert vintage in " ".join(one.value for one in at.error)


def test_a_part_is_kept_on_the_readers_word(drop, fresh, tmp_path):
    at = drop(_zipped(read_schematic(fresh.province, "2025").iloc[:20], tmp_path))
    assert _save(at).disabled
    assert "20/56" in _said(at)
    box = keyed(at.checkbox, "partial_")
    assert "36" in box.label
    box.check().run(timeout=90)
    assert not _save(at).disabled
    _save(at).click().run(timeout=90)
    assert list_boundary_sets(fresh.store, vintage="2025")[0].units == 20


def test_another_province_is_refused_by_its_name_and_nothing_is_asked_about_it(drop, fresh, tmp_path):
    units = read_schematic(fresh.province, "2025")
    units = units.assign(code=[f"{6000 + n:05d}" for n in range(56)], name=[f"Lạ {n}" for n in range(56)])
    at = drop(_zipped(units, tmp_path))
    assert "Lạng Sơn" in " ".join(one.value for one in at.error)
    assert _save(at).disabled
    assert not at.checkbox


def test_exchanged_outlines_are_named_and_cannot_be_saved(drop, fresh, tmp_path):
    units = read_schematic(fresh.province, "2025")
    shapes = units.geometry.to_numpy().copy()
    shapes[[2, 40]] = shapes[[40, 2]]
    at = drop(_zipped(units.set_geometry(shapes, crs=4326), tmp_path))
    told = " ".join(one.value for one in at.error)
    assert all(units["name"].iloc[place] in told for place in (2, 40))
    assert _save(at).disabled
