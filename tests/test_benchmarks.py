"""The page of benchmarks holds what their scripts printed, and nothing else."""

import re
import subprocess
from datetime import date

import pytest

from benchmarks import write
from tests.test_house import ROOT


def test_the_page_is_what_the_scripts_printed():
    written = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert written == write.page(), "python -m benchmarks.write writes it anew"


def test_every_benchmark_has_a_section_and_a_result_with_its_machine_and_day():
    scripts = {
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if re.search(r"^def main\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert scripts - {"write", "steps"} == set(write.TITLES)
    results = {path.stem: path.read_text(encoding="utf-8") for path in write.RESULTS.iterdir()}
    assert set(results) == set(write.TITLES)
    for name, saved in results.items():
        assert re.match(r"Machine: \d+ cores, \w+ \w+, Python 3\.\d+; \d{1,2} \w+ 20\d\d.*\.\n\n\|", saved), name
    assert re.match(r"Machine: .*; 3 May 2026\.\n\n\| s \|\n\Z", write.result("\n| s |\n\n", date(2026, 5, 3)))


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Results and page in a folder of the test, the results as they are saved."""
    for name in write.TITLES:
        (tmp_path / f"{name}.md").write_text((write.RESULTS / f"{name}.md").read_text(encoding="utf-8"), "utf-8")
    monkeypatch.setattr(write, "RESULTS", tmp_path)
    monkeypatch.setattr(write, "PAGE", tmp_path / "page" / "benchmarks.md")
    monkeypatch.setattr(write.page, "__defaults__", (tmp_path,))
    write.PAGE.parent.mkdir()
    return tmp_path


def test_a_benchmark_measured_again_renews_its_section_alone(elsewhere, monkeypatch):
    monkeypatch.setattr(write, "printed_by", lambda name, arguments: f"| {name} {' '.join(arguments)} |\n")
    before = write.page()
    write.main(["papers", "--quick"])
    page = write.PAGE.read_text(encoding="utf-8")
    assert page.endswith(".\n\n| papers --quick |\n")
    assert page.partition("## What papers cost")[0] == before.partition("## What papers cost")[0]


def test_nothing_is_saved_of_a_benchmark_that_fails_or_is_not_there(elsewhere, monkeypatch):
    before = {path: path.read_bytes() for path in elsewhere.glob("*.md")}
    with pytest.raises(SystemExit, match="no benchmark nothing"):
        write.main(["nothing"])
    monkeypatch.setitem(write.TITLES, "nothing", "A script that is missing, and so fails")
    with pytest.raises(subprocess.CalledProcessError):
        write.main(["nothing"])
    assert {path: path.read_bytes() for path in elsewhere.glob("*.md")} == before
    assert not write.PAGE.exists()
