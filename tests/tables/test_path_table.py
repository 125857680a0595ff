"""A saved path has a name of its own."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.path_table import Paths


def _row(**changes):
    return pd.DataFrame({"name": ["A"], "saved_on": ["2023-01-05"], "saved_by": [None], "payload": ["{}"]} | changes)


def test_a_path_is_whole():
    assert len(validate(_row(), Paths)) == 1


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_what_cannot_be_is_refused(name):
    with pytest.raises(TableError):
        validate(_row(name=[name]), Paths)
