"""Which set the columns of a sheet are of, by its kind and year; a sheet goes out, is filled and comes back."""

import io

import pytest
from openpyxl import load_workbook

from ntm_geo.assessment.by_other_sets.kind_sets import asked_by, set_of_kind, sets_to_read
from ntm_geo.assessment.by_other_sets.upper_level import upper_level
from ntm_geo.errors import InputFileError, LawError, NotInForceError
from ntm_geo.i18n import use_language
from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from tests.assessment.by_other_sets.test_upper_level import PROVINCE
from tests.made_up_law import ADVANCED

CASES = [
    ("scores", 2025, "commune-2021"),
    ("scores", 2026, "commune-2026"),
    ("advanced_scores", 2025, ADVANCED),
    ("advanced_scores", 2026, NotInForceError),
    ("modern_scores", 2026, LawError),
    ("modern_scores", 2025, NotInForceError),
    ("next_scores", 2025, LawError),
    ("next_scores", 2026, NotInForceError),
]


@pytest.mark.parametrize(("kind", "year", "expected"), CASES)
def test_the_set_of_a_kind(office, kind, year, expected):
    if isinstance(expected, str):
        assert set_of_kind(office.space, kind, year).key == expected
        return
    with pytest.raises(expected):
        set_of_kind(office.space, kind, year)


def test_without_a_year_only_the_kinds_of_the_years_own_set_are_read(office):
    assert len(sets_to_read(office.space, "", None)) == 2
    with pytest.raises(InputFileError):
        sets_to_read(office.space, "advanced_scores", "")


def test_levels_of_the_province_are_said_in_the_headings(office):
    use_language("vi")
    office.set_levels(PROVINCE)
    asked = asked_by(office.space, office.law, 2025)
    assert "80%" in asked["2.1"]
    assert "50" in asked["10.1"]


def test_a_file_that_cannot_say_its_set_is_not_given_out(office):
    with pytest.raises(InputFileError):
        template(office.space, kind="advanced_scores", period=2025, form="csv")


def test_a_sheet_goes_out_comes_back_and_is_judged(office, tmp_path):
    office.set_levels(PROVINCE)
    office.enter({})
    name, content = template(office.space, kind="advanced_scores", period=2025)
    assert name == "chi-tieu-nang-cao-2025.xlsx"
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    keys = [cell.value for cell in sheet[1]]
    rows = {sheet.cell(row, 1).value: row for row in range(6, sheet.max_row + 1)}
    assert len(rows) == 53
    sheet.cell(rows[office.code], keys.index("17.1") + 1).value = 12.5
    book.save(tmp_path / name)
    preview = preview_sheet(office.space, tmp_path / name)
    assert (preview.slot.kind, preview.slot.period, preview.law.key) == ("advanced_scores", 2025, ADVANCED)
    assert preview.changes.changed == 1
    assert not preview.intake.problems
    keep_sheet(office.space, preview, by="An")
    row = upper_level(office.space, office.year_with(level="standard")).table.set_index("code").loc[office.code]
    assert (row["state"], row["missing"]) == ("near", ("17.1",))
