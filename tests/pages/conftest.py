"""One application for the pages that are only looked at."""

import os

import pytest

from tests.app_server import running_for_all


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Address of the application over an empty data folder, for tests that read only: one for all processes of a run."""
    place = tmp_path_factory.getbasetemp()
    with running_for_all((place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "served") as address:
        yield address
