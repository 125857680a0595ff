"""Hundreds of sheets as offices make them, with known content: none is read wrong silently, few are asked about."""

import random
from collections import Counter

import pandas as pd
import pytest
from openpyxl import Workbook

from tests.intake.judge_sheets import ASKED_IN_VAIN, REFUSED, WRONG, judge
from tests.intake.office_sheets import make_criteria_sheet, make_indicator_sheet, spoil
from tests.intake.writers import OFFICE_FORMS, WAYS, convert, save


def _judged(makers, shipped, units, communes, folder):
    verdicts = {}
    for number, (make, seed) in enumerate(makers):
        sheet = make(seed, communes, shipped.criteria_sets["commune-2021"].criteria)
        path = folder / f"{number}" / sheet.file_name
        path.parent.mkdir()
        sheet.book.save(path)
        verdict = judge(sheet, path, gazetteer=units, criteria_set=shipped.criteria_sets["commune-2021"])
        verdicts[make.__name__, seed] = (verdict, sheet.made)
    return verdicts


@pytest.mark.parametrize(("make", "seeds"), [(make_criteria_sheet, range(75)), (make_indicator_sheet, range(40))])
def test_sheets_of_every_layout_are_read_whole_or_asked_about(
    make, seeds, shipped, units_2020, communes_2020, tmp_path
):
    verdicts = _judged([(make, seed) for seed in seeds], shipped, units_2020, communes_2020, tmp_path)
    counts = Counter(verdict.kind for verdict, _made in verdicts.values())
    wrong = {key: (verdict.detail, made) for key, (verdict, made) in verdicts.items() if verdict.kind == WRONG}
    assert wrong == {}
    assert counts[REFUSED] + counts[ASKED_IN_VAIN] <= len(verdicts) / 50, counts


@pytest.mark.parametrize(
    "way",
    [pytest.param(way, marks=pytest.mark.office if way in OFFICE_FORMS else ()) for way in WAYS if way != "openpyxl"],
)
def test_what_another_program_writes_reads_as_the_same(way, shipped, units_2020, communes_2020, tmp_path, request):
    office = request.getfixturevalue("soffice") if way in OFFICE_FORMS else None
    sheets, paths = [], []
    for seed in range(12):
        make = make_indicator_sheet if seed % 4 == 3 else make_criteria_sheet
        year = {"year": "title"} if make is make_criteria_sheet else {}
        sheet = make(seed, communes_2020, shipped.criteria_sets["commune-2021"].criteria, **year)
        sheets.append(sheet if seed % 4 != 2 else spoil(sheet, seed))
        path = tmp_path / f"{chr(ord('a') + seed)}.xlsx"
        if office:
            sheet.book.save(path)
        else:
            path = save(sheet.book, path, way)
        paths.append(path)
    if office:
        paths = convert(paths, OFFICE_FORMS[way], tmp_path / way, office)
    judged = [
        judge(sheet, path, gazetteer=units_2020, criteria_set=shipped.criteria_sets["commune-2021"])
        for sheet, path in zip(sheets, paths, strict=True)
    ]
    bad = [
        (path.name, verdict.kind, verdict.detail, sheet.made)
        for sheet, path, verdict in zip(sheets, paths, judged, strict=True)
        if verdict.kind in {WRONG, REFUSED, ASKED_IN_VAIN}
    ]
    assert bad == []


def test_shipped_values_in_any_order_never_become_headings(shipped, units_2020, communes_2020, tmp_path, reader):
    scores = pd.read_csv(
        shipped.settings.shipped_dir / "criteria/illustrative/cao-bang/scores.csv",
        dtype={"code": str, "indicator": str},
    )
    newest = scores[scores["period"].eq(scores["period"].max())]
    wide = newest.pivot_table(index="code", columns="indicator", values="value", aggfunc="first").dropna(
        axis="columns", how="all"
    )
    columns_of, values_of = list(wide.columns), wide.to_dict("index")
    names = communes_2020.set_index("code")[["name", "parent_name"]].to_dict("index")
    judged = {
        indicator.code: indicator.sense == "pass"
        for criterion in shipped.criteria_sets["commune-2021"].criteria
        for indicator in criterion.lines
    }
    for seed in range(80):
        chance = random.Random(seed)
        codes = chance.sample([code for code in values_of if code in names], 12)
        columns = chance.sample(columns_of, len(columns_of))
        book = Workbook()
        book.active.append(["CHỈ TIÊU NĂM 2022"])
        book.active.append(["STT", "Tên xã", "Huyện", *columns])
        for number, code in enumerate(codes, 1):
            row = values_of[code]
            cells = [
                None if pd.isna(row[column]) else row[column] if judged[column] else round(float(row[column]), 1)
                for column in columns
            ]
            book.active.append([number, f"Xã {names[code]['name']}", names[code]["parent_name"], *cells])
        found = reader(book)
        assert (found.understood.header_rows, found.understood.kind, found.taken) == ((2,), "scores", 12), seed
        values = found.table.set_index(["code", "indicator"])["value"]
        expected = {
            (code, column): float(value) if judged[column] else round(float(value), 1)
            for code in codes for column, value in values_of[code].items() if pd.notna(value)
        }  # fmt: skip
        assert values.to_dict() == pytest.approx(expected), seed
