"""The command line: one line an error, exit code 0, 1 or 2, and JSON for programs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ntm_geo.cli import app
from ntm_geo.errors import LawError, NotInForceError
from ntm_geo.i18n import use_language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "data"))
    use_language("vi")
    return lambda *words: CliRunner().invoke(app, list(words))


def test_assess_as_json_has_the_figures_published(run):
    done = run("assess", "--period", "2022", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {"period", "communes", "tiers", "hamlets", "targets"} <= set(found)
    assert list(found["tiers"].values()) == [17, 3, 50, 68, 1, 0]
    assert list(found["tiers"]) == ["recognised", "c15_18", "c10_14", "c5_9", "c0_4", "unknown"]
    assert set(found["hamlets"]) == {"certified", "total"}
    assert (found["period"], found["communes"], found["hamlets"]["certified"]) == (2022, 139, 16)


def test_assess_in_words_says_that_figures_are_illustrative(run):
    said = run("assess", "--period", "2022").stdout
    assert "17/139" in said
    assert said.rstrip().endswith("Số liệu minh họa")


def test_the_newer_units_can_be_asked_for(run):
    assert json.loads(run("assess", "--period", "2022", "--vintage", "2025", "--json").stdout)["communes"] == 53


def test_a_file_is_taken_in_and_reported(run, tmp_path):
    source = str(ROOT / "data/boundaries/cao-bang/2025/cao_bang_2025_schematic.shp")
    dry = run("ingest", source, "--kind", "boundaries", "--vintage", "2025", "--dry-run", "--json")
    assert json.loads(dry.stdout)["kept"] is None
    assert run("data", "list").stdout == ""
    done = run("ingest", source, "--vintage", "2025")
    assert done.exit_code == 0
    assert "56" in done.stdout
    assert list((tmp_path / "data").rglob("*"))


def _fill(path, column, value, row=6):
    book = load_workbook(path)
    sheet = book.worksheets[1]
    sheet.cell(row, column).value = value
    book.save(path)


def test_a_template_is_written_filled_taken_in_compared_and_restored(run, tmp_path):
    sheet = tmp_path / "mau.xlsx"
    assert run("data", "template", "--kind", "results", "--period", "2022", "--out", str(sheet)).exit_code == 0
    _fill(sheet, 4, "x")
    dry = json.loads(run("ingest", str(sheet), "--dry-run", "--json").stdout)
    assert (dry["kind"], dry["period"], dry["taken"], dry["kept"]) == ("results", 2022, 1, None)
    assert run("ingest", str(sheet), "--by", "An").exit_code == 0
    _fill(sheet, 4, 0)
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


def test_a_fault_is_told_with_its_cell_and_ends_with_one_but_sound_rows_are_kept(run, tmp_path):
    sheet = tmp_path / "mau.xlsx"
    run("data", "template", "--kind", "results", "--period", "2022", "--out", str(sheet))
    _fill(sheet, 4, "gì")
    _fill(sheet, 4, "x", row=7)
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


@pytest.mark.parametrize(
    "words",
    [
        ["ingest", "x.shp", "--kind", "dreams", "--vintage", "2025"],
        ["ingest", "x.xlsx", "--mode", "burn"],
        ["data", "template", "--kind", "dreams", "--period", "2022", "--out", "a.xlsx"],
        ["assess"],
        ["fly"],
    ],
)
def test_a_wrong_command_ends_with_two(run, words):
    assert run(*words).exit_code == 2


def test_law_show_and_check(run):
    shown = run("law", "show", "10.1", "--on", "2022-12-31")
    assert "39" in shown.stdout
    assert "Cục Thống kê" in shown.stdout
    as_json = json.loads(run("law", "show", "10", "--on", "2022-12-31", "--json").stdout)
    assert as_json[0]["threshold"] == 39
    checked = run("law", "check")
    assert checked.exit_code == 0
    assert len(json.loads(run("law", "check", "--json").stdout)) == 57 + 1
    assert run("law", "page").stdout == (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert isinstance(run("law", "show", "77", "--on", "2022-12-31").exception, LawError)


def test_errors_of_ours_reach_the_door(run):
    assert isinstance(run("assess", "--period", "1999").exception, NotInForceError)


@pytest.mark.parametrize(
    ("words", "environment", "code", "said"),
    [
        (["assess", "--period", "1999"], {}, 1, "2022, 2021, 2020"),
        (["assess", "--period", "1999"], {"NTM_LANG": "en"}, 1, "There are no figures for 1999"),
        (["assess", "--period", "2022"], {"NTM_LANG": "xx"}, 1, "vi, en"),
        (["ingest", "nothing.shp", "--vintage", "2025"], {}, 1, "nothing.shp"),
        (["law", "show", "10.1", "--on", "2022-12-31"], {}, 0, ""),
    ],
)
def test_an_error_is_one_line_without_a_trace(tmp_path, words, environment, code, said):
    environment = os.environ | {"NTM_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"} | environment
    done = subprocess.run(
        [sys.executable, "-m", "ntm_geo", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize("words", [[], ["law"], ["data"]])
def test_every_verb_has_help(words):
    done = CliRunner().invoke(app, [*words, "--help"])
    assert done.exit_code == 0


def test_serve_hands_host_and_port_on(run, monkeypatch):
    asked = []

    def fake(command, **_options):
        asked.extend(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("ntm_geo.cli.subprocess.run", fake)
    assert run("serve", "--port", "8600").exit_code == 0
    assert asked[-4:] == ["--server.address", "127.0.0.1", "--server.port", "8600"]


def test_data_can_be_made_anew(run, monkeypatch):
    made = [ROOT / "data/boundaries/a.shp", Path("/elsewhere/b.csv")]
    monkeypatch.setattr("ntm_geo.cli.make_schematic", lambda _space: made[:1])
    monkeypatch.setattr("ntm_geo.cli.illustrate", lambda _space: made[1:])
    assert run("data", "schematic").stdout.strip().replace("\\", "/") == "data/boundaries/a.shp"
    assert run("data", "illustrate").stdout.strip() == str(made[1])
