"""What a person says a column is holds for the next file with such a heading, until it is taken back."""

import pytest

from ntm_geo.intake.sheets.saved_column_choices import forget_column, known_columns, remembered_in
from ntm_geo.intake.sheets.sheet_import import keep_sheet, preview_sheet
from ntm_geo.intake.sheets.sheet_words import sheet_lines
from ntm_geo.intake.sheets.workbook import SheetQuestion
from tests.intake.read_rows import workbook

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba")


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet with columns of marks under headings, as a function."""

    def write(*headings, year=2022, mark="x", sheets=("A",)):
        rows = [[f"NĂM {year}"], ["Tên xã", *headings], *[[name, *[mark] * len(headings)] for name in NAMES]]
        path = tmp_path / f"bieu-{year}.xlsx"
        workbook(*[(name, rows) for name in sheets]).save(path)
        return path

    return write


def _keep(space, path, *columns, by="Lan"):
    plan = preview_sheet(space, path, question=SheetQuestion(columns=columns))
    keep_sheet(space, plan, by=by)
    return plan


def _of_results(space, plan):
    return {heading: key for (kind, heading), key in known_columns(space, plan.law).items() if kind == "results"}


def _keys(plan):
    return {column.letter: column.key for column in plan.intake.understood.reading.columns}


def test_the_next_file_is_read_as_the_last_and_says_so(space, sheet):
    _keep(space, sheet("TC1", "Lạ hoắc", "TC 4"), ("C", "3"), ("A!D", ""))
    plan = preview_sheet(space, sheet("TC1", "Lạ Hoắc", "TC 4", "TC5", year=2023))
    assert _keys(plan) == {"A": "unit_name", "B": "1", "C": "3", "E": "5"}
    found = remembered_in(space, plan.intake.understood.reading, "results", plan.law)
    assert [(column.letter, column.choice.key, column.choice.by) for column in found] == [
        ("C", "3", "Lan"),
        ("D", "", "Lan"),
    ]
    assert found[0].title
    lines = "\n".join(sheet_lines(plan, dry_run=True))
    assert "(như lần trước)" in lines


def test_nothing_is_remembered_before_the_sheet_is_kept(space, sheet):
    plan = preview_sheet(space, sheet("TC1", "Lạ hoắc"), question=SheetQuestion(columns=(("C", "3"),)))
    assert _of_results(space, plan) == {}


def test_a_choice_taken_back_is_asked_about_again(space, sheet):
    path = sheet("TC1", "Lạ hoắc")
    plan = _keep(space, path, ("C", "3"))
    forget_column(space, "Lạ hoắc", kind="results", law=plan.law, by="Hà")
    assert _of_results(space, plan) == {}
    assert "C" not in _keys(preview_sheet(space, path))


def test_choosing_another_column_for_the_same_forgets_the_first(space, sheet):
    path = sheet("TC1", "Lạ hoắc", "Kỳ quái")
    _keep(space, path, ("C", "3"))
    plan = _keep(space, path, ("D", "3"), by="Hà")
    assert _of_results(space, plan) == {"ky quai": "3"}
    assert _keys(preview_sheet(space, path)) == {"A": "unit_name", "B": "1", "D": "3"}


def test_a_heading_that_stands_twice_or_means_two_things_is_not_remembered(space, sheet):
    plan = _keep(space, sheet("TC1", "Kết quả", "Kết quả"), ("C", "3"))
    assert _of_results(space, plan) == {}
    plan = _keep(space, sheet("TC1", "Lạ hoắc", year=2023, sheets=("A", "B")), ("A!C", "3"), ("B!C", "4"))
    assert _of_results(space, plan) == {}


def test_a_criterion_of_one_set_says_nothing_about_another_set(space, sheet):
    _keep(space, sheet("TC1", "Lạ hoắc"), ("C", "3"))
    others = [law for law in space.criteria_sets.values() if law.key != preview_sheet(space, sheet("TC1")).law.key]
    assert others
    assert all(known_columns(space, law) == {} for law in others)
