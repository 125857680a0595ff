"""Tables of the database follow the models of the data dictionary."""

import pandas as pd
import pytest
import sqlalchemy as sa

from ntm_geo.store.kinds import KEYS, MODELS
from ntm_geo.store.schema import ROWS, column_type, plain_rows


@pytest.mark.parametrize("kind", MODELS)
def test_a_row_table_has_the_columns_of_its_model(kind):
    columns = [column.name for column in ROWS[kind].columns]
    assert columns == ["dataset_id", *MODELS[kind].to_schema().columns]
    assert set(KEYS[kind]) <= set(columns)


@pytest.mark.parametrize(
    ("dtype", "kind"),
    [
        ("str", sa.Text),
        ("boolean", sa.Boolean),
        ("Int64", sa.BigInteger),
        ("float64", sa.Float),
        ("datetime64[ns]", sa.Date),
    ],
)
def test_types_of_models_have_a_type_in_the_database(dtype, kind):
    assert column_type(dtype) is kind


def test_a_type_nobody_thought_of_is_not_kept_as_something_else():
    with pytest.raises(TypeError, match="complex"):
        column_type("complex128")


def test_rows_are_plain_for_the_driver():
    frame = pd.DataFrame(
        {
            "met": pd.Series([True, pd.NA], dtype="boolean"),
            "on": pd.to_datetime(["2022-12-31", None]),
            "value": [1.5, None],
        },
    )
    assert plain_rows(frame) == [
        {"met": True, "on": pd.Timestamp("2022-12-31").date(), "value": 1.5},
        {"met": None, "on": None, "value": None},
    ]
    assert plain_rows(frame.iloc[:0]) == []
