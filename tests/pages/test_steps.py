"""What took a dozen steps takes a few: every click and every entry is counted, from the first page to the file.

Today, with a sheet, a GIS and PowerPoint: the tier map for a meeting about 13 steps, ten priority communes about 8, sixty
agencies with their annex about 12, over hours to weeks. The table of all journeys goes to ``var/steps.md``.
"""

import io
import re
import zipfile

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.boundaries.units import read_units
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.app_server import ROOT, Traffic, running
from tests.intake.results_sheets import results_sheet
from tests.pages.screens import still
from tests.pages.steps import JOURNEYS, MAP, WAIT, Steps, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


SOLVING = "Đang tìm phương án tốt nhất"
WATCH = f"""
window.solved = false;
new MutationObserver(() => {{
  if (document.body.innerText.includes("{SOLVING}")) window.solved = true;
}}).observe(document, {{childList: true, subtree: true, characterData: true}});
"""
"""Notes whether the page ever said that it looks for the best assignment."""
SCREENSHOTS = ROOT / "var" / "screenshots"


@pytest.fixture(scope="module")
def counted():
    """Key of a journey to what was counted; written down when all have been walked."""
    found = {}
    yield found
    write(found, ROOT / "var")


@pytest.fixture(scope="module")
def opened(tmp_path_factory, chrome):
    """Address of a server, a page of the browser with what it asks for, and the data folder."""
    folder = tmp_path_factory.mktemp("steps")
    with running(ROOT / "app.py", data_dir=folder / "data", log=folder / "log.txt") as address:
        context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page = context.new_page()
        yield address, page, Traffic(context, page), folder / "data"
        context.close()


@pytest.fixture
def steps(opened, tmp_path):
    """The browser just opened, by somebody who has said before who writes."""
    address, page, traffic, _data = opened
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "ntm_writer", "value": "Lan", "url": address}])
    found = Steps(page, traffic, tmp_path, address)
    found.open()
    yield found
    assert traffic.outside == []


@pytest.fixture
def later(request, opened, tmp_path):
    """Somebody who goes on from the overview: what was done before on other pages is nothing to what is done now."""
    address, page, traffic, _data = opened
    if not page.url.startswith(address):
        yield request.getfixturevalue("steps")
        return
    found = Steps(page, traffic, tmp_path, address)
    found.back()
    yield found
    assert traffic.outside == []


@pytest.fixture
def done(counted):
    """Keep what a journey took, and hold it to its goal."""

    def keep(key, steps):
        taken = steps.count - steps.before
        counted[key] = (taken, steps.before, steps.waited)
        assert taken <= JOURNEYS[key].goal

    return keep


def _link(steps, name, *, under=""):
    """Open a page by the bar on top."""
    if under:
        steps.click(steps.page.get_by_role("button", name=re.compile(under)).first)
    steps.click(steps.page.get_by_role("menuitem" if under else "link", name=name).first)


def test_the_tier_map_for_the_meeting(steps, done):
    page = steps.page
    _link(steps, "Bản đồ mức độ")
    steps.click(page.get_by_role("button", name=re.compile("Tải về, chia sẻ")))
    paper = page.get_by_role("radio", name="A3", exact=True)
    steps.click(paper)
    expect(paper).to_be_checked(timeout=WAIT)
    steps.settled()
    printed = PdfReader(io.BytesIO(steps.take(page.get_by_role("button", name="Bản in (PDF)"))))
    words = printed.pages[0].extract_text()
    assert "Mức độ đạt chuẩn của các xã, cuối năm 2022" in words
    assert {"17", "50", "68"} <= set(words.split())
    done("tier-map", steps)


def test_a_commune_is_found_by_its_name(later, done):
    steps, page = later, later.page
    _link(steps, "Văn bản")
    steps.settled()
    steps.again()
    _link(steps, "Bản đồ mức độ")
    steps.see(page.frame_locator(MAP).first.locator("path[data-code='01438']"))
    steps.settled()
    steps.choose("Xã", "ngoc dao")
    steps.see(page.get_by_role("heading", name="Xã Ngọc Đào"))
    done("commune", steps)


def test_what_if_on_the_stage(steps, done):
    page = steps.page
    _link(steps, "Trình chiếu")
    steps.click(page.get_by_role("button", name="Bắt đầu trình chiếu"))
    frame = page.frame_locator("iframe[title*='stage']")
    expect(frame.locator("body[data-ready]")).to_be_attached(timeout=WAIT)
    page.wait_for_timeout(1000)
    steps.arrived()
    steps.press("3")
    expect(frame.locator("body[data-slide='3']")).to_be_attached(timeout=WAIT)
    page.wait_for_timeout(1200)
    steps.click(frame.locator("path[data-code='01291']"))
    steps.click(frame.locator("#panel input").first)
    steps.see(frame.locator("#mode").filter(has_text="1 tiêu chí được coi là đạt"))
    done("stage", steps)


def test_a_planner_picks_ten_communes_in_four_steps(steps):
    page, traffic = steps.page, steps.traffic
    _link(steps, "Xã ưu tiên")
    frame = page.frame_locator(MAP).first
    expect(frame.locator("path[data-class=selected]")).to_have_count(10, timeout=WAIT)
    style = frame.locator(".leaflet-container").get_attribute("data-style")
    page.get_by_role("combobox", name="Mục đích").first.click()
    page.get_by_role("option", name="Biên giới và đặc biệt khó khăn").click()
    expect(frame.locator(f".leaflet-container:not([data-style='{style}'])")).to_have_count(1, timeout=WAIT)
    traffic.settled()
    still(frame)
    frame.locator("path[data-class=selected]").first.click()
    expect(page.get_by_text(re.compile(r"đứng thứ \d+ trong 122 xã"))).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("0 xã vào, 0 xã ra, 10 xã giữ nguyên.")).to_be_visible(timeout=WAIT)
    page.screenshot(path=str(SCREENSHOTS / "priorities-saved-1366x768.png"))


def test_ten_priority_communes(steps, done):
    page = steps.page
    _link(steps, "Xã ưu tiên")
    frame = page.frame_locator(MAP).first
    steps.see(frame.locator("path[data-class=selected]"), count=10)
    steps.click(page.get_by_role("combobox", name="Mục đích").first)
    steps.click(page.get_by_role("option", name="Biên giới và đặc biệt khó khăn"))
    steps.see(frame.locator("path[data-class=selected]"), count=10)
    steps.settled()
    steps.click(page.get_by_role("button", name="Lưu", exact=True))
    steps.see(page.get_by_text("10 xã giữ nguyên"))
    done("priorities", steps)


def test_sixty_agencies_and_the_annex(steps, done):
    page = steps.page
    _link(steps, "Phân công giúp đỡ")
    steps.see(page.get_by_text("40/40 xã"))
    steps.fill(page.get_by_label("Số xã cần chọn"), "60")
    steps.see(page.get_by_text("60/60 xã"))
    steps.settled()
    steps.click(page.get_by_role("radio", name="Văn bản"))
    steps.settled()
    paper = Document(io.BytesIO(steps.take(page.get_by_role("button", name=re.compile("Phụ lục.*Word")))))
    table = max(paper.tables, key=lambda one: len(one.rows))
    named = {row.cells[1].text for row in table.rows[1:] if row.cells[0].text.strip()}
    assert len(named) >= 60
    done("annex", steps)


def test_ten_communes_with_one_left_out_saved(steps, done):
    page = steps.page
    _link(steps, "Xã ưu tiên")
    steps.see(page.frame_locator(MAP).first.locator("path[data-class=selected]"), count=10)
    steps.settled()
    steps.first_row()
    why = page.get_by_placeholder("vì sao không theo xếp hạng")
    steps.see(why)
    steps.settled()
    steps.fill(why, "đang sắp xếp lại", key="Tab")
    steps.click(page.get_by_role("button", name=re.compile("ngoài danh sách")))
    steps.see(page.get_by_text("để ngoài danh sách: đang sắp xếp lại"))
    steps.settled()
    steps.click(page.get_by_role("button", name="Lưu", exact=True))
    steps.see(page.get_by_text("10 xã giữ nguyên"))
    done("left-out", steps)

    # Somebody else opens the list the next day.
    _next_day(steps)
    _link(steps, "Xã ưu tiên")
    expect(page.get_by_text(re.compile("^Chọn 10 "))).to_be_visible(timeout=WAIT)
    steps.settled()
    page.get_by_role("button", name="Phương án đã lưu").click()
    page.get_by_role("button", name=re.compile("Mở$")).click()
    expect(page.get_by_text("Danh sách đúng như khi lưu", exact=False)).to_be_visible(timeout=WAIT)
    page.get_by_text("Trọng số và điều kiện").first.click()
    page.get_by_role("tab", name="Điều chỉnh ngoài xếp hạng").click()
    page.screenshot(path=str(SCREENSHOTS / "priorities-opened-1366x768.png"))


def _next_day(steps):
    """Come back in a session of another browser."""
    steps.page.context.clear_cookies()
    steps.open()


def _to_the_first_pair(steps):
    """Open the plan that is proposed; the goal begins to count there."""
    page = steps.page
    _link(steps, "Phân công giúp đỡ")
    steps.see(page.get_by_text("chưa lưu").first)
    steps.settled()
    steps.arrived()
    steps.first_row()


def test_a_pair_is_forbidden(steps, done):
    page = steps.page
    _to_the_first_pair(steps)
    refuse = page.get_by_role("button", name="Không phân công").first
    steps.see(refuse)
    steps.settled()
    steps.click(refuse)
    steps.see(page.get_by_text("Không phân công: chưa ghi lý do").first)
    done("forbidden", steps)


def test_a_pair_is_fixed_a_plan_decided_and_there_the_next_day(steps, done):
    """Two clicks fix a pair and nothing is solved for it; what is decided is shown the next day without solving again."""
    page = steps.page
    page.evaluate(WATCH)
    _to_the_first_pair(steps)
    fix = page.get_by_role("button", name="Ấn định").first
    steps.see(fix)
    steps.settled()
    page.evaluate("window.solved = false")
    steps.click(fix)
    steps.see(page.get_by_text("Ấn định: chưa ghi lý do"))
    assert page.evaluate("window.solved") is False
    done("fixed", steps)

    steps.again(before=1)
    steps.click(page.get_by_role("button", name=re.compile("Quyết định$")).first)
    steps.fill(page.get_by_label("Số quyết định"), "7/QĐ-UBND")
    steps.fill(page.get_by_label("Người ký", exact=True), "Chủ tịch")
    steps.fill(page.get_by_placeholder("một lý do chung").last, "đã thống nhất", key="Tab")
    steps.settled()
    steps.click(page.get_by_role("button", name="Ghi quyết định"))
    steps.see(page.get_by_text(re.compile("7/QĐ-UBND.*01/01/2023.*Chủ tịch")))
    done("decided", steps)
    figures = page.get_by_text(re.compile("40/40 xã")).first.inner_text()

    steps.again()
    _next_day(steps)
    page.evaluate(WATCH)
    _link(steps, "Phân công giúp đỡ")
    steps.arrived()
    steps.see(page.get_by_text(re.compile("7/QĐ-UBND.*01/01/2023.*Chủ tịch")))
    done("next-day", steps)
    assert page.get_by_text(re.compile("40/40 xã")).first.inner_text() == figures
    steps.settled()
    assert page.evaluate("window.solved") is False
    assert page.get_by_text("Dự thảo", exact=False).count() == 0
    for gone in ("Lập lại từ đầu", "Lập lại, giữ tối đa", "Lưu"):
        expect(page.get_by_role("button", name=gone, exact=True)).to_have_count(0)
    page.screenshot(path=str(SCREENSHOTS / "assignment-decided-1366x768.png"))


def test_a_difficulty_recorded_and_solved(steps, done):
    page = steps.page
    _link(steps, "Đăng ký và vướng mắc", under="Theo dõi")
    steps.click(page.get_by_role("button", name="Ghi nhận khó khăn, vướng mắc"))
    dialog = page.get_by_role("dialog")
    steps.see(dialog)
    steps.settled()
    steps.choose("Xã *", "Ngọc Đào")
    steps.choose("Tiêu chí", "2. Giao thông")
    steps.fill(dialog.get_by_label("Nội dung vướng mắc *"), "Thiếu vốn làm đường", key="Tab")
    steps.date(dialog, "Hạn xử lý", "31122030")
    steps.settled()
    steps.click(dialog.get_by_role("button", name="Lưu"))
    steps.see(page.get_by_text("Đã ghi nhận khó khăn, vướng mắc.").first)
    done("difficulty", steps)
    steps.settled()

    steps.again()
    steps.back()
    _link(steps, "Đăng ký và vướng mắc", under="Theo dõi")
    solved = page.get_by_role("button", name="Đã giải quyết").first
    steps.see(solved)
    steps.settled()
    steps.arrived()
    steps.click(solved)
    steps.see(page.get_by_role("dialog"))
    steps.settled()
    steps.click(page.get_by_role("dialog").get_by_role("button", name="Lưu"))
    steps.see(page.get_by_text("được giải quyết.").first)
    done("solved", steps)


def test_a_hamlet_is_certified(later, done):
    steps, page = later, later.page
    _link(steps, "Xóm", under="Địa bàn")
    button = page.get_by_role("button", name="Ghi công nhận xóm")
    steps.see(button)
    steps.settled()
    steps.arrived()
    steps.click(button)
    dialog = page.get_by_role("dialog")
    steps.see(dialog)
    steps.settled()
    steps.choose("Xã *", "Ngọc Đào")
    steps.settled()
    steps.choose("Xóm *", "Xóm 1")
    steps.fill(dialog.get_by_label("Số quyết định"), "12/QĐ-UBND")
    steps.settled()
    steps.click(dialog.get_by_role("button", name="Lưu"))
    steps.see(page.get_by_text("Đã ghi công nhận xóm.").first)
    done("hamlet", steps)


def test_an_inspection_is_recorded(later, done):
    steps, page = later, later.page
    _link(steps, "Hồ sơ xã", under="Địa bàn")
    steps.settled()
    steps.choose("Xã", "ngoc dao")
    button = page.get_by_role("button", name="Ghi kết quả kiểm tra")
    steps.see(button)
    steps.settled()
    steps.arrived()
    steps.click(button)
    dialog = page.get_by_role("dialog")
    steps.see(dialog)
    steps.settled()
    steps.fill(dialog.get_by_label("Đoàn kiểm tra *"), "Sở Nông nghiệp")
    steps.fill(dialog.get_by_label("Nội dung, kết luận *"), "Đường trục xã đạt", key="Tab")
    steps.settled()
    steps.click(dialog.get_by_role("button", name="Lưu"))
    steps.see(page.get_by_text("Đã ghi kết quả kiểm tra.").first)
    done("inspection", steps)


def test_boundaries_come_into_use(later, done, shipped, tmp_path):
    steps, page = later, later.page
    units = read_schematic(shipped.province, "2025").rename(columns={"code": "MA_XA", "name": "TEN_XA"})
    folder = tmp_path / "shp"
    folder.mkdir()
    units[["MA_XA", "TEN_XA", "geometry"]].to_file(folder / "xa.shp", encoding="UTF-8")
    with zipfile.ZipFile(tmp_path / "ranh-gioi.zip", "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, part.name)
    _link(steps, "Dữ liệu")
    steps.settled()
    steps.drop(tmp_path / "ranh-gioi.zip")
    keep = page.get_by_role("button", name=re.compile("Lưu.*ranh giới"))
    steps.see(keep)
    steps.settled()
    steps.click(keep)
    steps.see(page.get_by_text("Đã lưu", exact=False).first)
    done("boundaries", steps)


def test_a_sheet_with_three_faults(later, done, shipped, tmp_path):
    """A name that is slightly wrong is asked about; a mark nobody knows and a commune that stands twice are left out."""
    steps, page = later, later.page
    communes = read_units(shipped.province, "2020").query("kind == 'commune'")
    book, sheet, rows = results_sheet(communes, shipped.criteria_sets["commune-2021"].criteria)
    single = communes[~communes["name"].duplicated(keep=False)]["code"].tolist()
    sheet.cell(rows[single[0]], 2).value = None
    sheet.cell(rows[single[0]], 3).value += "k"
    sheet.cell(rows[single[1]], 5).value = "có lẽ"
    for column in (2, 3):
        sheet.cell(rows[single[2]], column).value = sheet.cell(rows[single[3]], column).value
    path = tmp_path / "ket-qua.xlsx"
    book.save(path)
    _link(steps, "Dữ liệu")
    steps.settled()
    steps.drop(path)
    proposal = page.get_by_role("button", name=re.compile("đề xuất"))
    steps.see(proposal)
    steps.settled()
    steps.click(proposal)
    keep = page.get_by_role("button", name=re.compile("Lưu 136 dòng hợp lệ"))
    steps.see(keep)
    steps.settled()
    steps.click(keep)
    steps.see(page.get_by_text("Đã lưu", exact=False).first)
    done("sheet", steps)


def _bring_in(data, shipped, folder):
    """Bring in a year in which communes lost criteria."""
    communes = read_units(shipped.province, "2020").query("kind == 'commune'")
    book, sheet, rows = results_sheet(communes, shipped.criteria_sets["commune-2021"].criteria, title="NĂM 2023")
    for row in list(rows.values())[:10]:
        for column in range(4, 24):
            sheet.cell(row, column).value = 0
    book.save(folder / "2023.xlsx")
    space = open_workspace(Settings(data_dir=data))
    keep_sheet(space, preview_sheet(space, folder / "2023.xlsx"), by="Lan")
    space.store.close()


def test_which_communes_fell(steps, done, opened, shipped, tmp_path):
    page = steps.page
    _bring_in(opened[3], shipped, tmp_path)
    steps.again()
    steps.open("?period=2023")  # what opens by itself once that year is the newest one
    steps.click(page.get_by_role("button", name=re.compile("xã giảm kết quả so với năm 2022")))
    table = page.get_by_test_id("stPopoverBody").get_by_test_id("stDataFrame")
    steps.see(table.filter(visible=True).first)
    done("fallen", steps)
