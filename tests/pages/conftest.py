"""One application for the pages that are only looked at."""

import pytest

from tests.app_server import ROOT, running


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Address of the application over an empty data folder, for tests that read only."""
    folder = tmp_path_factory.mktemp("served")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        yield address
