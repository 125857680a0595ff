"""An office's file taken in: reported, kept once, never joined in silence."""

import json

import pytest

from ntm_geo.errors import NotInForceError
from ntm_geo.intake.boundary_files.boundary_import import ingest_boundaries, report, report_lines
from ntm_geo.store.boundary_sets import list_boundary_sets


@pytest.fixture
def source(shipped):
    return shipped.province.folder / shipped.province.vintage("2020").schematic


def _kept(space, vintage="2020"):
    return list_boundary_sets(space.store, vintage=vintage)


def test_what_is_taken_in_twice_is_kept_once(space, source):
    first = ingest_boundaries(space, source, vintage="2020")
    again = ingest_boundaries(space, source, vintage="2020")
    assert (first.new, again.new) == (True, False)
    assert [one.key for one in _kept(space)] == [first.kept.key] == [again.kept.key]
    assert first.match.matched == 161
    assert "kept" in report(first)


def test_a_dry_run_keeps_nothing(space, source):
    done = ingest_boundaries(space, source, vintage="2020", dry_run=True)
    assert done.kept is None
    assert _kept(space) == ()
    assert report_lines(done)[-1]


def test_the_report_is_plain_data(space, source):
    found = json.loads(json.dumps(report(ingest_boundaries(space, source, vintage="2020"))))
    assert found["units"] == found["matched"] == 161
    assert found["contradictions"] == found["not_in_gazetteer"] == found["not_drawn"] == []
    assert len(found["sha256"]) == 64


def test_old_units_taken_for_new_ones_are_reported_not_joined(space, source):
    done = ingest_boundaries(space, source, vintage="2025", dry_run=True)
    assert done.match.matched < 56
    assert done.match.contradictions
    told = (done.match.contradictions, done.match.not_in_gazetteer, done.match.proposals)
    assert done.match.matched + sum(map(len, told)) == 161
    assert any("01273" in line for line in report_lines(done))


@pytest.mark.reference
def test_the_official_files_meet_the_gazetteers(space, reference_dir):
    new = ingest_boundaries(space, reference_dir / "cao_bang_2025/communes_2025.shp", vintage="2025", dry_run=True)
    old = ingest_boundaries(
        space, reference_dir / "cao_bang_2020_approx/communes_2020_approx.shp", vintage="2020", dry_run=True
    )
    assert (new.match.matched, old.match.matched) == (56, 161)
    assert new.match.contradictions == old.match.contradictions == ()


def test_a_vintage_that_is_not_there_is_refused_before_reading(space, tmp_path):
    with pytest.raises(NotInForceError):
        ingest_boundaries(space, tmp_path / "missing.shp", vintage="1999")
