"""What the panel shows of one unit."""

import pytest

from ntm_geo.briefing.profile import profile
from ntm_geo.errors import UnknownUnitError
from ntm_geo.partners.partner_history import history


@pytest.fixture
def of(shipped, standing):
    def made(code, vintage="", period=2022):
        return profile(shipped, code, [standing(year, vintage) for year in (period, 2022, 2021, 2020)])

    return made


def test_a_recognised_commune_with_what_it_misses(of):
    one = of("01438")
    assert (one.title, one.district, one.in_programme) == ("Xã Ngọc Đào", "Huyện Hà Quảng", True)
    assert (one.standing.tier, one.standing.count) == ("recognised", "17")
    statuses = [line.status for line in one.criteria]
    assert (len(statuses), statuses.count("met"), statuses.count("not_met")) == (19, 17, 2)
    open_criteria = {line.code for line in one.criteria if line.status == "not_met"}
    assert {short.code.split(".")[0] for short in one.missing} <= open_criteria
    assert all(short.departments and short.source for short in one.missing)
    assert [line.period for line in one.history] == [2020, 2021, 2022]
    assert 0 <= one.hamlets_certified <= one.hamlets_total


def test_a_town_is_outside_the_programme(of, standing):
    units = standing(2022).units
    town = units.loc[units["kind"] == "township", "code"].iloc[0]
    one = of(town)
    assert not one.in_programme
    assert one.standing is None
    assert one.criteria == ()


def test_a_merged_commune_names_its_parts(of, standing):
    units = standing(2022, "2025").units
    merged = [one for code in units.loc[units["kind"] == "commune", "code"] if len((one := of(code, "2025")).parts) > 1]
    assert merged
    assert all(one.standing is not None and one.district == "" for one in merged)
    assert all(part.split()[0] in {"Xã", "Thị", "Phường"} for one in merged for part in one.parts)


def test_the_count_equals_that_of_the_assessment(of, standing):
    standings = standing(2022).assessment.standings.set_index("code")
    for code in standings.index[::20]:
        one = of(code)
        assert sum(line.status == "met" for line in one.criteria) == standings.loc[code, "met"]
        assert one.standing.tier == standings.loc[code, "tier"]


def test_a_code_of_no_unit(of):
    with pytest.raises(UnknownUnitError):
        of("99999")


def test_who_helped_is_told_year_by_year(of, shipped):
    told = history(shipped, vintage="2020")
    code = told["code"].value_counts().index[0]
    one = of(code)
    assert [line.year for line in one.partners] == sorted(
        told.loc[told["code"].eq(code), "year"].unique(), reverse=True
    )
    assert sum(len(line.names.split("; ")) for line in one.partners) == told["code"].eq(code).sum()
    assert all(line.illustrative for line in one.partners)
    nobody = next(one for one in ("01291", "01294", "01296", "01297", "01304", "01306") if one not in set(told["code"]))
    assert of(nobody).partners == ()
