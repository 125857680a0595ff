"""Templates carry what is kept, and a spoilt file comes back marked."""

import io

import pytest
from openpyxl import load_workbook

from ntm_geo.errors import LawError, NotInForceError
from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, TOLD_KINDS
from ntm_geo.intake.sheets.filled_templates import marked_copy, template
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", [kind for kind in TOLD_KINDS if kind != "hamlet_results"])
def test_every_kind_has_a_sheet(space, kind, form):
    name, content = template(space, kind=kind, period=2022, form=form)
    assert name.endswith(form)
    assert len(content) > 100


@pytest.mark.parametrize("kind", sorted(SCORES - {"scores"}))
def test_a_set_that_waits_at_the_law_desk_has_no_sheet_yet(space, kind):
    with pytest.raises((LawError, NotInForceError)):
        template(space, kind=kind, period=2022)


def test_an_export_taken_in_again_changes_nothing(space, tmp_path):
    name, content = template(space, kind="results", period=2022)
    book = load_workbook(io.BytesIO(content))
    book.worksheets[1]["D6"] = "x"
    book.worksheets[1]["E6"] = 0
    book.save(tmp_path / name)
    keep_sheet(space, preview_sheet(space, tmp_path / name), by="A")
    exported, content = template(space, kind="results", period=2022)
    (tmp_path / "again.xlsx").write_bytes(content)
    assert exported == name
    assert not preview_sheet(space, tmp_path / "again.xlsx").changes.any
    assert load_workbook(io.BytesIO(content)).worksheets[1]["D6"].value == "x"
    assert (
        load_workbook(io.BytesIO(template(space, kind="results", period=2022, filled=False)[1]))
        .worksheets[1]["D6"]
        .value
        is None
    )


def test_headings_say_what_the_law_asks_and_who_judges(space):
    sheet = load_workbook(io.BytesIO(template(space, kind="scores", period=2022)[1])).worksheets[1]
    notes = [cell.comment.text for cell in sheet[4] if cell.comment]
    assert any("39" in note and "Cục Thống kê" in note for note in notes)


def test_a_spoilt_file_comes_back_with_its_cells_marked(space, tmp_path):
    name, content = template(space, kind="results", period=2022)
    book = load_workbook(io.BytesIO(content))
    book.worksheets[1]["D6"] = "gì"
    book.save(tmp_path / name)
    plan = preview_sheet(space, tmp_path / name)
    marked_name, marked = marked_copy(tmp_path / name, plan.intake.problems)
    assert marked_name == "tieu-chi-2022-can-sua.xlsx"
    sheet = load_workbook(io.BytesIO(marked))[plan.intake.understood.sheets[0]]
    assert sheet["D6"].comment is not None
