"""What a file has to be asked before it can be read: one question after the other, each with a way on."""

import io
import zipfile

import pytest

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CrsProposal, msg
from ntm_geo.intake.boundary_files.boundary_import import CrsChoice
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.screens.data.boundary_questions import _away, _crs_name
from tests.widgets import keyed


@pytest.fixture
def drop(app, fresh):
    def _drop(content, name):
        at = app("data")
        at.file_uploader(key="upload_0").set_value((name, content, "application/zip"))
        at.run(timeout=90)
        assert not at.exception
        return at

    return _drop


def _metric(at, label="Khớp danh mục"):
    return next(one.value for one in at.metric if one.label == label)


def test_the_layer_is_asked_for_and_what_was_not_read_is_named(drop, fresh, tmp_path):
    path = tmp_path / "hai-lop.gpkg"
    for layer in ("huyen", "xa"):
        read_schematic(fresh.province, "2025")[["code", "name", "geometry"]].to_file(path, layer=layer)
    at = drop(path.read_bytes(), "hai-lop.gpkg")
    box = keyed(at.selectbox, "layer_")
    assert list(box.options) == ["huyen", "xa"]
    box.set_value("xa").run(timeout=90)
    keyed(at.button, "take_layer_").click().run(timeout=90)
    assert _metric(at) == "56"
    assert any("huyen" in one.value for one in at.markdown)


@pytest.mark.parametrize("named", ["EPSG:5897", "EPSG:3405"])
def test_a_doubt_about_the_system_is_shown_and_ends_with_the_readers_choice(drop, fresh, tmp_path, named):
    units = read_schematic(fresh.province, "2020").iloc[20:41].to_crs(fresh.province.local_crs)
    units = units.set_crs(named, allow_override=True).rename(columns={"code": "MA_XA", "name": "TEN_XA"})
    folder = tmp_path / "shp"
    folder.mkdir()
    units[["MA_XA", "TEN_XA", "geometry"]].to_file(folder / "xa.shp", encoding="UTF-8")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one in sorted(folder.iterdir()):
            archive.write(one, one.name)
    at = drop(target.getvalue(), "xa.zip")
    assert "km" in at.warning[0].value
    assert escaped(fresh.province.local_crs) in keyed(at.radio, "crs_").options[0]
    keyed(at.button, "take_crs_").click().run(timeout=90)
    assert _metric(at) == "21"
    assert not at.error


def _proposal(crs, shift_km=None):
    why = msg("The outlines would lie where the list of units knows them.")
    return CrsChoice(
        proposal=CrsProposal(crs=crs, name="VN-2000", why=why, bounds_wgs84=(1, 2, 3, 4), shift_km=shift_km), away_km=9
    )


def test_words_about_a_system():
    assert "9 km" in _away(_proposal("EPSG:9210"))
    assert "danh mục" in _away(_proposal("EPSG:9210", 0.2))
    assert "X và Y" in _away(_proposal("EPSG:9210 yx", 0.2))
    assert _crs_name(_proposal("EPSG:9210")) == "VN-2000 (EPSG:9210)"
    assert _crs_name(_proposal("+proj=tmerc")) == "VN-2000"
