"""Of several layers one is chosen by a person; the others are named."""

import geopandas
import pytest
import shapely

from ntm_geo.errors import LayerChoiceError
from ntm_geo.intake.boundary_files.clean_units import read_boundaries

BOX = [shapely.box(106, 22, 107, 23)]


@pytest.fixture
def two_layers(tmp_path):
    path = tmp_path / "hai-lop.gpkg"
    for layer in ("xa", "huyen"):
        table = geopandas.GeoDataFrame({"code": ["01267"], "name": ["Xã Một"]}, geometry=BOX, crs=4326)
        table.to_file(path, layer=layer)
    return path


def _unread(intake):
    return [str(one.what) for one in intake.findings if one.kind == "not-read"]


@pytest.mark.parametrize("layer", ["", "tinh"])
def test_the_layers_are_listed_where_none_fits(two_layers, layer):
    with pytest.raises(LayerChoiceError) as caught:
        read_boundaries(two_layers, layer=layer)
    assert set(caught.value.layers) == {"xa", "huyen"}


def test_what_was_not_read_is_named(two_layers):
    intake = read_boundaries(two_layers, layer="xa")
    assert intake.layer == "xa"
    assert _unread(intake) == ["Only the layer xa was read, not: huyen."]


def test_points_beside_the_polygons_are_named_too(tmp_path):
    path = tmp_path / "xa.gpkg"
    columns = {"code": ["01267"], "name": ["Xã Một"]}
    geopandas.GeoDataFrame(columns, geometry=BOX, crs=4326).to_file(path, layer="xa")
    geopandas.GeoDataFrame(columns, geometry=[shapely.Point(106, 22)], crs=4326).to_file(path, layer="tru so")
    assert _unread(read_boundaries(path)) == ["Only the layer xa was read, not: tru so."]


@pytest.mark.reference
def test_the_cases(reference_dir):
    cases = reference_dir.parent / "cases"
    with pytest.raises(LayerChoiceError) as caught:
        read_boundaries(cases / "20-hints-without-a-way/two-layers.gpkg")
    assert set(caught.value.layers) == {"xa", "huyen"}
    intake = read_boundaries(cases / "20-hints-without-a-way/two-layers.gpkg", layer="xa")
    assert len(intake.units) == 21
    assert "huyen" in _unread(intake)[0]
    folder = read_boundaries(cases / "24-held-up/same.kml", layer="Xã")
    assert "Xã (#2)" in _unread(folder)[0]


def test_one_layer_leaves_nothing_to_tell(tmp_path):
    path = tmp_path / "xa.gpkg"
    geopandas.GeoDataFrame({"code": ["01267"], "name": ["Xã Một"]}, geometry=BOX, crs=4326).to_file(path)
    assert _unread(read_boundaries(path)) == []
