"""A command line with a data folder of its own."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ntm_geo.cli import app
from ntm_geo.i18n import use_language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "data"))
    use_language("vi")
    return lambda *words, typed="": CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture
def fill_cell():
    return _fill


def _fill(path, column, value, row=6):
    book = load_workbook(path)
    sheet = book.worksheets[1]
    sheet.cell(row, column).value = value
    book.save(path)
