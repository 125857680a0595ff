"""The workbook comes back: what was filled in is read, what is wrong is named with its cell."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.errors import InputFileError, LawError
from ntm_geo.i18n import text, use_language
from ntm_geo.intake.law_sheets.law_reading import is_law_workbook, read_law_workbook
from ntm_geo.intake.law_sheets.law_workbook import FIRST_ROW, KEY_ROW, law_workbook
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture(autouse=True)
def _vietnamese():
    use_language("vi")


@pytest.fixture
def workbook(shipped, tmp_path):
    """Write the workbook of a set, changed by cell: (code, column key) to value."""

    def write(lines, changes=(), *, key=KEY):
        book = openpyxl.load_workbook(BytesIO(law_workbook(shipped.shipped_law.sets[key], lines)))
        sheet = book["Bộ tiêu chí"]
        columns = {sheet.cell(KEY_ROW, place).value: place for place in range(1, sheet.max_column + 1)}
        rows = {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, sheet.max_row + 1)}
        for (code, column), value in dict(changes).items():
            sheet.cell(rows[code], columns[column]).value = value
        path = tmp_path / "bo-tieu-chi.xlsx"
        book.save(path)
        return path

    return write


@pytest.mark.parametrize("key", [KEY, "commune-2021"])
def test_a_workbook_nobody_touched_comes_back_as_it_went_out(shipped, workbook, key):
    lines = law_lines(shipped.shipped_law.sets[key], shipped.shipped_law.departments)
    path = workbook(lines, key=key)
    sheet = read_law_workbook(shipped, path)
    assert is_law_workbook(path)
    assert (sheet.criteria_set, sheet.findings) == (key, ())
    pd.testing.assert_frame_equal(sheet.lines, lines)


def test_what_was_filled_in_is_what_is_read(shipped, workbook):
    law = shipped.shipped_law.sets[KEY]
    sheet = read_law_workbook(shipped, workbook(made_up_lines(law), {("3.1", "=3"): "52,5", ("3.1", "checked_by"): "An",
                                                                   ("3.1", "checked_on"): "02/11/2026"}))  # fmt: skip
    edition = read_edition(law, sheet.lines, place_of=sheet.place_of)
    value = edition.law.indicator("3.1").values[0]  # noqa: PD011 - the law's own
    assert (dict(value.by_group)["3"], value.verified, value.checks[0].by) == (52.5, True, "An")


def test_a_wrong_cell_is_named_as_the_spreadsheet_names_it(shipped, workbook):
    law = shipped.shipped_law.sets[KEY]
    sheet = read_law_workbook(shipped, workbook(law_lines(law, ()), {("2", "effective"): "hôm qua"}))
    [finding] = sheet.findings
    assert finding.place == "Bộ tiêu chí!L5"
    assert "hôm qua" in text(finding.what)


def test_an_error_of_the_set_names_the_cell_too(shipped, workbook):
    law = shipped.shipped_law.sets[KEY]
    sheet = read_law_workbook(shipped, workbook(law_lines(law, ()), {("2", "criterion_group"): "IX"}))
    edition = read_edition(law, sheet.lines, place_of=sheet.place_of)
    assert edition.findings[0].place == "Bộ tiêu chí!G5"


def test_a_sheet_of_the_office_is_read_by_its_headings(shipped, tmp_path):
    path = tmp_path / "bang.xlsx"
    rows = [["Bảng chỉ tiêu", None, None, None, None], ["Mã", "Tên gọi", "Đơn vị", "Cách so sánh", "Mức chung"]]
    rows += [[str(number), f"Tiêu chí {number}", None, None, None] for number in range(1, 11)]
    rows += [["1.1", "Quy hoạch", "%", "từ mức trở lên", "90"]]
    pd.DataFrame(rows).to_excel(path, index=False, header=False)
    assert not is_law_workbook(path)
    sheet = read_law_workbook(shipped, path, criteria_set=KEY)
    edition = read_edition(shipped.shipped_law.sets[KEY], sheet.lines, place_of=sheet.place_of)
    assert edition.law.indicator("1.1").values[0].for_all == 90  # noqa: PD011
    with pytest.raises(InputFileError):
        read_law_workbook(shipped, path)


def test_a_sheet_without_headings_is_refused(shipped, tmp_path):
    path = tmp_path / "x.xlsx"
    pd.DataFrame([[1, 2], [3, 4]]).to_excel(path, index=False, header=False)
    with pytest.raises(InputFileError):
        read_law_workbook(shipped, path, criteria_set=KEY)
    with pytest.raises(LawError):
        read_law_workbook(shipped, path, criteria_set="commune-1999")


@pytest.mark.parametrize(
    ("written", "form", "level"), [(0.9, "0%", 90), (1, "0%", 100), (0.985, "0.0%", 98.5), (90, "0", 90)]
)
def test_a_cell_shown_as_percent_is_the_level_that_is_seen(shipped, workbook, written, form, level):
    law = shipped.shipped_law.sets[KEY]
    path = workbook(made_up_lines(law), {("3.3", "=1"): written})
    book = openpyxl.load_workbook(path)
    sheet = book["Bộ tiêu chí"]
    columns = {sheet.cell(KEY_ROW, place).value: place for place in range(1, sheet.max_column + 1)}
    [row] = [row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(row, 1).value == "3.3"]
    sheet.cell(row, columns["=1"]).number_format = form
    book.save(path)
    result = read_law_workbook(shipped, path)
    value = read_edition(law, result.lines).law.indicator("3.3").values[0]  # noqa: PD011 - the law's own
    assert dict(value.by_group)["1"] == level


@pytest.mark.parametrize("formula", ["=1/0", "=A1+1", "=VLOOKUP(1,X1:X2,1)"])
def test_a_formula_nobody_computed_is_named_and_never_left_out(shipped, workbook, formula):
    law = shipped.shipped_law.sets[KEY]
    sheet = read_law_workbook(shipped, workbook(made_up_lines(law), {("1.2", "level"): formula}))
    assert "lost" in {finding.kind for finding in sheet.findings}


@pytest.mark.parametrize("word", ["Đạt", "x", "pass"])
def test_the_word_for_passing_is_no_level_of_a_share(shipped, workbook, word):
    law = shipped.shipped_law.sets[KEY]
    lines = law_lines(law, ())
    row = made_up_lines(law).query("code == '1.1'").assign(levels="90")
    sheet = read_law_workbook(shipped, workbook(pd.concat([lines, row], ignore_index=True), {("1.1", "level"): word}))
    assert [finding.kind for finding in sheet.findings] == ["level-word"]
