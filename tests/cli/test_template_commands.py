"""``data template``: a sheet goes out, is filled, comes back, is compared and restored."""

import json


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
