"""Templates hold what an office needs, nothing it could break, and come back as they went out."""

import random
import re

import pandas as pd
import pytest
from openpyxl import load_workbook

from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.sheets.cells.layouts import layout
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SHEET_KINDS, TOLD_KINDS
from ntm_geo.intake.sheets.sheet_tables import TABLES, Known
from ntm_geo.intake.sheets.templates import FIRST_ROW, NOTES_SHEET, TemplateNotes, write_template
from ntm_geo.intake.sheets.workbook import read_workbook
from ntm_geo.tables.base import validate

OF_COMMUNES = [kind for kind in SHEET_KINDS if kind != "hamlet_results"]
NOTES = TemplateNotes(period=2022, vintage="2020", province="toy", thresholds={"10.1": "10.1 ≥ 39"})


@pytest.fixture(scope="module")
def communes(shipped):
    units = read_units(shipped.province, "2020")
    return units[units["kind"].eq("commune")].reset_index(drop=True)


@pytest.fixture(scope="module")
def write(shipped, communes, tmp_path_factory):
    def _write(kind, ending="xlsx", current=None):
        path = tmp_path_factory.mktemp("templates") / f"mau-2022.{ending}"
        return write_template(
            path,
            kind=kind,
            criteria_set=shipped.criteria_sets["commune-2021"],
            gazetteer=communes,
            notes=NOTES,
            current=current,
        )

    return _write


@pytest.mark.parametrize("kind", OF_COMMUNES)
def test_a_template_is_guarded_filled_in_and_holds_no_formula(kind, write, shipped):
    book = load_workbook(write(kind))
    guide, sheet, notes = book.worksheets
    about = layout(kind, shipped.criteria_sets["commune-2021"])
    assert notes.title == NOTES_SHEET
    assert (notes.sheet_state, guide.protection.sheet, sheet.protection.sheet) == ("hidden", True, True)
    assert {row[0].value: row[1].value for row in notes.iter_rows()}["kind"] == kind
    assert [cell.value for cell in sheet[1]] == [column.key for column in about.columns]
    assert sheet.row_dimensions[1].hidden
    assert (
        sheet.freeze_panes
        == sheet.cell(
            FIRST_ROW, 1 + sum(c.key in {"code", "unit_name", "parent_name"} for c in about.columns)
        ).coordinate
    )
    assert all(cell.protection.locked for row in range(1, FIRST_ROW) for cell in sheet[row])
    cells = [cell for each in book.worksheets for row in each.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    for rule in sheet.data_validations.dataValidation:
        assert len(rule.formula1) <= 255
        assert rule.error
    if about.rows_are == "units":
        codes = [sheet.cell(row, 1).value for row in range(FIRST_ROW, sheet.max_row + 1)]
        assert len(codes) == 139
        assert all(re.fullmatch(r"\d{5}", code) for code in codes)
        assert all(sheet.cell(FIRST_ROW, place).protection.locked for place in (1, 2, 3))
        assert not sheet.cell(FIRST_ROW, 4).protection.locked


def test_a_sheet_that_leaves_the_office_carries_the_names_of_the_decision(write, shipped):
    notes = {
        cell.value.split(" ")[0]: cell.comment.text
        for cell in load_workbook(write("scores")).worksheets[1][4]
        if cell.comment
    }
    for code in ("5.1", "12.1", "14.1", "18.5"):
        assert shipped.criteria_sets["commune-2021"].indicator(code).official_name.vi in notes[f"{code}."]


def test_headings_explain_what_is_asked_for(write):
    sheet = load_workbook(write("scores")).worksheets[1]
    notes = {cell.value.split(" ")[0]: cell.comment.text for cell in sheet[4] if cell.comment}
    assert notes["10.1."].startswith("10.1 ≥ 39")
    groups = [str(one) for one in sheet.merged_cells.ranges]
    assert len(groups) >= 10


def _maybe(chance):
    return chance.choice([None, chance.randrange(400) / 4])


def _results(chance, law, codes):
    chosen = [(code, one.code) for code in codes for one in law.criteria if chance.random() < 0.7]
    return [{"code": code, "criterion": one, "period": 2022, "met": chance.random() < 0.5} for code, one in chosen]


def _scores(chance, law, codes):
    indicators = [one for criterion in law.criteria for one in criterion.indicators]
    rows = []
    for code in codes:
        for one in chance.sample(indicators, 20):
            value = float(chance.random() < 0.5) if one.sense == "pass" else chance.randrange(400) / 4
            rows.append({"code": code, "indicator": one.code, "period": 2022, "value": value})
    return rows


def _hamlets(chance, _law, codes):
    names = ["Nà Rì", "-Bản Lộng", "=Xóm 1", "+Tân An", "@Đông", "Phja 'Đén'", "Xóm <b>", "Pò; Mán"]
    return [
        {"hamlet": f"{code}-{number:02d}", "code": code, "name": name, "revoked_on": pd.NaT,
         "certified_on": chance.choice([pd.NaT, pd.Timestamp("2022-12-31")]),
         "decision": chance.choice([None, "12/QĐ-UBND", "=1+1"])}
        for code in codes for number, name in enumerate(chance.sample(names, 3), 1)
    ]  # fmt: skip


def _recognitions(_chance, _law, codes):
    day = pd.Timestamp("2020-05-06")
    return [
        {"code": code, "level": "standard", "recognised_on": day, "revoked_on": pd.NaT, "decision": None}
        for code in codes
    ]


def _attributes(chance, _law, codes):
    return [
        {"code": code, "period": 2022, "population": chance.randrange(99_999), "households": None,
         "poverty_rate": _maybe(chance), "zone": chance.choice([None, "I", "III"]),
         "border": chance.choice([None, True, False]), "has_craft_village": None}
        for code in codes
    ]  # fmt: skip


def _agencies(chance, _law, _codes):
    return [
        {"agency": f"co-quan-{number}", "name": f"-Cơ quan {number}", "capacity_min": 0,
         "kind": chance.choice(["department", "bank", "central"]), "capacity_max": chance.randrange(9),
         "strong_in": chance.choice([None, "1", "1;9"]), "resources": _maybe(chance), "lon": 106.25, "lat": None,
         "only_districts": None, "not_districts": None, "contact": chance.choice([None, "+84 1", "@ai"]),
         "active": chance.choice([None, True, False])}
        for number in range(3)
    ]  # fmt: skip


def _partners(chance, _law, codes):
    return [
        {"agency": chance.choice(["co-quan-1", "co-quan-2"]), "code": code, "year": year,
         "decision": chance.choice([None, "12/QĐ-UBND"])}
        for code in codes
        for year in (2021, 2022)
    ]  # fmt: skip


AGENCIES = pd.DataFrame({"agency": ["co-quan-1", "co-quan-2"], "name": ["Cơ quan 1", "Cơ quan 2"]})
MAKERS = {
    "results": _results, "scores": _scores, "hamlets": _hamlets, "recognitions": _recognitions,
    "attributes": _attributes, "agencies": _agencies, "partners": _partners,
} | dict.fromkeys(SCORES, _scores)  # fmt: skip


@pytest.fixture(scope="module")
def round_trip(shipped, communes, write):
    def _trip(kind, table, ending):
        path = write(kind, ending, table)
        return read_workbook(
            path,
            gazetteer=read_units(shipped.province, "2020"),
            criteria_set=shipped.criteria_sets["commune-2021"],
            known=Known(agencies=AGENCIES),
        )

    return _trip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("kind", "ending"),
    [(kind, "xlsx") for kind in OF_COMMUNES] + [(kind, "csv") for kind in TOLD_KINDS if kind in OF_COMMUNES],
)
def test_what_is_exported_comes_back_the_same(kind, ending, seed, shipped, communes, round_trip):
    chance = random.Random(seed)
    codes = sorted(chance.sample(communes["code"].tolist(), 4))
    columns = list(TABLES[kind].to_schema().columns)
    table = validate(
        pd.DataFrame(MAKERS[kind](chance, shipped.criteria_sets["commune-2021"], codes), columns=columns), TABLES[kind]
    )
    found = round_trip(kind, table, ending)
    assert [(one.cell, one.kind, one.value) for one in found.problems] == []
    assert found.understood.kind == kind
    keys = columns[: 3 if kind in SCORES | {"results"} else 2]
    expected = table.sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(found.table.sort_values(keys, ignore_index=True), expected, check_dtype=False)
