"""A planner's journey in a real browser: fill in the sheet, drop it, read what is wrong, keep it, see it on the map."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, WAIT, Traffic, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MAP = "iframe[title='streamlit_folium.st_folium']"


@pytest.fixture(scope="module")
def page(tmp_path_factory, chrome):
    folder = tmp_path_factory.mktemp("planner")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_OPENS_ON", "2023-12-31")  # a year's end later, its sheet has come in
        yield from _opened(folder, chrome)


def _opened(folder, chrome):
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        opened = context.new_page()
        traffic = Traffic(context, opened)
        opened.goto(f"{address}du-lieu")
        expect(opened.get_by_role("heading", name="Dữ liệu")).to_be_visible(timeout=WAIT)
        opened.settled = traffic.settled
        yield opened
        assert traffic.outside == []
        context.close()


@pytest.fixture
def sheet(tmp_path):
    """The sheet for 2023, everything met, and one cell a machine cannot know."""
    space = open_workspace(Settings.from_environment({"NTM_DATA_DIR": str(tmp_path / "own")}))
    name, content = template(space, kind="results", period=2023, filled=False)
    path = tmp_path / name
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    filled = next(one for one in book.worksheets if one.max_row > 100)
    header = next(row for row in range(1, 20) if filled.cell(row, 1).value and "Mã" in str(filled.cell(row, 1).value))
    empty = [
        cell
        for row in filled.iter_rows(min_row=header + 1, max_row=filled.max_row)
        for cell in row[3:]
        if not cell.protection.locked and row[0].value
    ]
    for cell in empty:
        cell.value = "x"
    empty[25].value = "có lẽ"
    book.save(path)
    return path, empty[25].coordinate


def _open(page, name):
    page.get_by_role("link", name=name).click()
    page.settled()  # what is clicked before the page has answered is taken back by its answer


def test_a_sheet_from_the_template_to_the_map(page, sheet):
    path, cell = sheet
    page.locator("input[type=file]").first.set_input_files(str(path))
    expect(page.get_by_text("Kết quả thực hiện tiêu chí", exact=False).first).to_be_visible(timeout=WAIT)
    page.screenshot(path=str(ROOT / "var" / "screenshots" / "data-1366x768.png"))
    keep = page.get_by_role("button", name=re.compile("^.*Lưu 138 dòng hợp lệ"))
    expect(keep).to_be_enabled(timeout=WAIT)
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Tải lại tệp")).click()
    download.value.save_as(path.with_name("marked.xlsx"))
    marked = openpyxl.load_workbook(path.with_name("marked.xlsx"))
    assert any(one[cell].comment for one in marked.worksheets if one.max_row > 100)

    keep.click()
    expect(page.get_by_text("Đã lưu", exact=False).first).to_be_visible(timeout=WAIT)
    _open(page, "Bản đồ mức độ")
    frame = page.frame_locator(MAP)
    expect(frame.locator("path[data-class=c15_18]")).to_have_count(121, timeout=WAIT)
    assert frame.locator("path[data-class=recognised]").count() == 17
    expect(frame.locator(".ntm-legend summary")).to_contain_text("2023")

    _open(page, "Dữ liệu")
    page.get_by_role("tab", name="Lịch sử").click()
    expect(page.get_by_test_id("stDataFrame").filter(visible=True).first).to_be_visible(timeout=WAIT)


def test_the_same_sheet_again_changes_nothing(page, sheet):
    _open(page, "Dữ liệu")
    page.get_by_role("tab", name="Nạp tệp").click()
    page.locator("input[type=file]").first.set_input_files(str(sheet[0]))
    expect(page.get_by_role("button", name=re.compile("Lưu 138"))).to_be_disabled(timeout=WAIT)
