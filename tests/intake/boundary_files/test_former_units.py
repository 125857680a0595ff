"""A former map from newer outlines is kept, named as approximate, and can be shown."""

import pytest

from ntm_geo.errors import ProvinceError
from ntm_geo.intake.boundary_files.boundary_import import ingest_boundaries
from ntm_geo.intake.boundary_files.former_units import approximate
from ntm_geo.settings import Settings
from ntm_geo.themes.map_layers import boundary_choices, layer
from ntm_geo.workspace.workspace import open_workspace


@pytest.fixture
def space(tmp_path):
    return open_workspace(Settings(data_dir=tmp_path))


def test_it_needs_newer_outlines_and_says_so(space):
    with pytest.raises(ProvinceError, match="download"):
        approximate(space, vintage="2020")
    with pytest.raises(ProvinceError):
        approximate(space, vintage="2025")


def test_it_is_kept_named_and_drawn(space):
    source = space.province.folder / space.province.vintage("2025").schematic
    ingest_boundaries(space, source, vintage="2025", by="A")
    done = approximate(space, vintage="2020", by="A")
    assert (done.units, done.new) == (161, True)
    assert not approximate(space, vintage="2020").new
    choice = boundary_choices(space, "2020")[0]
    assert choice.provenance.source.startswith("Ước lượng từ")
    assert layer(space, vintage="2020", boundary_set=choice.key).match.matched == 161
