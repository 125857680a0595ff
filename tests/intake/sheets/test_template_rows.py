"""Rows of a template: who gets one, and how values are written."""

import pandas as pd
import pytest

from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.template_rows import template_rows, write_csv, written

UNITS = pd.DataFrame({"code": ["00001", "00002"], "name": ["A", "=B"], "parent_name": ["Huyện", "Huyện"]})


@pytest.mark.parametrize(("kind", "count"), [("results", 2), ("attributes", 2), ("hamlets", 0), ("agencies", 0)])
def test_units_get_a_row_each_where_rows_stand_for_units(shipped, kind, count):
    assert len(template_rows(layout(kind, shipped.criteria_sets["commune-2021"]), UNITS, None)) == count


def test_what_is_known_stands_beside_its_unit(shipped):
    met = pd.array([True, False], dtype="boolean")
    known = pd.DataFrame({"code": ["00002"] * 2, "criterion": ["1", "3"], "period": 2022, "met": met})
    first, second = template_rows(layout("results", shipped.criteria_sets["commune-2021"]), UNITS, known)
    assert set(first) == {"code", "unit_name", "parent_name"}
    assert (second["1"], second["3"], "2" in second) == (True, False, False)


@pytest.mark.parametrize(
    ("key", "kind", "value", "cell"),
    [("1", "results", True, "x"), ("1", "results", False, 0), ("10.1", "scores", 12.5, 12.5),
     ("population", "attributes", 7, 7), ("level", "recognitions", "model", "Kiểu mẫu")],
)  # fmt: skip
def test_values_are_written_as_people_write_them(shipped, key, kind, value, cell):
    assert written(layout(kind, shipped.criteria_sets["commune-2021"]).column(key), value) == cell


def test_csv_holds_no_formula(shipped, tmp_path):
    about = layout("attributes", shipped.criteria_sets["commune-2021"])
    path = write_csv(tmp_path / "a.csv", about, template_rows(about, UNITS, None))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[2].startswith("00002;'=B;")
    assert len(lines) == 3
