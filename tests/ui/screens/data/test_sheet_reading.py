"""What a dropped sheet leaves open is asked with one click each, and its columns can be chosen."""

import pytest

from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.intake.sheets.workbook import SheetQuestion
from ntm_geo.store.datasets import list_versions
from tests.intake.read_rows import workbook
from tests.widgets import keyed

ROWS = [
    ["KẾT QUẢ NĂM 2024"],
    ["STT", "Tên xã", "TC 01", "TC 02", "Lạ hoắc"],
    [1, "Cốc Pàng", "x", "-", "x"],
    [2, "Cô Ba", "-", "x", "-"],
]


@pytest.fixture
def chosen_before(fresh, tmp_path):
    """A sheet of the year before, kept with its unknown column taken for the third criterion."""
    path = tmp_path / "nam-truoc.xlsx"
    workbook(("Biểu", [["KẾT QUẢ NĂM 2023"], *ROWS[1:]])).save(path)
    question = SheetQuestion(columns=(("E", "3"),), answers=(("dash", "not-met"),))
    keep_sheet(fresh, preview_sheet(fresh, path, question=question), by="Chị Hoa")


@pytest.fixture
def dropped(app, fresh, tmp_path):
    path = tmp_path / "bieu.xlsx"
    workbook(("Biểu", ROWS)).save(path)
    at = app("data")
    at.file_uploader(key="upload_0").set_value(("bieu.xlsx", path.read_bytes(), "application/xlsx"))
    at.run(timeout=60)
    assert not at.exception
    return at


def _save(at):
    return at.button(key="sheet_keep")


def test_an_open_question_stands_before_the_button_and_one_click_answers_it(dropped, fresh):
    question = keyed(dropped.radio, "ask_")
    assert "gạch" in question.label
    assert (question.value, question.options) == (None, ["Chưa đạt", "Chưa có số liệu"])
    assert _save(dropped).disabled
    question.set_value("not-met")
    dropped.run(timeout=60)
    assert not dropped.exception
    assert not _save(dropped).disabled
    _save(dropped).click()
    dropped.run(timeout=60)
    assert list_versions(fresh.store)[0].rows == 4


def test_a_criterion_that_was_not_read_stands_in_red(dropped):
    assert any("Lạ hoắc" in error.value for error in dropped.error)


def test_the_first_rows_of_the_sheet_are_shown_with_what_they_are(dropped):
    tables = [
        table.value
        for table in dropped.dataframe
        if "Được hiểu là" in table.value.columns and "Dòng" in table.value.columns
    ]
    assert tables[0]["Được hiểu là"].tolist() == ["tiêu đề biểu", "tiêu đề cột", "số liệu", "số liệu"]


def _columns(at):
    table = next(one.value for one in at.dataframe if "Tiêu đề trong tệp" in one.value.columns)
    return dict(zip(table["Cột"], table["Được hiểu là"], strict=True))


def test_a_column_chosen_before_is_read_so_shown_as_such_and_can_be_forgotten(chosen_before, dropped):
    assert not any("Lạ hoắc" in error.value for error in dropped.error)
    assert _columns(dropped)["E"].startswith("3")
    [said] = [one.value for one in dropped.info if "Như lần trước" in one.value]
    assert "Lạ hoắc" in said
    assert "Chị Hoa" in said
    keyed(dropped.button, "forget_").click()
    dropped.run(timeout=60)
    assert not dropped.exception
    assert any("Lạ hoắc" in error.value for error in dropped.error)
    assert not any("Như lần trước" in one.value for one in dropped.info)
