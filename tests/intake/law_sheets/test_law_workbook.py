"""The workbook of a criteria set, as a spreadsheet program sees it."""

from io import BytesIO

import openpyxl
import pytest

from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.i18n import use_language
from ntm_geo.intake.law_sheets.law_workbook import FIRST_ROW, KEY_ROW, law_workbook
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture
def new(shipped):
    use_language("vi")
    return shipped.shipped_law.sets[KEY]


def _open(content):
    return openpyxl.load_workbook(BytesIO(content))


def test_it_opens_on_the_set_with_a_guide_before_it(new):
    book = _open(law_workbook(new, made_up_lines(new)))
    assert book.sheetnames == ["Hướng dẫn", "Bộ tiêu chí", "_ntm"]
    assert book.active.title == "Bộ tiêu chí"
    assert book["_ntm"].sheet_state == "hidden"
    guide = [cell.value for cell in book["Hướng dẫn"]["A"] if cell.value]
    assert any("Nhóm 3" in line for line in guide)


def test_levels_have_a_column_for_each_group_and_words_are_chosen_from_lists(new):
    sheet = _open(law_workbook(new, made_up_lines(new)))["Bộ tiêu chí"]
    heads = [sheet.cell(FIRST_ROW - 1, column).value for column in range(1, sheet.max_column + 1)]
    assert {"Mức chung", "Nhóm 1", "Nhóm 2", "Nhóm 3"} <= set(heads)
    assert sheet.row_dimensions[KEY_ROW].hidden
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert any("từ mức trở lên" in values for values in lists)
    assert all(len(values) <= 257 for values in lists)


def test_what_begins_like_a_formula_stays_text(new):
    lines = law_lines(new, ()).assign(name="=1+1", measured_as="@x")
    sheet = _open(law_workbook(new, lines))["Bộ tiêu chí"]
    cells = [cell for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW) for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == "=1+1" and cell.quotePrefix for cell in cells)
