"""Each row is about one unit; what is not sure becomes a problem of its cell."""

import pandas as pd
import pytest

from ntm_geo.intake.sheets.sheet_units import join_units, lasting, unit_lines
from ntm_geo.intake.sheets.tables.sheet_values import Problems
from tests.intake.made_tables import table_of

UNITS = pd.DataFrame(
    {
        "code": ["00001", "00002", "00003"],
        "name": ["Hưng Đạo", "Hưng Đạo", "Hòa An"],
        "kind": ["commune", "commune", "ward"],
        "parent_code": ["001", "002", "001"],
        "parent_name": ["Huyện A Lưới", "Huyện B Sơn", "Huyện A Lưới"],
    }
)
KEYS = {0: "code", 1: "unit_name", 2: "name"}
FIRST = ["h"] * 3


def test_rows_that_only_name_a_commune_head_those_below():
    table = table_of(
        [FIRST, [None, "Hòa An", None], [None, None, "Nà Rì"]],
        KEYS, kind="hamlets", headings={1}, sections={2: "Huyện A Lưới"},
    )  # fmt: skip
    assert table.data == [2]
    lines = unit_lines([table], carry_down=True)
    assert lines.loc[2].tolist() == [None, "Hòa An", "Huyện A Lưới"]
    assert unit_lines([table], carry_down=False).loc[2, "name"] is None


def test_a_row_without_a_district_is_of_the_one_its_sheet_names():
    rows = [FIRST, ["1324.0", "Hưng Đạo", None]]
    first, second = (
        table_of(rows, KEYS, district="Huyện A Lưới"),
        table_of(rows, KEYS, district="Huyện B Sơn", offset=20_000),
    )
    lines = unit_lines([first, second], carry_down=False)
    assert lines["parent_name"].to_dict() == {1: "Huyện A Lưới", 20_001: "Huyện B Sơn"}
    assert lines["code"].tolist() == ["1324", "1324"]


def test_a_decision_on_a_repeated_name_lasts_only_with_its_district():
    decisions = {"a luoi||hưng đạo|": "00001", "||hưng đạo|": "00002", "||hòa ann|": "00003", "||hưng đạo|99": "00001"}
    assert set(lasting(decisions, UNITS)) == {"a luoi||hưng đạo|", "||hòa ann|", "||hưng đạo|99"}


def _join(line, **options):
    problems = Problems([table_of([FIRST, [line.get("code"), line.get("name"), "x"]], KEYS, kind="hamlets")])
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
