"""A problem says where it is as a spreadsheet does."""

import pytest

from ntm_geo.errors import msg
from ntm_geo.intake.guards.problems import CellProblem, address, letter


@pytest.mark.parametrize(
    ("row", "column", "cell"), [(0, 0, "A1"), (6, 3, "D7"), (19_999, 299, "KN20000"), (8, 26, "AA9")]
)
def test_rows_and_columns_become_an_address(row, column, cell):
    assert address(row, column) == cell
    assert cell.startswith(letter(column))


@pytest.mark.parametrize(("cell", "place"), [("D7", "Biểu 1!D7"), ("", "Biểu 1")])
def test_the_place_of_a_problem_names_sheet_and_cell(cell, place):
    said = {"what": msg("{x}", x=1), "expected": msg("{x}", x=2)}
    problem = CellProblem(sheet="Biểu 1", cell=cell, value="o", severity="error", kind="flag", **said)
    assert problem.place == place
