"""Which unit went into which."""

import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.tables.base import validate
from ntm_geo.tables.crosswalk_table import Crosswalk


def _row(**changes):
    names = {"source_code": ["01267"], "source_name": ["Xã A"], "target_code": ["01273"], "target_name": ["Xã B"]}
    return pd.DataFrame(names | {"share": [1.0]} | changes)


def test_a_whole_unit():
    assert validate(_row(), Crosswalk)["share"].tolist() == [1.0]


@pytest.mark.parametrize("change", [{"share": [0.0]}, {"share": [1.2]}, {"target_code": ["1273"]}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(TableError):
        validate(_row(**change), Crosswalk)


def test_a_divided_unit_has_several_rows():
    parts = pd.concat([_row(share=[0.4]), _row(target_code=["01276"], share=[0.6])], ignore_index=True)
    assert validate(parts, Crosswalk)["share"].sum() == pytest.approx(1)
