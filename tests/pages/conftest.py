"""One browser and one application for the pages that are only looked at."""

import os

import pytest

from tests.app_server import ROOT, browser, running


@pytest.fixture(scope="session")
def chrome():
    """The browser; whoever uses it opens a context of his own in it and closes that in the end."""
    with browser(os.environ["NTM_CHROMIUM"]) as started:
        yield started


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Address of the application over an empty data folder, for tests that read only."""
    folder = tmp_path_factory.mktemp("served")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        yield address
