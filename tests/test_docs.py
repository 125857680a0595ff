"""The pages for engineers say what the code says: references are written from it, and every file named is there."""

import importlib.util
import re

import pytest

from tests.test_house import ROOT

DOCS = ROOT / "docs"
LEAST_ROWS = 25


@pytest.fixture(scope="module")
def reference():
    found = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "columns.md", "architecture.md"])
def test_a_reference_page_is_what_the_code_says(reference, name):
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), "python docs/reference.py writes it anew"


def _rows():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    part = text.partition("| To change | open |")[2].partition("\n\n")[0]
    return [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("|--")]


def test_the_table_of_changes_is_there():
    assert len(_rows()) >= LEAST_ROWS


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row.split("|")[1].strip())
def test_every_file_a_change_opens_is_there(row):
    files = re.findall(r"`([^`]+)`", row.split("|")[2])
    assert files
    for file in files:
        assert list(ROOT.glob(file)), file
