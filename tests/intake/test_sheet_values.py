"""Cells are read column by column, and problems keep their places."""

from datetime import date

import numpy as np

from ntm_geo.errors import msg
from ntm_geo.intake.cells import Rules
from ntm_geo.intake.grid import Grid
from ntm_geo.intake.header import Header
from ntm_geo.intake.layouts import layout
from ntm_geo.intake.sheet_marks import SheetMarks
from ntm_geo.intake.sheet_values import Problems, extra_values, read_values

RULES = Rules(today=date(2023, 1, 1), lists={})


def _problems(rows, columns, marks=None):
    header = Header(kind="agencies", rows=(0,), columns=columns, doubtful={}, ignored={})
    return Problems(Grid(name="A", cells=np.array(rows, dtype=object), marks=marks or SheetMarks()), header)


def test_every_fault_of_a_row_is_reported_and_the_row_is_not_taken(shipped):
    problems = _problems(
        [["h"] * 3, [None, "gì", -1], ["Sở A", "Trường", 2]], {0: "name", 1: "kind", 2: "capacity_max"}
    )
    values = read_values(layout("agencies", shipped.criteria_set), [1, 2], RULES, problems)
    assert [(one.cell, one.kind) for one in problems.in_order()] == [
        ("A2", "required-missing"), ("B2", "choice-unknown"), ("C2", "out-of-range"),
    ]  # fmt: skip
    assert problems.bad_rows == {1}
    assert values.loc[2].to_dict() == {"name": "Sở A", "kind": "school", "capacity_max": 2}


def test_an_error_cell_is_one_problem_not_two(shipped):
    marks = SheetMarks(errors=frozenset({(1, 0), (0, 0)}), unfinished=frozenset({(1, 1)}))
    problems = _problems([["h", "h"], [None, None]], {0: "name", 1: "kind"}, marks)
    read_values(layout("agencies", shipped.criteria_set), [1], RULES, problems)
    assert [(one.cell, one.kind) for one in problems.in_order()] == [("A2", "cell-error"), ("B2", "formula-empty")]


def test_a_warning_keeps_its_row():
    problems = _problems([["h"], ["x"]], {0: "name"})
    problems.add(1, 0, "k", msg("a"), msg("b"), severity="warning")
    assert problems.bad_rows == set()
    assert problems.in_order()[0].place == "A!A2"


def test_columns_beside_the_table_are_given_by_row():
    problems = _problems([["h"], [3]], {0: "*met"})
    assert extra_values("*met", [1], problems) == {1: 3}
    assert extra_values("*hamlets", [1], problems) == {}
