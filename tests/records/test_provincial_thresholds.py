"""Thresholds of the province: entered, in force from their day, and kept version by version."""

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.errors import TableError, VersionConflictError
from ntm_geo.records.figures import load_figures
from ntm_geo.records.provincial_thresholds import left_to_province, load, own_thresholds, save


def _table(**changes):
    row = {"indicator": "2.1", "effective": "2022-06-01", "value": 80.0, "decision": "01/QD-UBND", "clause": None}
    frame = pd.DataFrame([row | {"verified": True} | changes])
    return frame.assign(effective=pd.to_datetime(frame["effective"]), verified=frame["verified"].astype("boolean"))


def _verdicts(space, year):
    found = assess_period(space, load_figures(space), period=year).assessment.verdicts
    return found[found["indicator"].eq("2.1")]


def test_an_indicator_is_judged_from_the_day_its_threshold_is_in_force(fresh):
    assert set(_verdicts(fresh, 2022)["status"]) == {"unknown"}
    save(fresh, _table(), by="An", expected=None)
    found = _verdicts(fresh, 2022)
    assert set(found["threshold"]) == {80.0}
    assert ((found["value"] >= 80) == (found["status"] == "met")).all()
    assert found["clause"].str.startswith("01/QD-UBND").all()
    assert found["verified"].all()
    assert set(_verdicts(fresh, 2021)["status"]) == {"unknown"}


def test_a_threshold_of_the_law_can_be_made_stricter(fresh):
    save(fresh, _table(indicator="10.1", value=45.0), by="An", expected=None)
    found = assess_period(fresh, load_figures(fresh), period=2022).assessment.verdicts
    assert set(found.loc[found["indicator"].eq("10.1"), "threshold"]) == {45.0}


def test_it_comes_back_as_it_was_and_the_same_again_is_no_new_version(fresh):
    first, _new = save(fresh, _table(), by="An", expected=None)
    table, number = load(fresh)
    assert number == first.id
    assert table["value"].tolist() == [80.0]
    _version, new = save(fresh, table, by="An", expected=number)
    assert not new
    with pytest.raises(VersionConflictError):
        save(fresh, _table(value=70.0), by="Binh", expected=None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"indicator": "99.9"}, "indicator"),
        ({"effective": "2031-01-01"}, "outside"),
        ({"value": 120.0}, "cannot be"),
        ({"value": -1.0}, "cannot be"),
        ({"decision": ""}, "is missing"),
    ],
)
def test_what_cannot_be_is_refused_whole(fresh, changes, said):
    with pytest.raises(TableError, match=said) as caught:
        save(fresh, _table(**changes), by="An", expected=None)
    assert caught.value.fix
    assert load(fresh)[1] is None


def test_one_day_twice_is_refused(fresh):
    with pytest.raises(TableError, match="twice"):
        save(fresh, pd.concat([_table(), _table(value=70.0)], ignore_index=True), by="An", expected=None)


def test_what_the_law_leaves_open_is_listed(shipped):
    codes = [one.code for one in left_to_province(shipped)]
    assert codes == ["2.1", "2.2", "2.3", "2.4", "17.1a", "17.1b"]
    assert not own_thresholds(shipped)
