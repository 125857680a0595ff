"""Every piece of a pair's fit is what its formula says; what is not known is missing and reported, never 0."""

import math
from datetime import date

import pandas as pd
import pytest
from pyproj import Geod

from ntm_geo.assignment.fit import PIECE_KEYS, make_pieces, may_go
from ntm_geo.partners.partner_history import history
from ntm_geo.records import agency_list as work


@pytest.fixture(scope="module")
def codes(standing):
    table = standing().assessment.standings
    return table["code"].sort_values().tolist()


@pytest.fixture(scope="module")
def pieces(shipped, standing, codes):
    return make_pieces(shipped, standing(), codes, scores=dict.fromkeys(codes, 40.0), year=2023)


def _pair(pieces, agency, code):
    rows = pieces.pairs
    return rows[rows["agency"].eq(agency) & rows["code"].eq(code)].iloc[0]


def test_every_pair_is_there_with_every_piece_between_0_and_1(pieces, codes):
    assert len(pieces.pairs) == len(codes) * len(pieces.agencies)
    assert pieces.pairs[list(PIECE_KEYS)].notna().all().all()
    assert all(pieces.pairs[key].between(0, 1).all() for key in PIECE_KEYS)
    assert pieces.pairs["need"].eq(0.4).all()


def test_sector_counts_what_is_missing_against_what_the_agency_is_strong_in(pieces):
    missing = pieces.communes.set_index("code")["missing"]
    for agency in ("construction", "planning", "tax"):
        able = set(pieces.strong_in[agency])
        for code in missing.index[:20]:
            lacks = set(missing[code])
            expected = len(able & lacks) / math.sqrt(len(able) * len(lacks)) if able and lacks else 0
            assert _pair(pieces, agency, code)["sector"] == pytest.approx(expected)


def test_the_straight_distance_is_that_on_the_ellipsoid(pieces, standing):
    units, seat = standing().units.set_index("code"), pieces.agencies.set_index("agency").loc["health"]
    for code in ("01291", "01456", "01819"):
        metres = Geod(ellps="WGS84").inv(seat["lon"], seat["lat"], units.loc[code, "lon"], units.loc[code, "lat"])[2]
        found = _pair(pieces, "health", code)
        assert found["km"] == pytest.approx(metres / 1000, rel=0.002, abs=0.1)
        assert found["closeness"] == pytest.approx(max(0, 1 - metres / 100_000), abs=0.003)


def test_border_is_for_armed_forces_at_the_border_only(pieces, standing):
    border = standing().units.set_index("code")["border"]
    kinds = pieces.agencies.set_index("agency")["kind"]
    expected = pieces.pairs["agency"].map(kinds).eq("armed_forces") & pieces.pairs["code"].map(border)
    assert pieces.pairs["border"].eq(1).equals(expected)


def test_continuity_falls_from_year_to_year(shipped, standing, codes, pieces):
    told = history(shipped, vintage="2020", today=date(2022, 12, 31))
    last = set(told.loc[told["year"].eq(2022), ["agency", "code"]].itertuples(index=False, name=None))
    only_2021 = set(told.loc[told["year"].eq(2021), ["agency", "code"]].itertuples(index=False, name=None)) - last
    rows = pieces.pairs.set_index(["agency", "code"])["continuity"]
    assert rows[[*last]].eq(1).all()
    assert rows[[*only_2021]].round(6).eq(round(2 / 3, 6)).all()
    assert pieces.earlier == frozenset(last)
    later = make_pieces(shipped, standing(), codes, scores={}, year=2026)
    assert later.pairs["continuity"].eq(0).all()


def test_resources_join_money_and_cost(pieces):
    money = pieces.agencies.set_index("agency")["resources"]
    cost = pieces.communes.set_index("code")["cost"]
    row = _pair(pieces, "agribank", "01291")
    assert row["resources"] == pytest.approx(money["agribank"] / money.max() * cost["01291"] / cost.max())
    assert pieces.pairs["resources"].max() == pytest.approx(1)


def test_what_is_not_known_is_missing_and_reported_by_name(fresh, standing, codes):
    table = work.load_agencies(fresh).table
    lost = table["agency"].eq("health")
    changed = table.assign(**{key: table[key].mask(lost) for key in ("lon", "lat", "resources")})
    work.save_agencies(fresh, changed, by="An", expected=None)
    found = make_pieces(fresh, standing(), codes[:5], scores={}, year=2023)
    own = found.pairs[found.pairs["agency"].eq("health")]
    assert own[["km", "closeness", "resources", "need"]].isna().all().all()
    kinds = {one.kind: one.place for one in found.findings}
    assert "Sở Y tế" in kinds["location-missing"]
    assert "Sở Y tế" in kinds["resources-missing"]


def test_the_way_by_road_comes_before_the_straight_line(fresh, standing, codes):
    road = pd.DataFrame({"agency": ["health"], "code": [codes[0]], "km": [77.0]})
    work.save_road_distances(fresh, road, vintage="2020", by="An", expected=None)
    found = make_pieces(fresh, standing(), codes[:2], scores={}, year=2023)
    assert _pair(found, "health", codes[0])[["km", "by_road", "closeness"]].tolist() == [
        77.0,
        True,
        pytest.approx(0.23),
    ]
    assert not _pair(found, "health", codes[1])["by_road"]


def test_without_districts_the_former_ones_tell_where_an_agency_may_go(shipped, standing):
    found = standing(vintage="2025")
    codes = found.assessment.standings["code"].tolist()
    pieces = make_pieces(shipped, found, codes, scores={}, year=2023)
    post = pieces.pairs[pieces.pairs["agency"].eq("border-post-ta-lung")]
    assert 0 < len(post) < len(codes)
    assert len(pieces.pairs[pieces.pairs["agency"].eq("health")]) == len(codes)


@pytest.mark.parametrize(
    ("only", "never", "districts", "may"),
    [
        (None, None, set(), True),
        ("043", None, {"043"}, True),
        ("043", None, {"045"}, False),
        (None, "043", {"043"}, False),
        (None, "043", {"043", "045"}, True),
        ("043;045", "045", {"045"}, False),
    ],
)
def test_districts_allow_and_forbid(only, never, districts, may):
    agency = pd.DataFrame({"only_districts": [only], "not_districts": [never]}).iloc[0]
    assert may_go(agency, districts) is may


def test_an_agency_that_takes_no_part_is_left_out(fresh, standing, codes):
    table = work.load_agencies(fresh).table
    resting = table.assign(active=table["active"].mask(table["agency"].eq("health"), other=False))
    work.save_agencies(fresh, resting, by="An", expected=None)
    found = make_pieces(fresh, standing(), codes[:3], scores={}, year=2023)
    assert "health" not in set(found.agencies["agency"]) | set(found.pairs["agency"])


def test_made_up_partners_say_nothing_of_the_provinces_own_agencies(fresh, standing, codes):
    table = work.load_agencies(fresh).table
    own = table.assign(resources=table["resources"] + 1)
    work.save_agencies(fresh, own, by="An", expected=None)
    found = make_pieces(fresh, standing(), codes[:9], scores={}, year=2023)
    assert found.earlier == frozenset()
    assert found.pairs["continuity"].eq(0).all()
