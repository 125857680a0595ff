"""What is said of a file is true: kept where it was, a dry run where it was one, refused with its reasons."""

import json

import pytest

from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.intake.boundary_files.boundary_import import BoundaryQuestion, ingest_boundaries, report, report_lines


@pytest.fixture
def whole(shipped):
    return shipped.province.folder / shipped.province.vintage("2020").schematic


@pytest.fixture
def part(shipped, tmp_path):
    path = tmp_path / "mot-huyen.gpkg"
    read_schematic(shipped.province, "2020").iloc[:9][["code", "name", "geometry"]].to_file(path)
    return path


def test_kept_and_kept_before_are_told_apart(space, whole):
    first = ingest_boundaries(space, whole)
    again = ingest_boundaries(space, whole)
    assert first.kept.key in report_lines(first)[-1]
    assert "trước" in report_lines(again)[-1]
    assert report(again)["kept"] == first.kept.key


def test_a_refusal_is_no_dry_run_and_was_not_kept_before(space, part):
    done = ingest_boundaries(space, part)
    lines = "\n".join(report_lines(done))
    assert "Chạy thử" not in lines
    assert "152/161" in lines
    found = json.loads(json.dumps(report(done)))
    assert (found["kept"], found["dry_run"]) == (None, False)
    assert [one["kind"] for one in found["refused"]] == ["partial"]
    assert found["refused"][0]["hint"]


def test_a_dry_run_says_so_only_when_it_is_one_and_still_says_what_speaks_against_it(space, whole, part):
    assert "Chạy thử" in report_lines(ingest_boundaries(space, whole, dry_run=True))[-1]
    done = ingest_boundaries(space, part, dry_run=True)
    assert report(done)["dry_run"]
    assert report(done)["refused"]
    assert "Chạy thử" in "\n".join(report_lines(done))


def test_what_was_not_read_and_how_every_year_fits_stand_in_the_report(space, tmp_path):
    units = read_schematic(space.province, "2020")
    path = tmp_path / "hai-lop.gpkg"
    units[["code", "name", "geometry"]].to_file(path, layer="xa")
    units.dissolve("parent_name").reset_index()[["parent_name", "geometry"]].to_file(path, layer="huyen")
    found = report(ingest_boundaries(space, path, question=BoundaryQuestion(layer="xa")))
    assert "huyen" in found["not_read"][0]
    assert [one["vintage"] for one in found["vintages"]] == ["2020", "2025"]
    assert found["kept"]
