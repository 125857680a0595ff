"""The command line as a whole: one line an error, exit code 0, 1 or 2, help for every verb."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ntm_geo.cli import app, main
from ntm_geo.cli.shared_options import error_lines, error_report
from ntm_geo.errors import InputFileError, NotInForceError, ProvinceChoiceError, msg
from ntm_geo.i18n import use_language

ROOT = Path(__file__).resolve().parents[1]

ROOT = Path(__file__).resolve().parents[2]


def _fill(path, column, value, row=6):
    book = load_workbook(path)
    sheet = book.worksheets[1]
    sheet.cell(row, column).value = value
    book.save(path)


@pytest.mark.parametrize(
    "words",
    [
        ["ingest", "x.shp", "--kind", "dreams", "--vintage", "2025"],
        ["ingest", "x.xlsx", "--mode", "burn"],
        ["data", "template", "--kind", "dreams", "--period", "2022", "--out", "a.xlsx"],
        ["assess", "--period", "x"],
        ["fly"],
    ],
)
def test_a_wrong_command_ends_with_two(run, words):
    assert run(*words).exit_code == 2


def test_errors_of_ours_reach_the_door(run):
    assert isinstance(run("assess", "--period", "1999").exception, NotInForceError)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["assess", "--period", "1999"], 1, "2022, 2021, 2020"),
        (["ingest", "nothing.shp", "--vintage", "2025"], 1, "nothing.shp"),
        (["law", "show", "10.1", "--on", "2022-12-31"], 0, ""),
    ],
)
def test_an_error_is_one_line_without_a_trace(tmp_path, words, code, said):
    environment = os.environ | {"NTM_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
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


@pytest.mark.parametrize(
    ("language", "period", "said"), [("en", "1999", "There are no figures for 1999"), ("xx", "2022", "vi, en")]
)
def test_the_language_of_the_environment_is_spoken_or_refused_in_one_line(
    tmp_path, monkeypatch, capsys, language, period, said
):
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NTM_LANG", language)
    monkeypatch.setattr(sys, "argv", ["ntm-geo", "assess", "--period", period])
    with pytest.raises(SystemExit) as ended:
        main()
    use_language("vi")
    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize("words", [[], ["law"], ["data"]])
def test_every_verb_has_help(words):
    done = CliRunner().invoke(app, [*words, "--help"])
    assert done.exit_code == 0


def test_an_error_is_said_as_lines_and_as_data_with_what_there_is_to_choose():
    error = ProvinceChoiceError(
        msg("It holds the units of {count} provinces.", count=2), where="xa.gpkg",
        fix=msg("Choose one of: {choices}.", choices="A, B"), provinces=(("04", "A", 3), ("", "B b", 2)),
    )  # fmt: skip
    report = error_report(error)["error"]
    assert [one["option"] for one in report["proposals"]] == ["--province 04", "--province 'B b'"]
    assert (report["kind"], report["where"]) == ("ProvinceChoiceError", "xa.gpkg")
    assert len(error_lines(error)) == 3
    plain = InputFileError(msg("The file is empty."), fix=msg("Export the boundaries again."))
    assert "proposals" not in error_report(plain)["error"]
    assert len(error_lines(plain)) == 1


def test_the_command_line_says_an_error_as_json_where_that_was_asked_for(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path))
    for words, said_in in ((["--json"], "out"), ([], "err")):
        monkeypatch.setattr(sys, "argv", ["ntm_geo", "assess", "--period", "1900", *words])
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 1
        assert "1900" in getattr(capsys.readouterr(), said_in)
