"""``pathway`` finds a plan or says what clashes."""

import json

from openpyxl import load_workbook


def test_a_plan_is_found_and_written(run, tmp_path):
    out = tmp_path / "lo-trinh.xlsx"
    done = run("pathway", "--period", "2022", "--until", "2025", "--out", str(out), "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["status"]) == (0, "optimal")
    assert found["reached"]["standard"] >= 50
    assert sum(1 for _row in load_workbook(out).active.iter_rows()) > len(found["work"])


def test_what_clashes_is_told_and_ends_with_one(run):
    done = run("pathway", "--period", "2022", "--until", "2025", "--budget", "1000")
    assert done.exit_code == 1
    assert "ngân sách hằng năm" in done.stdout


def test_costs_come_from_a_file(run, tmp_path):
    shipped = json.loads(run("pathway", "--period", "2022", "--until", "2025", "--json").stdout)
    lines = [f"{one},1000,0" for one in range(1, 20)] + ["hamlet,1,0", "advanced,1,0", "model,1,0"]
    path = tmp_path / "costs.csv"
    path.write_text("item,fixed,per_gap\n" + "\n".join(lines), encoding="utf-8")
    own = json.loads(run("pathway", "--period", "2022", "--until", "2025", "--costs", str(path), "--json").stdout)
    assert own["status"] == shipped["status"] == "optimal"
    assert {one["cost"] for one in own["work"] if one["what"] == "criterion"} == {1000}
    path.write_text("item,fixed,per_gap\n1,5,0\n", encoding="utf-8")
    assert run("pathway", "--period", "2022", "--until", "2025", "--costs", str(path)).exit_code == 1


def test_targets_can_be_asked_for(run):
    done = run("pathway", "--period", "2022", "--until", "2024", "--targets", "standard=20", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["status"], found["reached"]["standard"]) == (0, "optimal", 20)
    assert run("pathway", "--period", "2022", "--until", "2024", "--targets", "twenty").exit_code == 1
