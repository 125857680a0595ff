"""``ingest``: files in, faults told with their cells."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ROOT = Path(__file__).resolve().parents[2]


def test_a_file_is_taken_in_and_reported(run, tmp_path):
    source = str(ROOT / "data/boundaries/cao-bang/2025/cao_bang_2025_schematic.shp")
    dry = run("ingest", source, "--kind", "boundaries", "--vintage", "2025", "--dry-run", "--json")
    assert json.loads(dry.stdout)["kept"] is None
    assert run("data", "list").stdout == ""
    done = run("ingest", source, "--vintage", "2025")
    assert done.exit_code == 0
    assert "56" in done.stdout
    assert list((tmp_path / "data").rglob("*"))


def test_a_fault_is_told_with_its_cell_and_ends_with_one_but_sound_rows_are_kept(run, tmp_path, fill_cell):
    sheet = tmp_path / "mau.xlsx"
    run("data", "template", "--kind", "results", "--period", "2022", "--out", str(sheet))
    fill_cell(sheet, 4, "gì")
    fill_cell(sheet, 4, "x", row=7)
    done = run("ingest", str(sheet))
    assert done.exit_code == 1
    assert "!D6" in done.stdout
    assert json.loads(run("data", "list", "--json").stdout)[0]["rows"] == 1


def test_several_files_give_several_reports(run, tmp_path):
    sheet = tmp_path / "mau.csv"
    run("data", "template", "--kind", "attributes", "--period", "2022", "--out", str(sheet))
    boundaries = str(ROOT / "data/boundaries/cao-bang/2025/cao_bang_2025_schematic.shp")
    found = run("ingest", boundaries, boundaries, "--vintage", "2025", "--dry-run", "--json")
    assert [one["units"] for one in json.loads(found.stdout)] == [56, 56]
