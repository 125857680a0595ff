"""A set for hamlets entered at the law desk works everywhere: template, judgement, page, map, panel, profile, paper.

The 16 criteria are made up (`tests/made_up_hamlet_law.py`): two groups, one criterion of measured indicators, one
indicator made of parts. Results are entered through the template, for the illustrative hamlets of one commune.
"""

import io

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from ntm_geo.assessment.hamlet_standing import hamlet_standing
from ntm_geo.assessment.hamlets import hamlet_goals
from ntm_geo.assessment.period import assess_period
from ntm_geo.briefing.brief import make_briefing
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.cli import app as commands
from ntm_geo.i18n import use_language
from ntm_geo.intake.law_sheets.law_workbook import law_workbook
from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.records.figures import load_figures
from ntm_geo.records.hamlet_records import load_results, save_counts
from ntm_geo.settings import Settings
from ntm_geo.ui.kit import shared
from ntm_geo.workspace.workspace import open_workspace
from tests.conftest import OPENS_ON
from tests.made_up_hamlet_law import CRITERIA, KEY, made_up_hamlet_lines

COMMUNE = "01438"
RESULTS = {1: (range(1, 15), (15, 16)), 2: (range(1, 6), range(6, 17)), 3: (range(1, 17), ())}
"""Number of a hamlet of the commune to the criteria it meets and misses."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory, pages_known):
    """The data folder of an office that has entered the 16 criteria, and results of three hamlets by the template."""
    folder = tmp_path_factory.mktemp("hamlet-set")
    space = open_workspace(Settings(data_dir=folder, opens_on=OPENS_ON))
    use_language("vi")
    law = space.shipped_law.others[KEY]
    (folder / "law.xlsx").write_bytes(law_workbook(law, made_up_hamlet_lines(law)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NTM_DATA_DIR", str(folder))
        done = CliRunner().invoke(commands, ["law", "import", str(folder / "law.xlsx"), "--by", "An"])
        assert done.exit_code == 0, done.stdout
    name, content = template(space, kind="hamlet_results", period=2022)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, columns["hamlet"]).value: row for row in range(6, sheet.max_row + 1)}
    for number, (met, missed) in RESULTS.items():
        for item in (*met, *missed):
            sheet.cell(rows[f"{COMMUNE}-{number:02d}"], columns[str(item)]).value = "x" if item in met else 0
    sheet.cell(rows[f"{COMMUNE}-01"], columns["note"]).value = "đang làm chi bộ"
    book.save(folder / name)
    preview = preview_sheet(space, folder / name)
    assert not preview.intake.problems
    keep_sheet(space, preview, by="An")
    return space


@pytest.fixture
def room(filled, monkeypatch):
    """The application on that folder."""
    monkeypatch.setenv("NTM_DATA_DIR", str(filled.settings.data_dir))
    before = dict(shared._SHARED.entries)
    shared.clear()
    yield filled
    shared.clear()
    shared._SHARED.entries.update(before)


@pytest.fixture(scope="module")
def judged(filled):
    figures = load_figures(filled)
    return hamlet_standing(filled, figures, assess_period(filled, figures, period=2022))


def test_the_template_has_the_hamlets_and_a_column_for_each_criterion(filled):
    name, content = template(filled, kind="hamlet_results", period=2022)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    keys = [cell.value for cell in sheet[1]]
    assert name == "tieu-chi-xom-2022.xlsx"
    assert [key for key in keys if key.isdecimal()] == [str(number) for number in range(1, CRITERIA + 1)]
    assert sheet.max_row - 5 == 1300
    assert sheet.protection.sheet
    naming = [sheet.cell(6, keys.index(key) + 1).protection.locked for key in ("code", "hamlet", "name", "1")]
    assert naming == [True, True, True, False]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_goes_out_comes_back_the_same(filled, tmp_path, form):
    name, content = template(filled, kind="hamlet_results", period=2022, form=form)
    (tmp_path / name).write_bytes(content)
    preview = preview_sheet(filled, tmp_path / name)
    assert preview.slot.kind == "hamlet_results"
    assert not preview.intake.problems
    assert not preview.changes.any


def test_results_are_those_of_the_sheet_and_say_they_are_made_up(judged):
    table = judged.table.set_index("hamlet")
    assert table.loc[f"{COMMUNE}-01", ["tier", "met", "note"]].tolist() == ["near", 14, "đang làm chi bộ"]
    assert table.loc[f"{COMMUNE}-02", ["tier", "met"]].tolist() == ["far", 5]
    assert table.loc[f"{COMMUNE}-03", ["tier", "met"]].tolist() == ["near", 16]
    assert judged.provenance.illustrative


def test_faults_are_named_with_their_cell_and_leave_their_row_out(filled, tmp_path):
    name, content = template(filled, kind="hamlet_results", period=2022, filled=False)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    sheet[f"{letters['1']}6"] = "có lẽ"
    sheet[f"{letters['3.1']}7"] = 120
    sheet[f"{letters['hamlet']}8"], sheet[f"{letters['1']}8"] = "01291-99", "x"
    sheet[f"{letters['hamlet']}10"], sheet[f"{letters['name']}10"] = sheet[f"{letters['hamlet']}9"].value, "Xóm Lạ"
    sheet[f"{letters['note']}11"] = '=HYPERLINK("http://a.b")'
    sheet[f"{letters['note']}12"] = "chưa có gì"
    book.save(tmp_path / name)
    preview = preview_sheet(filled, tmp_path / name)
    named = {problem.cell: problem.kind for problem in preview.intake.problems}
    assert named[f"{letters['3.1']}7"]
    assert named[f"{letters['hamlet']}8"] == "hamlet-unknown"
    assert f"{letters['1']}6" in named
    assert named[f"{letters['name']}10"] == "hamlet-doubled"
    assert named[f"{letters['note']}12"] == "note-alone"
    assert preview.table[preview.table["hamlet"].str.startswith("01291")].empty


def test_page_lists_the_nearest_first_and_what_each_misses(room, app):
    at = app("hamlets")
    assert any("1.300 xóm trong danh sách: đã công nhận 16, gần đạt 2, còn xa 1" in item.value for item in at.markdown)
    following = at.dataframe[0].value
    assert following.iloc[:, 0].tolist() == [f"Xóm {number} (minh họa)" for number in (3, 1, 2)]
    assert following.iloc[:, -1].tolist()[:2] == ["đủ tiêu chí, chưa công nhận", "15, 16"]
    assert not at.exception


def test_page_of_a_commune_has_its_results_to_edit_and_saves_them(room, app):
    at = app("hamlets", commune=COMMUNE)
    before = load_results(room, vintage="2020", period=2022)
    at.button(key="save_hamlet_results").click().run()
    assert not at.exception
    assert not at.error
    after = load_results(room, vintage="2020", period=2022)
    key = ["hamlet", "item"]
    assert before.table.set_index(key)["value"].equals(after.table.set_index(key)["value"])


def test_panel_and_profile_tell_what_each_hamlet_misses(room, app):
    for page in ("tier_map", "commune"):
        text = " ".join(item.proto.body for item in app(page, commune=COMMUNE).get("html"))
        assert "15. Chi bộ và đoàn thể (bịa để thử)" in text
        assert "Gần đạt" in text


@pytest.mark.parametrize(("page", "vintage"), [("hamlets", "2025"), ("overview", ""), ("reports", ""), ("data", "")])
def test_other_pages_stand_on_it(room, app, page, vintage):
    at = app(page, **({"vintage": vintage} if vintage else {}))
    assert not at.exception
    assert not [item.value for item in at.error if "2020" not in item.value]


def test_paper_profile_and_target_count_what_the_one_function_says(filled):
    with_report = open_workspace(filled.settings)
    table = pd.DataFrame({"code": [COMMUNE], "total": [12], "certified": [7]})
    save_counts(with_report, table, vintage="2020", period=2022, by="An", expected=None)
    figures = load_figures(with_report)
    province = hamlet_goals(assess_period(with_report, figures, period=2022), 0.3)[0]
    facts = make_briefing(with_report, figures, BriefRequest(period=2022)).facts
    assert (province.certified, province.total) == (16 + 7, 1300 + 12 - 9)
    assert (facts["hamlets.certified"], facts["hamlets"]) == (province.certified, province.total)
    assert (facts["assessed.certified"], facts["assessed.hamlets"]) == (province.certified, province.total)
