"""Counts written beside the rows are checked against them; the marks are what counts."""

import pandas as pd
import pytest

from ntm_geo.intake.sheets.cells.headings import MET_COUNT
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.checks.sheet_counts import check_met_count
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from tests.intake.made_tables import table_of


@pytest.mark.parametrize(
    ("count", "kinds"),
    [(2, []), ("2/19", []), (18, []), (1, ["count-differs"]), (19, ["count-differs"]), (20, ["count-range"]),
     ("nhiều", ["count-range"]), (None, [])],
)  # fmt: skip
def test_a_count_is_refuted_only_where_no_mark_could_make_it_true(shipped, count, kinds):
    about = layout("results", shipped.criteria_sets["commune-2021"])
    frame = pd.DataFrame({"1": [True], "2": [True], "3": [False]}, dtype=object)
    table = table_of([["x", "x", "0", count]], {0: "1", 1: "2", 2: "3", 3: MET_COUNT}, kind="results", data=[0])
    problems = Problems([table])
    check_met_count(about, frame, problems)
    assert [problem.kind for problem in problems.found] == kinds
