"""What is said of a file: its columns, its rows, its questions with what to type, and what became of it."""

import json

import pytest

from ntm_geo.i18n import use_language
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.intake.sheets.sheet_words import column_reasons, role_names, sheet_lines, sheet_report, table_line
from ntm_geo.intake.sheets.workbook import SheetQuestion
from ntm_geo.records.kind_names import kind_name
from ntm_geo.store.kinds import MODELS
from tests.intake.read_rows import workbook

ROWS = [["NĂM 2022"], ["STT", "Tên xã", "TC 01", "TC 02", "Ghi chú"], ["I", "HUYỆN BẢO LẠC"], [1, "Cốc Pàng", "x", "-"],
        [2, "Cô Ba", "-", "x"], [None, "Tổng cộng", 1, 1]]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    workbook(("Biểu", ROWS), ("Khác", [["a"]])).save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("vi")


def test_a_report_says_everything_that_was_not_taken(space, path):
    lines = sheet_lines(preview_sheet(space, path), dry_run=True)
    assert "C “TC 01” → 1. Quy hoạch: 1 values: 1 met, 0 not met" in lines
    assert any(line.startswith("Columns not read (remarks): E: Ghi chú") for line in lines)
    assert any("1 total (6)" in line and "1 name of a district (3)" in line for line in lines)
    assert any("Khác" in line and "no heading is known" in line for line in lines)
    assert "    --answer dash=not-met   Not met" in lines
    assert lines[-1] == "Nothing was kept (dry run)."


def test_what_became_of_a_file_is_said_as_it_is(space, path):
    preview = preview_sheet(space, path)
    assert not preview.can_be_kept
    assert sheet_lines(preview)[-1] == "Nothing was kept: 1 questions are open."
    answered = preview_sheet(space, path, question=SheetQuestion(answers=(("dash", "not-met"),)))
    kept = keep_sheet(space, answered, by="A")
    assert sheet_lines(answered, kept)[-1] == f"Kept as version {kept.version.id}."
    again = preview_sheet(space, path, question=SheetQuestion(answers=(("dash", "not-met"),)))
    assert sheet_lines(again, keep_sheet(space, again, by="A"))[-1] == "It was kept before; nothing changed."


def test_of_a_sheet_without_a_figure_to_take_nothing_is_said_to_be_kept(space, tmp_path):
    rows = [["NĂM 2022"], ["STT", "Tên xã", "Các tiêu chí đạt"], [1, "Cốc Pàng", "2, 4, 5"], [2, "Cô Ba", "1, 3"]]
    workbook(("Biểu", rows)).save(tmp_path / "b.xlsx")
    preview = preview_sheet(space, tmp_path / "b.xlsx")
    assert "No figure of the file could be taken." in sheet_lines(preview, dry_run=True)
    assert not any("kept already" in line for line in sheet_lines(preview))


def test_the_same_for_programs(space, path):
    found = json.loads(json.dumps(sheet_report(preview_sheet(space, path), dry_run=True)))
    assert (found["kind"], found["taken"], found["kept"], found["dry_run"]) == ("results", 2, None, True)
    assert [(question["key"], question["open"]) for question in found["questions"]] == [("dash", True)]
    assert {(row["role"], row["place"]) for row in found["rows_not_taken"]} >= {("total", "6"), ("section", "3")}
    assert {table["reason"] for table in found["tables"]} == {"", "no-header"}
    assert {column["reason"] for column in found["columns_not_read"]} == {"note"}


def test_every_reason_and_role_has_words(space, path):
    assert all(column_reasons().values())
    assert all(role_names().values())
    assert kind_name("results")
    for table in preview_sheet(space, path).intake.understood.reading.tables:
        assert table.read or table_line(table)


@pytest.mark.parametrize("kind", MODELS)
def test_every_kind_that_is_kept_has_a_name(kind):
    assert kind_name(kind)
