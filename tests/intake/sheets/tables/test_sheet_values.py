"""Cells are read column by column, and problems keep their places."""

from datetime import date

from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.cells import Rules
from ntm_geo.intake.sheets.cells.column_rule import ColumnRule
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.cells.lost import Lost
from ntm_geo.intake.sheets.tables.sheet_values import Problems, extra_values, read_values
from tests.intake.made_tables import table_of

RULES = Rules(today=date(2023, 1, 1), lists={})


def test_every_fault_of_a_row_is_reported_and_the_row_is_not_taken(shipped):
    rows = [["h"] * 3, [None, "gì", -1], ["Sở A", "Trường", 2]]
    problems = Problems([table_of(rows, {0: "name", 1: "kind", 2: "capacity_max"})])
    values = read_values(layout("agencies", shipped.criteria_sets["commune-2021"]), RULES, problems, {})
    assert [(one.cell, one.kind) for one in problems.in_order()] == [
        ("A2", "required-missing"), ("B2", "choice-unknown"), ("C2", "out-of-range"),
    ]  # fmt: skip
    assert problems.bad_rows == {1}
    assert values.loc[2].to_dict() == {"name": "Sở A", "kind": "school", "capacity_max": 2}


def test_a_lost_cell_is_one_problem_not_two(shipped):
    problems = Problems([table_of([["h", "h"], [Lost("#REF!"), Lost("")]], {0: "name", 1: "kind"})])
    read_values(layout("agencies", shipped.criteria_sets["commune-2021"]), RULES, problems, {})
    assert [(one.cell, one.kind, one.value) for one in problems.in_order()] == [
        ("A2", "cell-error", "#REF!"), ("B2", "formula-empty", ""),
    ]  # fmt: skip


def test_a_column_is_turned_before_it_is_judged(shipped):
    problems = Problems([table_of([["h", "h"], ["Sở A", 39_000]], {0: "name", 1: "resources"})])
    rules = {0: {"resources": ColumnRule(factor=0.001)}}
    values = read_values(layout("agencies", shipped.criteria_sets["commune-2021"]), RULES, problems, rules)
    assert values.loc[1, "resources"] == 39


def test_a_warning_keeps_its_row():
    problems = Problems([table_of([["h"], ["x"]], {0: "name"})])
    problems.add(1, "name", "k", msg("a"), msg("b"), severity="warning")
    assert problems.bad_rows == set()
    assert problems.in_order()[0].place == "A!A2"


def test_a_problem_of_a_turned_sheet_stands_where_the_office_sees_it():
    table = table_of([["h", "h"], ["x", "y"]], {0: "unit_name", 1: "1"}, kind="results")
    turned = type(table)(
        grid=table.grid.transposed(), header=table.header, columns=table.columns, rows=table.rows, offset=0
    )
    problems = Problems([turned])
    problems.add_at(turned, 1, 0, "k", msg("a"), msg("b"))
    assert problems.in_order()[0].cell == "B1"


def test_columns_beside_the_table_are_given_by_row():
    problems = Problems([table_of([["h"], [3]], {0: "*met"})])
    assert extra_values("*met", [1], problems) == {1: 3}
    assert extra_values("*hamlets", [1], problems) == {}
