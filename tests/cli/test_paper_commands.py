"""``publish`` writes a whole file or none, says what is under way, and names what it does not know."""

import json

import pytest
from pptx import Presentation

from ntm_geo.briefing.publish import Published
from ntm_geo.cli import paper_commands


def test_slides_are_written_on_the_template_of_the_province(run, tmp_path):
    own = tmp_path / "mau.pptx"
    Presentation().save(str(own))
    out = tmp_path / "hop.pptx"
    done = run("publish", "--kind", "slides", "--period", "2022", "--template", str(own), "--out", str(out), "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["kind"], told["period"], told["bytes"]) == ("slides", 2022, out.stat().st_size)
    deck = Presentation(str(out))
    assert deck.slide_width == Presentation().slide_width
    assert len(deck.slides) > 10


def test_a_map_on_paper_is_chosen_by_options(run, tmp_path):
    out = tmp_path / "ban-do.pdf"
    done = run("publish", "--kind", "map", "--theme", "6", "--paper", "A3", "--upright", "--names", "--out", str(out))
    assert done.exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert "đã ghi" in done.stdout
    assert "tên xã không đủ chỗ" in done.stdout


def test_everything_for_the_meeting_is_asked_for_and_written_as_a_zip(run, tmp_path, monkeypatch):
    """The making of it has tests of its own (`tests/briefing/test_publish.py`) and is left out here."""
    asked = []

    def make(_space, _figures, request, _progress):
        asked.append((request.kind, request.brief.period, request.file_suffix))
        return Published(content=b"PK")

    monkeypatch.setattr(paper_commands, "make", make)
    done = run("publish", "--kind", "all", "--period", "2022", "--out", str(tmp_path / "ho-so.zip"))
    assert (done.exit_code, asked) == (0, [("all", 2022, "zip")])
    assert (tmp_path / "ho-so.zip").read_bytes() == b"PK"


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "letter"), ("--kind", "atlas", "--by", "village"), ("--kind", "map", "--paper", "B5"),
        ("--kind", "map", "--theme", "77"), ("--kind", "report", "--period", "1999"),
        ("--kind", "slides", "--template", "khong-co.pptx"), ("--kind", "forms", "--commune", "99999"),
        ("--kind", "workbook", "--out", "so-lieu.txt"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_one_line_and_no_file(run, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    done = run("publish", *options)
    assert done.exit_code == 1
    assert list(tmp_path.glob("*.*")) == []
