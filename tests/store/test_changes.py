"""What a table would change in another is told row by row, with before and after."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.store.changes import CHANGE_COLUMNS, combine, compare, merge
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import validate


def _scores(values):
    frame = pd.DataFrame(
        [{"code": code, "indicator": "10.1", "period": 2022, "value": value} for code, value in values.items()],
        columns=["code", "indicator", "period", "value"],
    )
    return validate(frame, MODELS["scores"])


def test_new_changed_missing_and_unchanged_rows_are_told_apart():
    before = _scores({"00001": 1.0, "00002": 2.0, "00003": None, "00004": 4.0})
    after = _scores({"00001": 1.0, "00002": 2.5, "00003": 3.0, "00005": 5.0})
    found = compare("scores", before, after)
    assert (found.new, found.changed, found.missing, found.unchanged) == (1, 2, 1, 1)
    assert found.any
    shown = {row.code: (row.change, row.column, row.before, row.after) for row in found.frame.itertuples()}
    assert shown == {
        "00002": ("changed", "value", 2.0, 2.5),
        "00003": ("changed", "value", None, 3.0),
        "00005": ("new", "", None, None),
        "00004": ("missing", "", None, None),
    }
    assert list(found.frame.columns) == list(CHANGE_COLUMNS)


def test_the_first_table_is_new_as_a_whole():
    found = compare("scores", None, _scores({"00001": 1.0, "00002": 2.0}))
    assert (found.new, found.changed, found.missing, found.unchanged) == (2, 0, 0, 0)


def test_the_same_table_in_another_order_changes_nothing():
    table = _scores({"00001": 1.0, "00002": None, "00003": 3.0})
    found = compare("scores", table, table.iloc[::-1])
    assert not found.any
    assert (found.unchanged, len(found.frame)) == (3, 0)


def test_two_cells_of_one_row_are_one_changed_row():
    day = pd.Timestamp("2022-06-01")
    row = {
        "hamlet": "00001-01",
        "code": "00001",
        "name": "Bản A",
        "certified_on": day,
        "revoked_on": pd.NaT,
        "decision": "1/QĐ",
    }
    before = validate(pd.DataFrame([row]), MODELS["hamlets"])
    after = validate(
        pd.DataFrame([row | {"name": "Bản Á", "revoked_on": pd.Timestamp("2023-01-01")}]), MODELS["hamlets"]
    )
    found = compare("hamlets", before, after)
    assert (found.changed, len(found.frame)) == (1, 2)
    assert set(found.frame["row"]) == {"00001-01"}
    assert set(found.frame["code"]) == {"00001"}


def test_boundaries_that_moved_are_told_without_their_coordinates(boundaries):
    found = compare("boundaries", boundaries(3), boundaries(3, size=0.5))
    assert found.changed == 3
    assert set(found.frame["column"]) == {"geometry"}
    assert set(found.frame["before"]) == {""}


def test_rows_that_only_the_older_table_has_are_kept_when_merged():
    before = _scores({"00001": 1.0, "00002": 2.0})
    after = _scores({"00002": 2.5, "00003": None})
    merged = merge("scores", before, after)
    assert dict(zip(merged["code"], merged["value"].fillna(-1), strict=True)) == {
        "00001": 1.0,
        "00002": 2.5,
        "00003": -1,
    }
    assert merge("scores", None, after) is after


_tables = st.dictionaries(
    st.integers(0, 8).map("{:05d}".format), st.one_of(st.none(), st.integers(0, 3).map(float)), max_size=8
)


@settings(max_examples=60)
@given(_tables, _tables)
def test_counts_add_up_and_what_is_told_is_what_happened(one, other):
    before, after = _scores(one), _scores(other)
    found = compare("scores", before, after)
    assert found.new + found.changed + found.unchanged == len(after)
    assert found.missing + found.changed + found.unchanged == len(before)
    assert found.any == (one != other)
    back = compare("scores", after, before)
    assert (back.new, back.missing, back.changed) == (found.missing, found.new, found.changed)
    merged = merge("scores", before, after)
    assert compare("scores", merged, after).changed == 0
    assert set(merged["code"]) == set(one) | set(other)


def test_text_of_a_row_with_a_date_is_the_date():
    row = {
        "code": "00001",
        "level": "standard",
        "recognised_on": pd.Timestamp("2019-05-01"),
        "revoked_on": pd.NaT,
        "decision": None,
    }
    found = compare("recognitions", None, validate(pd.DataFrame([row]), MODELS["recognitions"]))
    assert list(found.frame["row"]) == ["00001 standard 2019-05-01"]


@pytest.mark.parametrize("kind", list(MODELS))
def test_two_empty_tables_do_not_differ(kind):
    types = {name: str(column.dtype) for name, column in MODELS[kind].to_schema().columns.items()}
    empty = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()})
    assert not compare(kind, None, empty).any


@pytest.mark.parametrize(
    ("kind", "row", "code"),
    [
        ("assignments", ("so-y-te", "01291"), "01291"),
        ("partners", ("so-y-te", "01291", 2022), "01291"),
        ("hamlets", ("01291-02",), "01291"),
        ("agencies", ("so-y-te",), ""),
        ("plans", (1,), ""),
    ],
)
def test_a_changed_row_tells_the_unit_it_is_about(kind, row, code):
    from ntm_geo.store.changes import _codes

    assert _codes(kind, pd.Series([row])).tolist() == [code]


ONE_CELL = st.dictionaries(st.sampled_from(["00001", "00002", "00003", "00004"]), st.booleans() | st.none(), max_size=4)


def _results(cells):
    table = pd.DataFrame(
        [(code, "1", met, 2022) for code, met in cells.items()], columns=["code", "criterion", "met", "period"]
    )
    return validate(
        table.astype({"met": "boolean", "code": "str", "criterion": "str", "period": "int64"}), MODELS["results"]
    )


@given(ONE_CELL, ONE_CELL, ONE_CELL)
def test_two_who_began_with_the_same_both_keep_what_they_changed(start, mine, others):
    table, clashes = combine("results", _results(start), _results(mine), _results(others))
    result = {row.code: None if pd.isna(row.met) else bool(row.met) for row in table.itertuples()}
    gone = object()
    told = set()
    for code in {*start, *mine, *others}:
        before, ours, theirs = (cells.get(code, gone) for cells in (start, mine, others))
        if ours != before and theirs not in (before, ours):
            told.add(code)
        elif ours != before:
            assert result.get(code, gone) == ours
        else:
            assert result.get(code, gone) == theirs
    assert {clash.split(" ")[0] for clash in clashes} == told
