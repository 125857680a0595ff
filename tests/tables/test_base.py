"""Tables are checked at the walls, and all complaints come in one error."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.api.dataframe.model import MODEL_CACHE
from pandera.errors import SchemaErrors

from ntm_geo.errors import TableError
from ntm_geo.i18n import text
from ntm_geo.store.kinds import MODELS as DATA_DICTIONARY
from ntm_geo.tables import base
from ntm_geo.tables.base import Table, code_field, each_row, field, validate
from ntm_geo.tables.crosswalk_table import Crosswalk
from ntm_geo.tables.score_tables import CriterionResults, Scores
from ntm_geo.tables.standing_table import HamletCounts, Hamlets, Recognitions, Standings
from ntm_geo.tables.threshold_table import Thresholds
from ntm_geo.tables.unit_table import Units
from ntm_geo.tables.verdict_tables import Verdicts

RESULTS = [Verdicts, Standings, Recognitions, Hamlets, HamletCounts]
MODELS = [Units, Crosswalk, Scores, CriterionResults, Thresholds, *RESULTS]


class _Wanted(Table):
    """Two columns."""

    code: str = code_field("Mã", "code")
    value: float = field("Giá trị", "a value", unit="percent", ge=0)


def test_columns_come_in_the_order_of_the_model_with_their_types():
    given_ = pd.DataFrame({"value": ["1.5"], "code": ["01267"]})
    checked = validate(given_, _Wanted)
    assert list(checked.columns) == ["code", "value"]
    assert checked["value"].tolist() == [1.5]


def test_all_complaints_come_in_one_error():
    bad = pd.DataFrame({"code": ["1267", "01273"], "value": [1.0, -2.0]})
    with pytest.raises(TableError) as caught:
        validate(bad, _Wanted, where="bảng.csv")
    said = str(caught.value.what)
    assert "1267" in said
    assert "-2.0" in said
    assert caught.value.where == "bảng.csv"
    assert caught.value.fix is not None


@pytest.mark.parametrize("columns", [{"code": ["01267"]}, {"code": ["01267"], "value": [1.0], "more": [1]}])
def test_missing_and_unknown_columns_are_refused(columns):
    with pytest.raises(TableError):
        validate(pd.DataFrame(columns), _Wanted)


@given(st.text(max_size=7))
@settings(max_examples=60)
def test_a_code_is_five_digits_and_nothing_else(code):
    frame = pd.DataFrame({"code": [code], "value": [1.0]}).astype({"code": "str"})
    if len(code) == 5 and code.isascii() and code.isdigit():
        assert validate(frame, _Wanted)["code"].tolist() == [code]
    else:
        with pytest.raises(TableError):
            validate(frame, _Wanted)


class _Kinds(Table):
    """A column of every type and with every check our models have."""

    code: str = code_field("Mã", "code", unique=True)
    name: str = field("Tên", "a name", nullable=True, str_length={"min_value": 1, "max_value": 4})
    kind: str = field("Loại", "a kind", isin=("a", "b"))
    rank: int = field("Hạng", "a rank", ge=1, le=3)
    value: float = field("Giá trị", "a value", nullable=True, gt=0)
    number: pd.Int64Dtype = field("Số", "a number", nullable=True, unique=True)
    met: pd.BooleanDtype = field("Đạt", "met", nullable=True)
    on: pd.Timestamp = field("Ngày", "a day", nullable=True)


_CELLS = {
    "code": ["01267", "01273", "1267", "", None], "name": ["An", "", "Bình", "Chiêm", None], "kind": ["a", "b", "c", None],
    "rank": [1, 3, 4, "2", 2.5, None], "value": [0.5, 2, 0.0, -1.0, "1.5", "x", float("inf"), None],
    "number": [1, 2, 3, "4", None], "met": [True, False, 1, "x", None],
    "on": [pd.Timestamp("2022-12-31"), "2023-01-01", "31/12", None],
}  # fmt: skip


@given(st.lists(st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in _CELLS.items()}), max_size=3))
@settings(max_examples=300)
def test_a_table_is_sound_where_pandera_finds_nothing_and_comes_back_the_same(rows):
    frame = pd.DataFrame(rows, columns=[*_CELLS][::-1])
    schema = _Kinds.to_schema()
    sound = base._sound_table(frame, schema)
    try:
        expected = _Kinds.validate(frame, lazy=True)[list(schema.columns)]
    except SchemaErrors:
        assert sound is None
    else:
        pd.testing.assert_frame_equal(sound, expected)


_GOOD = {
    "code": ["01267", "01273"], "name": ["An", None], "kind": ["a", "b"], "rank": [1, 3], "value": [0.5, None],
    "number": [1, 2], "met": [True, None], "on": ["2022-12-31", None],
}  # fmt: skip
_BAD = {
    "code": ["01267", "01267"], "name": ["An", "Chiêm"], "kind": ["a", "c"], "rank": [1, 4], "value": [0.5, 0.0],
    "number": [1, 1], "met": [True, "x"], "on": ["2022-12-31", "31/12"],
}  # fmt: skip
_LAID_OUT = {
    "an index with doubles": lambda frame: frame.set_axis([0, 0]),
    "an index of two levels": lambda frame: frame.set_axis(pd.MultiIndex.from_tuples([(1, 2), (1, 3)])),
    "categories": lambda frame: frame.astype({"kind": "category"}),
    "texts of pyarrow": lambda frame: frame.astype({"code": pd.StringDtype("pyarrow", na_value=np.nan)}),
    "no row": lambda frame: frame.iloc[:0],
    "no row and no type": lambda frame: frame.iloc[:0].astype(object),
    "whole numbers as floats": lambda frame: frame.astype({"rank": float}),
    "moments of a zone": lambda frame: frame.assign(on=pd.to_datetime(["2022-01-01T00:00Z", "2022-01-02T00:00Z"])),
}


@pytest.mark.parametrize("layout", _LAID_OUT)
def test_however_a_table_is_laid_out_both_ways_give_the_same(layout):
    frame, schema = _LAID_OUT[layout](pd.DataFrame(_GOOD)), _Kinds.to_schema()
    expected = _Kinds.validate(frame, lazy=True)[list(schema.columns)]
    pd.testing.assert_frame_equal(base._sound_table(frame, schema), expected)


@pytest.mark.parametrize("name", [*_CELLS])
def test_each_check_of_a_column_is_heard(name):
    schema, broken = _Kinds.to_schema(), pd.DataFrame(_GOOD | {name: _BAD[name]})
    assert base._sound_table(pd.DataFrame(_GOOD), schema) is not None
    assert base._sound_table(broken, schema) is None
    with pytest.raises(TableError):
        validate(broken, _Kinds)


def test_our_models_have_no_check_that_is_left_to_pandera_alone():
    columns = [column for model in DATA_DICTIONARY.values() for column in model.to_schema().columns.values()]
    assert {check.name for column in columns for check in column.checks} <= set(base._SOUND)


def test_all_threads_check_with_one_schema():
    def check(_number):
        return validate(frame, _Wanted)["value"].dtype, id(_Wanted.to_schema())

    frame = pd.DataFrame({"code": ["01267"], "value": [1]}).astype({"code": "str"})
    kept = len(MODEL_CACHE)
    for _round in range(3):
        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(check, range(60))) == {(np.dtype("float64"), id(_Wanted.to_schema()))}
    assert len(MODEL_CACHE) <= kept + 1


def test_heading_and_unit_travel_with_the_schema():
    column = _Wanted.to_schema().columns["value"]
    assert column.metadata == {"heading": "Giá trị", "unit": "percent"}
    assert column.description == "a value"


def test_rows_are_named_tuples():
    (row,) = each_row(pd.DataFrame({"code": ["01267"], "value": [2.0]}))
    assert (row.code, row.value) == ("01267", 2.0)


def test_of_many_complaints_five_are_shown_and_the_others_counted():
    with pytest.raises(TableError) as caught:
        validate(pd.DataFrame({"code": ["x"] * 50, "value": [1.0] * 50}), _Wanted)
    said = str(caught.value.what)
    assert said.count("“x”") == 5
    assert said.startswith("Row 1: Mã cannot be “x”; Row 2:")
    assert said.endswith("; and 45 more.")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"code": [None], "value": [1.0]}, "Dòng 1: thiếu Mã."),
        ({"code": ["01267", " "], "value": [1.0, 2.0]}, "Dòng 2: thiếu Mã."),
        ({"code": ["01267", "01273"], "value": [1.0, "nhiều"]}, "Dòng 2: Giá trị không thể là “nhiều”."),
        ({"code": ["01267", "01273"], "value": [-1.0, -2.0]},
         "Dòng 1: Giá trị không thể là “-1.0”; Dòng 2: Giá trị không thể là “-2.0”."),
        ({"code": ["01267"]}, "Thiếu cột Giá trị."),
        ({"code": ["01267"], "value": [1.0], "more": [1]}, "Có cột lạ: more."),
    ],
)  # fmt: skip
def test_an_officer_reads_the_row_and_the_heading_and_no_word_of_the_code(frame, said):
    with pytest.raises(TableError) as caught:
        validate(pd.DataFrame(frame), _Wanted)
    assert text(caught.value.what) == said


def test_rows_are_counted_as_they_stand_whatever_their_index():
    with pytest.raises(TableError) as caught:
        validate(pd.DataFrame({"code": ["01267", "x"], "value": [1.0, 1.0]}, index=[7, 3]), _Wanted)
    assert str(caught.value.what) == "Row 2: Mã cannot be “x”."


@pytest.mark.parametrize("code", ["01267\n", "٠١٢٦٧", " 01267", "1267", "012670", "01267.0"])
def test_what_only_looks_like_a_code_is_refused(code):
    with pytest.raises(TableError):
        validate(pd.DataFrame({"code": [code], "value": [1.0]}), _Wanted)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_says_what_it_is_in_both_languages(model):
    columns = model.to_schema().columns
    assert all(column.metadata["heading"] and column.description for column in columns.values())
    assert len({column.metadata["heading"] for column in columns.values()}) == len(columns)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_table_without_rows_is_a_table(model):
    kinds = {name: str(column.dtype) for name, column in model.to_schema().columns.items()}
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    assert list(validate(empty, model).columns) == list(kinds)
