"""``assign`` finds who helps whom, says why, and tells plans apart."""

import json

from docx import Document
from openpyxl import load_workbook

from ntm_geo.assessment.period import assess_period
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import save_scenario
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.themes.map_layers import SCHEMATIC, layer
from ntm_geo.workspace.workspace import open_workspace


def test_an_assignment_is_found_kept_explained_and_compared(run, tmp_path):
    done = run("assign", "--count", "8", "--json", "--save", "Phân công 2023", "--by", "An")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["status"], found["illustrative"]) == (0, "optimal", True)
    assert len(found["question"]["codes"]) == found["coverage"]["served"] == 8
    pair = found["pairs"][0]
    locks = tmp_path / "khoa.csv"
    locks.write_text(f"agency;code;lock;why\n{pair['agency']};{pair['code']};out;bận\n", encoding="utf-8")
    again = run("assign", "--count", "8", "--locks", str(locks), "--save", "Lần hai")
    assert again.exit_code == 0
    assert pair["name"] in again.stdout
    changed = json.loads(run("assign", "diff", "Phân công 2023", "2", "--json").stdout)
    assert {"removed"} <= {one["change"] for one in changed}
    assert run("assign", "diff", "1", "1").stdout.strip() == "Hai bên giống nhau."
    why = run("assign", "explain", "--commune", pair["code"], "--count", "8")
    assert why.exit_code == 0
    assert pair["agency_name"] in why.stdout
    told = json.loads(run("assign", "explain", "--commune", pair["code"], "--count", "8", "--json").stdout)
    assert pair["agency"] in {one["agency"] for one in told["partners"]}


def test_the_annex_on_paper_holds_the_pairs_of_the_answer(run, tmp_path):
    sheet, paper = tmp_path / "phu-luc.xlsx", tmp_path / "phu-luc.docx"
    done = run("assign", "--count", "6", "--json", "--xlsx", str(sheet), "--docx", str(paper))
    pairs = json.loads(done.stdout)["pairs"]
    names = {one["agency_name"] for one in pairs}
    written = {str(cell.value) for row in load_workbook(sheet).worksheets[0].iter_rows() for cell in row}
    assert names <= written
    cells = {cell.text for table in Document(str(paper)).tables for row in table.rows for cell in row.cells}
    assert names <= cells
    for one in pairs:
        assert any(one["name"] in text for text in written)
        assert any(one["name"] in text for text in cells)


def test_what_clashes_is_told_and_ends_with_one(run):
    done = run("assign", "--count", "40", "--at-least", "5", "--at-most", "5")
    assert done.exit_code == 1
    assert "mâu thuẫn" in done.stdout
    assert run("assign", "explain", "--commune", "01291", "--at-least", "5", "--at-most", "5").exit_code == 1
    assert json.loads(run("assign", "--at-least", "5", "--at-most", "5", "--json").stdout)["status"] == "infeasible"


def test_a_lock_that_cannot_be_keeps_nothing(run, tmp_path):
    locks = tmp_path / "khoa.csv"
    locks.write_text("agency;code;lock\nnobody;01291;in\n", encoding="utf-8")
    done = run("assign", "--locks", str(locks), "--save", "Hỏng")
    assert done.exit_code == 1
    assert "nobody" in str(done.exception)
    assert "no plan" in str(run("assign", "diff", "Hỏng", "1").exception)


def test_a_scenario_nobody_saved_is_told(run):
    done = run("assign", "--scenario", "Không có")
    assert done.exit_code == 1
    assert "no scenario" in str(done.exception)


def test_the_offices_own_list_comes_in_by_excel_and_is_used(run, tmp_path):
    sheet = tmp_path / "co-quan.xlsx"
    assert run("data", "template", "--kind", "agencies", "--period", "2022", "--out", str(sheet)).exit_code == 0
    book = load_workbook(sheet)
    page = book.worksheets[1]
    header = next(row for row in page.iter_rows() if any(cell.value == "Tên cơ quan" for cell in row))
    places = {str(cell.value).split(" (")[0]: cell.column for cell in header if cell.value}
    rows = [
        {"Tên cơ quan": "Sở Y tế", "Loại": "Sở, ngành", "Số xã nhiều nhất": 3, "Nguồn lực": 50, "Kinh độ": 106.26,
         "Vĩ độ": 22.67, "Nơi đóng trụ sở": "Phường Hợp Giang", "Nguồn lực khác": "Khám bệnh lưu động"},
        {"Tên cơ quan": "Đồn Biên phòng số 1", "Loại": "Lực lượng vũ trang", "Số xã nhiều nhất": 2,
         "Tiêu chí thế mạnh": "18;19", "Chỉ nhận huyện": "043;045"},
    ]  # fmt: skip
    start = next(row for row in range(header[0].row + 1, header[0].row + 10) if not page.cell(row, 2).value)
    for number, row in enumerate(rows):
        for name, value in row.items():
            page.cell(start + number, places[name]).value = value
    book.save(sheet)
    done = run("ingest", str(sheet), "--by", "An")
    assert done.exit_code == 0, done.stdout
    found = json.loads(run("assign", "--count", "2", "--json").stdout)
    assert {one["agency_name"] for one in found["pairs"]} <= {"Sở Y tế", "Đồn Biên phòng số 1"}
    assert found["coverage"]["agencies"] == 2
    assert any(one["kind"] == "location-missing" and "số 1" in one["place"] for one in found["findings"])
    filled = tmp_path / "xuat.xlsx"
    assert run("data", "template", "--kind", "agencies", "--period", "2022", "--out", str(filled)).exit_code == 0
    values = {cell.value for row in load_workbook(filled).worksheets[1].iter_rows() for cell in row}
    assert {"Khám bệnh lưu động", "Phường Hợp Giang", "18;19"} <= values


def test_the_communes_of_a_saved_scenario_get_their_partners(run):
    space = open_workspace(Settings.from_environment())
    figures = load_figures(space)
    standing = assess_period(space, figures, period=2022)
    drawn = layer(space, vintage="2020", boundary_set=SCHEMATIC)
    values = factor_values(space, [standing], drawn)
    found = answer(standing, values, ready_question("border", 5))
    save_scenario(space, "Biên giới 2023", found, standing=standing, values=values, data_number=1, by="An")
    told = json.loads(run("assign", "--scenario", "Biên giới 2023", "--json").stdout)
    assert tuple(told["question"]["codes"]) == found.selected
    assert {one["code"] for one in told["pairs"]} == set(found.selected)
    armed = [one for one in told["pairs"] if one["kind"] == "armed_forces"]
    assert armed, "border posts belong to the border"


def test_a_purpose_is_known_by_its_name_without_tone_marks(run):
    done = run("assign", "--purpose", "ve-dich", "--count", "5", "--json")
    assert done.exit_code == 0
    assert len(json.loads(done.stdout)["pairs"]) >= 5
    wrong = run("assign", "--purpose", "xyz")
    assert wrong.exit_code == 1
