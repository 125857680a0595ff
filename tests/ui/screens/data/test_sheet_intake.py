"""A sheet that is dropped: what is wrong stands on the screen with its cell, and sound rows are kept on a click."""

import pytest

from ntm_geo.boundaries.units import read_units
from ntm_geo.store.datasets import list_versions
from tests.intake.results_sheets import results_sheet


@pytest.fixture
def communes(fresh):
    units = read_units(fresh.province, "2020")
    return units[units["kind"].eq("commune")]


@pytest.fixture
def dropped(app, fresh, communes, tmp_path):
    """Drop the sheet of the results with a change; gives the page."""

    def drop(change=lambda _sheet, _rows: None):
        book, sheet, rows = results_sheet(communes, fresh.criteria_sets["commune-2021"].criteria, title="NĂM 2024")
        change(sheet, rows)
        path = tmp_path / "kq.xlsx"
        book.save(path)
        at = app("data")
        at.file_uploader(key="upload_0").set_value(("kq.xlsx", path.read_bytes(), "application/xlsx"))
        at.run(timeout=60)
        assert not at.exception
        return at

    return drop


def _metrics(at):
    return {one.label: one.value for one in at.metric}


def test_it_says_what_it_understood_and_what_is_wrong(dropped, communes):
    def spoil(sheet, rows):
        sheet.cell(rows[communes["code"].iloc[2]], 5).value = "<b>gì</b>"

    at = dropped(spoil)
    found = _metrics(at)
    assert (found["Số dòng đọc được"], found["Dòng hợp lệ"], found["Lỗi"]) == ("139", "138", "1")
    problems = next(one.value for one in at.dataframe if "Vấn đề" in one.value.columns)
    assert problems["Giá trị"].tolist() == ["<b>gì</b>"]
    assert any("2024" in one.value for one in at.markdown)
    assert "138" in at.button(key="sheet_keep").label


def test_a_name_is_asked_about_and_one_click_takes_the_proposal(dropped, communes):
    code = next(unit["code"] for unit in communes.to_dict("records") if not communes["name"].eq(unit["name"]).sum() > 1)

    def slip(sheet, rows):
        sheet.cell(rows[code], 2).value = None
        sheet.cell(rows[code], 3).value += "k"

    at = dropped(slip)
    assert _metrics(at)["Dòng hợp lệ"] == "138"
    at.button(key="names_as_proposed").click()
    at.run(timeout=60)
    assert _metrics(at)["Dòng hợp lệ"] == "139"


def test_nothing_is_kept_before_the_click_and_all_of_it_after(dropped, fresh):
    before = len(list_versions(fresh.store))
    at = dropped()
    assert len(list_versions(fresh.store)) == before
    at.text_input(key="data_by").set_value("Chị Hoa")
    at.button(key="sheet_keep").click()
    at.run(timeout=60)
    assert not at.exception
    newest = list_versions(fresh.store)[0]
    assert (newest.imported_by, newest.slot.period, newest.rows) == ("Chị Hoa", 2024, 139 * 19)
    assert at.success[0].value.startswith("Đã lưu")


def test_a_commune_that_stands_twice_is_told_and_the_rest_can_be_kept(dropped, communes):
    def repeat(sheet, rows):
        first, second = (rows[code] for code in communes["code"].iloc[:2])
        for column in range(1, 30):
            sheet.cell(second, column).value = sheet.cell(first, column).value

    at = dropped(repeat)
    assert int(_metrics(at)["Lỗi"]) >= 1
    problems = next(one.value for one in at.dataframe if "Vấn đề" in one.value.columns)
    assert problems["Vấn đề"].str.contains("nhiều dòng").any()
    assert not at.button(key="sheet_keep").disabled


def test_a_column_of_marks_nobody_knows_stands_in_red(dropped):
    def add(sheet, rows):
        sheet.cell(6, 25).value = "Chuyển đổi thần kỳ"
        for row in rows.values():
            sheet.cell(row, 25).value = "x"

    at = dropped(add)
    assert any("Chuyển đổi thần kỳ" in one.value for one in at.error)
    assert int(_metrics(at)["Cảnh báo"]) >= 1
