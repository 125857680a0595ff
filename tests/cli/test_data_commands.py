"""``data``: templates, versions, what is made anew."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ROOT = Path(__file__).resolve().parents[2]


def test_a_template_is_written_filled_taken_in_compared_and_restored(run, tmp_path, fill_cell):
    sheet = tmp_path / "mau.xlsx"
    assert run("data", "template", "--kind", "results", "--period", "2022", "--out", str(sheet)).exit_code == 0
    fill_cell(sheet, 4, "x")
    dry = json.loads(run("ingest", str(sheet), "--dry-run", "--json").stdout)
    assert (dry["kind"], dry["period"], dry["taken"], dry["kept"]) == ("results", 2022, 1, None)
    assert run("ingest", str(sheet), "--by", "An").exit_code == 0
    fill_cell(sheet, 4, 0)
    assert json.loads(run("ingest", str(sheet), "--json").stdout)["changes"]["changed"] == 1
    again = run("ingest", str(sheet))
    assert "không có gì thay đổi" in again.stdout.lower() or "Không có gì thay đổi" in again.stdout
    versions = json.loads(run("data", "list", "--json").stdout)
    assert [one["current"] for one in versions] == [True, False]
    assert versions[1]["imported_by"] == "An"
    newer, older = versions[0]["number"], versions[1]["number"]
    [change] = json.loads(run("data", "diff", str(older), str(newer), "--json").stdout)
    assert (change["column"], change["before"], change["after"]) == ("met", True, False)
    assert "met: True -> False" in run("data", "diff", str(older), str(newer)).stdout
    assert run("data", "restore", str(older)).exit_code == 0
    assert run("data", "list").stdout.splitlines()[1].startswith("*")
    copy = tmp_path / "copy.sqlite"
    assert run("data", "backup", str(copy)).exit_code == 0
    assert copy.stat().st_size > 10_000


def test_data_can_be_made_anew(run, monkeypatch):
    made = [ROOT / "data/boundaries/a.shp", Path("/elsewhere/b.csv")]
    monkeypatch.setattr("ntm_geo.cli.data_commands.make_schematic", lambda _space: made[:1])
    monkeypatch.setattr("ntm_geo.cli.data_commands.illustrate", lambda _space: made[1:])
    assert run("data", "schematic").stdout.strip().replace("\\", "/") == "data/boundaries/a.shp"
    assert run("data", "illustrate").stdout.strip() == str(made[1])


def test_a_damaged_database_is_replaced_by_the_newest_good_copy(run, tmp_path):
    assert run("data", "list").exit_code == 0
    file = tmp_path / "data" / "ntm.sqlite"
    copies = tmp_path / "data" / "copies"
    assert run("data", "backup", str(copies / "ntm-2026-01-01.sqlite")).exit_code == 0
    assert run("data", "recover").exit_code == 1
    file.write_bytes(b"no database at all")
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    done = run("data", "recover")
    assert done.exit_code == 0
    assert "ntm-2026-01-01.sqlite" in done.stdout
    assert run("data", "list").exit_code == 0
