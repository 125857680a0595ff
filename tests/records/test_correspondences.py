"""What stands in for the criteria of a newer set: shipped as our reading, changed and confirmed by the office."""

import pandas as pd
import pytest

from ntm_geo.assessment.by_other_sets.resting import reading_sentence
from ntm_geo.assessment.period import assess_period
from ntm_geo.errors import LawError
from ntm_geo.i18n import use_language
from ntm_geo.records.correspondences import load_correspondences, save_correspondences
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace

OLD, NEW = "commune-2021", "commune-2026"


@pytest.fixture
def space(empty_folder):
    use_language("vi")
    return open_workspace(Settings(data_dir=empty_folder))


def _change(space, code, sources, *, confirmed=None):
    table, version = load_correspondences(space, space.succession(OLD, NEW))
    chosen = table["target"].eq(code)
    table["sources"] = table["sources"].mask(chosen, sources)
    table["confirmed_by"] = table["confirmed_by"].astype("object").mask(chosen, confirmed)
    return save_correspondences(space, space.succession(OLD, NEW), table, by="An", expected=version)


def _both(space):
    figures = load_figures(space)
    return [assess_period(space, figures, period=2022, against=against) for against in ("", NEW)]


def test_what_is_shipped_stands_until_the_office_changes_it(space):
    table, version = load_correspondences(space, space.succession(OLD, NEW))
    assert version is None
    assert table.set_index("target").loc["3", "sources"] == "10; 13"
    assert space.succession(OLD, NEW).confirmed == frozenset()


def test_a_criterion_may_rest_on_single_indicators(space):
    before = _both(space)[1].assessment.results
    _change(space, "3", "10.1", confirmed="Lan")
    old, new = _both(space)
    verdicts = old.assessment.verdicts.query("indicator == '10.1'").set_index("code")["status"]
    met = new.assessment.results.query("criterion == '3'").set_index("code")["met"]
    assert (met.loc[verdicts.index] == verdicts.eq("met")).all()
    others = [frame[frame["criterion"].ne("3")].reset_index(drop=True) for frame in (before, new.assessment.results)]
    pd.testing.assert_frame_equal(*others)


def test_how_much_rests_on_our_reading_falls_with_what_is_confirmed(space):
    assert "10 trên 10" in reading_sentence(space, *_both(space))
    _change(space, "3", "10; 13", confirmed="Lan")
    assert "9 trên 10" in reading_sentence(space, *_both(space))
    table, version = load_correspondences(space, space.succession(OLD, NEW))
    save_correspondences(space, space.succession(OLD, NEW), table.assign(confirmed_by="Lan"), by="An", expected=version)
    assert reading_sentence(space, *_both(space)).startswith("Cơ quan đã xác nhận")


@pytest.mark.parametrize("sources", ["77", "10; 99.9", " ; "])
def test_a_code_there_is_not_is_refused_with_its_row(space, sources):
    with pytest.raises(LawError) as caught:
        _change(space, "3", sources)
    assert caught.value.where == "3"
    assert load_correspondences(space, space.succession(OLD, NEW))[1] is None


def test_no_criterion_may_be_left_out(space):
    table, _version = load_correspondences(space, space.succession(OLD, NEW))
    with pytest.raises(LawError) as caught:
        save_correspondences(space, space.succession(OLD, NEW), table[table["target"].ne("7")], by="An", expected=None)
    assert caught.value.where == "7"
