"""What the tests of the intake share."""

import pytest

from ntm_geo.boundaries.units import read_units
from tests.intake.read_rows import Reader


@pytest.fixture(scope="session")
def units_2020(shipped):
    return read_units(shipped.province, "2020")


@pytest.fixture(scope="session")
def communes_2020(units_2020):
    return units_2020[units_2020["kind"].eq("commune")]


@pytest.fixture
def reader(shipped, units_2020, tmp_path):
    return Reader(units_2020, shipped.criteria_set, tmp_path)
