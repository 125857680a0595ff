"""``law sheet``, ``law import``, ``law check FILE``, ``law export``: out to an office and back."""

from io import BytesIO

import openpyxl
import pytest

from ntm_geo.criteria.load import load_criteria_set
from ntm_geo.intake.law_sheets.law_workbook import law_workbook
from tests.made_up_law import KEY, made_up_lines


@pytest.fixture
def filled(shipped, tmp_path):
    """Workbook with the 47 made-up indicators."""
    path = tmp_path / "filled.xlsx"
    law = shipped.shipped_law.sets[KEY]
    path.write_bytes(law_workbook(law, made_up_lines(law)))
    return path


def test_a_set_goes_out_is_filled_comes_back_and_is_in_use(run, filled, tmp_path):
    assert run("law", "sheet", KEY, "--out", str(tmp_path / "empty.xlsx")).exit_code == 0
    looked = run("law", "import", str(filled), "--by", "An", "--look")
    assert looked.exit_code == 0
    assert run("law", "show", "3.1", "--on", "2026-12-31").exit_code == 1
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    kept = run("law", "import", str(filled), "--by", "An", "--scan", str(scan))
    assert kept.exit_code == 0
    shown = run("law", "show", "3.1", "--on", "2026-12-31").stdout
    assert "Nhóm 3: từ 48" in shown.replace("\u00a0", " ") or "48" in shown
    again = run("law", "import", str(filled), "--by", "An")
    assert "Không có gì thay đổi" in again.stdout


def test_a_wrong_cell_ends_with_exit_code_one_and_keeps_nothing(run, filled, tmp_path):
    book = openpyxl.load_workbook(BytesIO(filled.read_bytes()))
    book["Bộ tiêu chí"]["H9"] = "quả"
    book["Bộ tiêu chí"]["A9"] = "5.1"
    wrong = tmp_path / "wrong.xlsx"
    book.save(wrong)
    checked = run("law", "check", str(wrong))
    assert checked.exit_code == 1
    assert "Bộ tiêu chí!H9" in checked.stdout
    assert run("law", "import", str(wrong), "--by", "An").exit_code == 1
    assert run("law", "check", str(filled), "--json").exit_code == 0


def test_what_is_in_use_can_be_shipped(run, tmp_path, shipped):
    folder = tmp_path / "out"
    assert run("law", "export", "commune-2021", "--out", str(folder)).exit_code == 0
    assert len(list(folder.glob("*.yaml"))) == 19
    target = tmp_path / "criteria"
    import shutil

    shutil.copytree(shipped.criteria_dir, target)
    for path in (target / "sets" / "commune-2021").glob("[0-9]*.yaml"):
        path.unlink()
    for path in folder.glob("*.yaml"):
        shutil.copy(path, target / "sets" / "commune-2021")
    assert load_criteria_set(target, "commune-2021") == shipped.shipped_law.sets["commune-2021"]
