"""One description for the template that is given out and the reader."""

import re

import pytest

from ntm_geo.intake.sheets.cells.layouts import UNIT_KEYS, layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SHEET_KINDS


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_no_two_columns_share_a_key_a_heading_or_a_word(kind, shipped):
    columns = layout(kind, shipped.criteria_sets["commune-2021"]).columns
    for names in ([c.key for c in columns], [c.heading for c in columns], [w for c in columns for w in c.words]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_words_are_as_the_reader_compares_them(kind, shipped):
    words = [word for column in layout(kind, shipped.criteria_sets["commune-2021"]).columns for word in column.words]
    assert all(re.fullmatch("[a-z0-9]+", word) for word in words)


def test_criteria_and_indicators_are_columns(shipped):
    assert len(layout("results", shipped.criteria_sets["commune-2021"]).filled_in) == 19
    scores = layout("scores", shipped.criteria_sets["commune-2021"])
    assert len(scores.filled_in) == 57 + 10  # indicators and parts
    assert scores.column("10.1").type == "number"
    assert (scores.column("17.6").type, scores.column("17.6").high, scores.column("17.6").unit) == ("percent", 100, "%")
    assert scores.column("1.1").type == "flag"


def test_rows_of_units_begin_with_the_unit(shipped):
    for kind in SHEET_KINDS:
        sheet = layout(kind, shipped.criteria_sets["commune-2021"])
        if sheet.rows_are != "agencies":
            assert tuple(column.key for column in sheet.columns[:3]) == UNIT_KEYS


def test_a_column_that_is_not_there_is_a_key_error(shipped):
    with pytest.raises(KeyError):
        layout("results", shipped.criteria_sets["commune-2021"]).column("99")
