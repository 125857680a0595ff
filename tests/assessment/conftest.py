"""An office that entered the made-up set of 2026 and says which of the older values are carried to it."""

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.records.correspondences import load_correspondences, save_correspondences
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, made_up_lines

OLD = "commune-2021"
CARRIED = [("5.3", "15.1", "Lan"), ("6.1", "11.1", None), ("3.1", "10.1", "Lan"), ("8.1", "17.8", None)]


@pytest.fixture(scope="session")
def carrying(tmp_path_factory):
    """The workspace of that office."""
    space = open_workspace(Settings(data_dir=tmp_path_factory.mktemp("carrying")))
    keep_edition(space, KEY, made_up_lines(space.shipped_law.sets[KEY]), by="An", expected=None)
    succession = space.succession(OLD, KEY)
    table, version = load_correspondences(space, succession)
    rows = [
        {"target": target, "sources": source, "carries_value": True, "confirmed_by": by}
        for target, source, by in CARRIED
    ]
    save_correspondences(space, succession, pd.concat([table, pd.DataFrame(rows)]), by="An", expected=version)
    return space


@pytest.fixture(scope="session")
def two_years(carrying):
    """The figures of 2025 by the set of the year, and by the newer one."""
    figures = load_figures(carrying)
    return [assess_period(carrying, figures, period=2025, against=against) for against in ("", KEY)]
