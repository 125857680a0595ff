"""How many hamlets are needed, what the register says, and how it is changed."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.assessment.engine.targets import hamlets_needed
from ntm_geo.assessment.hamlets import (
    hamlet_goals,
    hamlet_points,
    hamlet_target,
    register,
    register_version,
    save_register,
)
from ntm_geo.assessment.period import assess_period
from ntm_geo.errors import NotInForceError, TableError, VersionConflictError
from ntm_geo.maps.palette import HAMLET_POINT_COLOURS
from ntm_geo.records.figures import load_figures


@given(total=st.integers(0, 400), certified=st.integers(0, 400), percent=st.integers(0, 100))
def test_the_number_needed_is_the_least_that_reaches_the_share(total, certified, percent):
    certified = min(certified, total)
    more = hamlets_needed(certified, total, percent / 100)
    assert (certified + more) * 100 >= percent * total
    assert more == 0 or (certified + more - 1) * 100 < percent * total


def test_the_province_stands_where_it_published(shipped, standing):
    province, districts, communes = hamlet_goals(standing(2022), hamlet_target(shipped, 2022))
    assert province.certified == 16
    assert province.needed == hamlets_needed(16, province.total, 0.3)
    assert sum(one.total for one in districts) == province.total == communes["total"].sum()
    assert sum(one.certified for one in districts) == 16


def test_the_register_is_that_of_the_place(figures, standing):
    rows = register(figures, standing(2022), commune="01438")
    assert set(rows["code"]) == {"01438"}
    whole = register(figures, standing(2022))
    assert whole["certified"].sum() == 16
    district = register(figures, standing(2022), district="045")
    assert 0 < len(district) < len(whole)


def test_carried_units_have_no_register(figures, standing):
    with pytest.raises(NotInForceError, match="2020"):
        register(figures, standing(2022, "2025"))


def _certify(workspace, by="An", expected=None, **changes):
    figures = load_figures(workspace)
    table = figures.hamlets[figures.hamlets["code"].eq("01438")].copy()
    for column, value in changes.items():
        table.loc[table.index[0], column] = pd.Timestamp(value) if column.endswith("_on") else value
    return save_register(workspace, figures, table, vintage="2020", by=by, expected=expected)


def test_a_certification_is_added_and_revoked_and_every_state_is_kept(fresh):
    first, new = _certify(fresh, certified_on="2022-11-20", decision="12/QD")
    assert new
    rows = load_figures(fresh).hamlets
    assert len(rows) == 1300
    assert rows.loc[rows["decision"].eq("12/QD"), "code"].tolist() == ["01438"]
    _certify(fresh, expected=first.id, revoked_on="2023-05-01")
    assert load_figures(fresh).hamlets["revoked_on"].notna().sum() == 1
    assert register_version(fresh, "2020") == first.id + 1


def test_the_second_of_two_savers_is_told(fresh):
    _certify(fresh, certified_on="2022-11-20")
    with pytest.raises(VersionConflictError):
        _certify(fresh, by="Binh", expected=None, certified_on="2022-12-01")


def test_revoked_before_certified_is_refused(fresh):
    with pytest.raises(TableError, match="revoked"):
        _certify(fresh, revoked_on="2022-11-20")
    assert register_version(fresh, "2020") is None


def test_hamlets_with_coordinates_are_places_of_the_map(fresh):
    figures = load_figures(fresh)
    standing = assess_period(fresh, figures, period=2022)
    assert hamlet_points(figures, standing) == ()
    rows = register(figures, standing).head(3)
    edited = rows.assign(lon=[106.2, 106.3, None], lat=[22.7, 22.8, None])
    save_register(fresh, figures, edited, vintage="2020", by="Lan", expected=None)
    figures = load_figures(fresh)
    points = hamlet_points(figures, assess_period(fresh, figures, period=2022))
    assert [(lat, lon) for lat, lon, _colour, _said in points] == [(22.7, 106.2), (22.8, 106.3)]
    for (_lat, _lon, colour, said), row in zip(points, rows.itertuples(), strict=False):
        assert row.name in said
        assert colour == HAMLET_POINT_COLOURS[bool(row.certified)]
