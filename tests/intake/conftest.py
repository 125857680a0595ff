"""What the tests of the intake share."""

import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.intake.read_rows import Reader


@pytest.fixture(scope="session")
def units_2020(shipped):
    return read_units(shipped.province, "2020")


@pytest.fixture(scope="session")
def communes_2020(units_2020):
    return units_2020[units_2020["kind"].eq("commune")]


@pytest.fixture
def space(empty_folder):
    """Workspace of the province shipped with an empty data folder."""
    return open_workspace(Settings(data_dir=empty_folder))


@pytest.fixture
def reader(shipped, units_2020, tmp_path):
    return Reader(units_2020, shipped.criteria_sets["commune-2021"], tmp_path)
