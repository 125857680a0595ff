"""Each row is about one unit; what is not sure becomes a problem of its cell."""

import numpy as np
import pandas as pd
import pytest

from ntm_geo.intake.grid import Grid
from ntm_geo.intake.header import Header
from ntm_geo.intake.sheet_rows import DataRow
from ntm_geo.intake.sheet_units import commune_rows, join_units, unit_lines
from ntm_geo.intake.sheet_values import Problems

UNITS = pd.DataFrame(
    {
        "code": ["00001", "00002", "00003"],
        "name": ["Hưng Đạo", "Hưng Đạo", "Hòa An"],
        "kind": ["commune", "commune", "ward"],
        "parent_code": ["001", "002", "001"],
        "parent_name": ["Huyện A Lưới", "Huyện B Sơn", "Huyện A Lưới"],
    }
)
HEADER = Header(kind="hamlets", rows=(0,), columns={0: "code", 1: "unit_name", 2: "name"}, doubtful={}, ignored={})


def _sheet(*rows):
    return Grid(name="A", cells=np.array([["h"] * 3, *rows], dtype=object))


def test_rows_that_only_name_a_commune_head_those_below():
    grid = _sheet([None, "Hòa An", None], [None, None, "Nà Rì"])
    rows = [DataRow(row=1, section=""), DataRow(row=2, section="Huyện A Lưới")]
    assert commune_rows(rows, grid, HEADER) == {1}
    lines = unit_lines(rows, grid, HEADER, carry_down=True)
    assert lines.loc[2].tolist() == [None, "Hòa An", "Huyện A Lưới"]
    assert unit_lines(rows, grid, HEADER, carry_down=False).loc[2, "name"] is None


def _join(line, **options):
    grid = _sheet([line.get("code"), line.get("name"), "x"])
    problems = Problems(grid, HEADER)
    lines = pd.DataFrame([{"code": None, "name": None, "parent_name": None} | line], index=[1])
    settings = {"remembered": {}, "once": True, "programme_only": False} | options
    codes, report = join_units(lines, UNITS, problems, **settings)
    return codes.iloc[0], [(one.cell, one.kind) for one in problems.in_order()], report


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({}, ("B2", "unit-missing")),
        ({"name": "Hưng Đạo"}, ("B2", "unit-ambiguous")),
        ({"name": "Hưng Đao", "parent_name": "B Sơn", "code": "00003"}, ("A2", "unit-contradiction")),
        ({"name": "Hòa Ann"}, ("B2", "unit-proposed")),
        ({"name": "qqqq zzzz"}, ("B2", "unit-unknown")),
    ],
)
def test_what_is_not_sure_is_a_problem_of_its_cell(line, problem):
    code, problems, report = _join(line)
    assert pd.isna(code)
    assert problems == [problem]
    assert report.matched == 0


def test_a_ward_is_left_out_where_only_the_programme_counts():
    assert _join({"name": "Hòa An"})[:2] == ("00003", [])
    code, problems, _report = _join({"name": "Hòa An"}, programme_only=True)
    assert pd.isna(code)
    assert problems == [("B2", "outside-programme")]


def test_a_decision_made_before_answers():
    _code, _problems, report = _join({"name": "Hưng Đạo"})
    assert _join({"name": "Hưng Đạo"}, remembered={report.keys[1]: "00002"})[0] == "00002"
