"""One cell put right: what follows is listed, the data keep it as a version, all papers say it."""

from dataclasses import replace

import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.briefing.brief import make_briefing
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.briefing.correction import Correction, apply, consequences, corrected, value_now
from ntm_geo.errors import TableError
from ntm_geo.records.figures import load_figures
from ntm_geo.store.datasets import list_versions


@pytest.fixture
def near(standing):
    """A commune with 14 criteria, one short of the next tier, and a criterion it misses."""
    table = standing(2022).assessment.standings
    code = table.loc[table["met"].eq(14) & table["recognition"].isna(), "code"].iloc[0]
    results = standing(2022).assessment.results
    missed = results.loc[results["code"].eq(code) & results["met"].eq(other=False), "criterion"].iloc[0]
    return Correction(period=2022, code=code, criterion=missed, met=True, reason="Đoàn thẩm định kết luận đạt")


def test_what_stands_there_now(figures, near):
    assert value_now(figures, near) is False
    assert value_now(corrected(figures, near), near) is True


def test_the_rest_stays_as_it_is(figures, near):
    after = corrected(figures, near)
    assert len(after.results) == len(figures.results)
    assert after.results.dtypes.equals(figures.results.dtypes)
    joined = figures.results.merge(after.results, on=["code", "criterion", "period"], suffixes=("", "_after"))
    assert joined["met"].ne(joined["met_after"]).sum() == 1


def test_a_cell_that_says_so_already_or_has_no_reason_is_refused(figures, near):
    with pytest.raises(TableError):
        corrected(figures, replace(near, met=False))
    with pytest.raises(TableError):
        corrected(figures, replace(near, reason=" "))


def test_what_follows_is_said(shipped, figures, near):
    found = consequences(shipped, figures, near)
    (tier,) = found.tiers
    assert "từ 14 thành 15 tiêu chí đạt; chuyển từ nhóm “10–14 tiêu chí” sang “15–18 tiêu chí”" in tier
    target, *others = found.targets
    assert len(others) == 2  # the mean and the rise of its group
    assert "118/139 xã dưới 15 tiêu chí" in target
    assert found.pairs
    assert not found.none


def test_a_cell_not_known_any_more_is_a_correction_too(shipped, figures):
    unknown = Correction(period=2020, code="01291", criterion="1", met=None, reason="Chưa có biên bản")
    found = consequences(shipped, figures, unknown)
    assert "Xã Đức Hạnh, Huyện Bảo Lâm: từ 5 thành 4 tiêu chí đạt" in found.tiers[0]


def test_kept_it_is_a_version_and_the_papers_say_it(fresh, near):
    before = load_figures(fresh)
    values = assess_period(fresh, before, period=2022).assessment.verdicts
    apply(fresh, before, near, by="An")
    kept = {one.slot.kind: one for one in list_versions(fresh.store) if one.slot.period == 2022}
    assert set(kept) == {"results", "scores"}
    assert all(one.provenance.illustrative for one in kept.values())
    assert "Đoàn thẩm định" in kept["results"].note
    after = load_figures(fresh)
    assert value_now(after, near) is True
    assert len(assess_period(fresh, after, period=2022).assessment.verdicts) == len(values)
    said = [one.text for one in make_briefing(fresh, after, BriefRequest(period=2022)).section("targets").statements]
    assert any("118/139 xã dưới 15 tiêu chí" in one for one in said)


def test_a_second_correction_adds_a_version_of_the_results_only(fresh, near):
    apply(fresh, load_figures(fresh), near, by="An")
    apply(fresh, load_figures(fresh), replace(near, met=False, reason="Nhầm"), by="An")
    kinds = [one.slot.kind for one in list_versions(fresh.store) if one.slot.period == 2022]
    assert sorted(kinds) == ["results", "results", "scores"]
