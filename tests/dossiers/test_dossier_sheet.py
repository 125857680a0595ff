"""The sheet of a commune goes out with its draft and comes back into it; nothing else is written."""

import openpyxl
import pytest

from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.dossier_sheet import commune_sheet, kind_of_sheet, read_commune_sheet, take_sheet
from ntm_geo.errors import InputFileError, OpenQuestionsError
from ntm_geo.store.datasets import list_versions

YEAR = {"vintage": "2020", "period": 2022}


def test_it_goes_out_and_comes_back(space, act, tmp_path):
    act(space, "01291", 2022, {"does": "fill", "criteria": [10, 11]})
    name, content = commune_sheet(space, "01291", **YEAR)
    path = tmp_path / name
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    keys = [cell.value for cell in sheet[1]]
    assert [row[0].value for row in sheet.iter_rows(min_row=6) if row[0].value] == ["01291"]
    assert sheet.cell(6, keys.index("10.1") + 1).value == 1
    sheet.cell(6, keys.index("10.1") + 1).value = 41.5
    sheet.cell(6, keys.index("1.1") + 1).value = "x"
    book.save(path)
    read = read_commune_sheet(space, path, "01291", **YEAR)
    assert (read.others, read.problems) == (0, ())
    (question,) = read.questions
    with pytest.raises(OpenQuestionsError):
        take_sheet(space, read, "01291", by="Lan", **YEAR)
    read = read_commune_sheet(space, path, "01291", answers={question.key: "as-written"}, **YEAR)
    assert take_sheet(space, read, "01291", by="Lan", **YEAR) == 2
    table = read_dossiers(space, **YEAR).reports.set_index("item")["value"]
    assert (table["10.1"], table["1.1"], table["11.1"]) == (41.5, 1.0, 1.0)
    assert {version.slot.kind for version in list_versions(space.store)} == {"reports"}


def test_a_sheet_of_another_commune_or_year_is_refused(space, tmp_path):
    assert (kind_of_sheet(space, 2022), kind_of_sheet(space, 2026)) == ("scores", "results")
    name, content = commune_sheet(space, "01291", **YEAR)
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputFileError, match="no sound row of this commune"):
        read_commune_sheet(space, path, "01294", **YEAR)
    with pytest.raises(InputFileError, match="not the sheet of the self-assessment of 2023"):
        read_commune_sheet(space, path, "01291", vintage="2020", period=2023)
