"""A merged commune shows its parts and what each rule would give it; the same figures as the map."""

import pytest

from ntm_geo.assessment.merging import merge_preview
from ntm_geo.assessment.period import assess_period
from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.units import read_units


@pytest.fixture(scope="module")
def standings(shipped, figures):
    return {
        rule: assess_period(shipped, figures, period=2022, vintage="2025", rule=rule) for rule in ("all", "majority")
    }


def test_every_merged_commune_adds_up_with_the_map(shipped, figures, standings):
    crosswalk = read_crosswalk(shipped.province, "2020", "2025")
    units = read_units(shipped.province, "2025")
    for code in units.loc[units["kind"].eq("commune"), "code"].iloc[:6]:
        found = merge_preview(shipped, figures, code=code, period=2022, vintage="2025")
        assert {one.code for one in found.parts} == set(crosswalk.loc[crosswalk["target_code"].eq(code), "source_code"])
        for one in found.outcomes:
            row = standings[one.rule].assessment.standings.set_index("code").loc[code]
            assert (one.met, one.tier) == (str(row["met"]), row["tier"])
            assert len(one.criteria) == row["met"]
        strict, wide = (set(one.criteria) for one in found.outcomes)
        assert strict <= wide
        assert set(found.differing) == wide - strict
        assert int(found.outcomes[0].met) <= min(int(one.met) for one in found.parts if one.met)


def test_a_unit_on_its_own_figures_has_nothing_to_preview(shipped, figures):
    assert merge_preview(shipped, figures, code="01267", period=2022, vintage="2020") is None


def test_the_rule_is_printed_with_the_figures(standings):
    assert "every part" in str(standings["all"].rule_statement)
    assert "more than half of the parts" in str(standings["majority"].rule_statement)
    better = standings["majority"].assessment.tier_counts["recognised"]
    assert better >= standings["all"].assessment.tier_counts["recognised"]
