"""One function says how many hamlets a commune has: where register and report differ, it says which holds."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_geo.assessment.engine.targets import count_hamlets
from ntm_geo.assessment.hamlet_counts import counting_hamlets
from ntm_geo.assessment.hamlets import count_differences, hamlet_goals
from ntm_geo.assessment.period import assess_period, summary
from ntm_geo.records.figures import load_figures
from ntm_geo.records.hamlet_records import save_counts
from ntm_geo.records.shipped import Registers, Source
from ntm_geo.tables.provenance import Provenance

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "hamlet-counts.yaml").read_text(encoding="utf-8"))
COMMUNE = "01438"


@pytest.fixture(scope="module")
def figures_with(figures):
    """The figures with another register of one commune and what it reports; the register is a real one unless said."""

    def call(listed, reported=None, *, made_up=False, period=2022):
        certified, total = listed
        old = figures.registers["2020"]
        number = pd.Series(range(1, total + 1))
        rows = pd.DataFrame({"hamlet": number.map(f"{COMMUNE}-{{:02d}}".format), "code": COMMUNE, "name": "Xóm"})
        rows["certified_on"] = pd.Series(pd.Timestamp("2021-05-05"), index=rows.index).where(number.le(certified))
        rows = rows.reindex(columns=old.hamlets.columns).astype(dict(old.hamlets.dtypes))
        hamlets = pd.concat([old.hamlets[old.hamlets["code"].ne(COMMUNE)], rows], ignore_index=True)
        counts = figures.hamlet_counts
        if reported is not None:
            row = {"code": COMMUNE, "period": period, "total": reported[1], "certified": reported[0]}
            counts = pd.DataFrame([row])
        sources = [source for source in figures.sources if source.kind != "hamlets"]
        source = Provenance(source="Danh sách", illustrative=made_up)
        return replace(
            figures,
            registers={**figures.registers, "2020": Registers(recognitions=old.recognitions, hamlets=hamlets)},
            hamlet_counts=counts,
            sources=(*sources, Source(kind="hamlets", period=0, provenance=source, vintage="2020")),
        )

    return call


def _pair(text):
    return tuple(map(int, text.split("/"))) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["vi_sao"] for case in CASES])
def test_the_cases_of_the_office(case, shipped, figures_with):
    then = figures_with(_pair(case["danh_sach"]), _pair(case.get("bao_cao")), made_up=case.get("minh_hoa", False))
    standing = assess_period(shipped, then, period=2022)
    counts = standing.assessment.hamlet_counts.set_index("code").loc[COMMUNE]
    assert (counts["certified"], counts["total"]) == _pair(case["lay"])
    told = count_differences(shipped, then, standing)
    assert set(told) == ({COMMUNE} if "noi" in case else set())
    assert case.get("noi", "") in told.get(COMMUNE, "")


def test_target_summary_and_goals_count_the_same(shipped, figures_with):
    then = figures_with((1, 4), (5, 9))
    standing = assess_period(shipped, then, period=2022)
    counts = standing.assessment.hamlet_counts[["certified", "total"]].sum()
    province, _districts, communes = hamlet_goals(standing, 0.3)
    (target,) = [item for item in standing.assessment.progress if item.target.measure == "hamlet_share"]
    assert (province.certified, province.total) == tuple(counts)
    assert target.actual == counts["certified"] / counts["total"]
    assert target.remaining == province.needed
    assert tuple(summary(standing)["hamlets"].values()) == tuple(counts)
    assert communes.set_index("code").loc[COMMUNE, ["certified", "total"]].tolist() == [5, 9]


def test_what_is_reported_goes_along_to_newer_units(shipped, figures_with):
    before, after = (
        assess_period(shipped, then, period=2022, vintage="2025").assessment.hamlet_counts.set_index("code")
        for then in (figures_with((1, 4)), figures_with((1, 4), (5, 9)))
    )
    changed = after[after["total"].ne(before["total"])]
    assert len(changed) == 1
    assert (changed - before.loc[changed.index])[["total", "certified"]].to_numpy().tolist() == [[5, 4]]


def test_a_report_holds_for_its_year_alone(shipped, figures_with):
    then = figures_with((1, 4), (5, 9), period=2021)
    counts = assess_period(shipped, then, period=2022).assessment.hamlet_counts.set_index("code")
    assert counts.loc[COMMUNE, ["certified", "total"]].tolist() == [1, 4]


@settings(max_examples=40)
@given(
    listed=st.integers(0, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    reported=st.integers(0, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
)
def test_the_number_is_always_one_of_the_two(figures_with, listed, reported):
    then = figures_with(listed, reported)
    hamlets = then.registers["2020"].hamlets
    rows = counting_hamlets(then, hamlets, vintage="2020", period=2022)
    counts = count_hamlets(rows, codes=[COMMUNE], period=2022).iloc[0]
    assert (counts["certified"], counts["total"]) == (listed if listed[1] >= reported[1] else reported)
    others = [frame[frame["code"].ne(COMMUNE)].reset_index(drop=True) for frame in (rows, hamlets)]
    pd.testing.assert_frame_equal(*others)


def test_reports_that_are_kept_are_counted(fresh):
    table = pd.DataFrame({"code": [COMMUNE], "total": [9], "certified": [4]})
    save_counts(fresh, table, vintage="2020", period=2022, by="An", expected=None)
    figures = load_figures(fresh)
    standing = assess_period(fresh, figures, period=2022)
    assert standing.assessment.hamlet_counts.set_index("code").loc[COMMUNE, "certified"] == 4
    assert count_differences(fresh, figures, standing) == {}, "a made-up register is compared with nothing"
