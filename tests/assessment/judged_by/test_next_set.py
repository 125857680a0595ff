"""A year judged by the set that follows: the same figures on the map, in the table, in the summary."""

import pandas as pd
import pytest

from ntm_geo.assessment.judged_by.next_set import ENTERED
from ntm_geo.assessment.period import assess_period, sets_for, stand_in
from ntm_geo.records.figures import load_figures
from ntm_geo.records.registers import write_register
from ntm_geo.store.versions import Slot
from ntm_geo.themes.map_themes import criterion_theme, indicator_theme
from tests.made_up_law import KEY


def test_values_are_judged_by_the_levels_of_the_group(two_years):
    old, new = two_years
    verdicts = new.assessment.verdicts.set_index(["indicator", "code"])
    values = old.scores[old.scores["indicator"].eq("15.1")].set_index("code")["value"]
    judged = verdicts.loc["5.3"]
    assert judged.loc[values.index, "value"].tolist() == values.tolist()
    assert set(judged["threshold"].dropna()) == {75.0}, "all communes of 2025 are in group 3"
    assert (judged.loc[values.index, "status"].eq("met") == values.ge(75)).all()


def test_maps_show_what_was_judged(two_years):
    new = two_years[1]
    rests = new.rests.set_index(["line", "code"])["status"]
    for code, theme in (("5.3", indicator_theme(new, "5.3")), ("8", criterion_theme(new, "8"))):
        shown = theme.table.set_index("code")["status"]
        assert (shown == rests.loc[code].reindex(shown.index)).all()
        assert any("được đánh giá theo mức của bộ tiêu chí đó" in note for note in theme.notes)


def test_carried_to_other_units_only_verdicts_are_left(carrying, two_years):
    new = assess_period(carrying, load_figures(carrying), period=2022, vintage="2025", against=KEY)
    assert not new.rests["rests_on"].isin(["value", "entered"]).any()
    assert new.rests["rests_on"].eq("verdict").any()


def test_a_value_entered_for_the_next_set_stands_first(carrying, two_years):
    old = two_years[0]
    code = old.assessment.standings["code"].iloc[0]
    slot = Slot(kind=ENTERED, vintage="2025", period=2025)
    table = pd.DataFrame({"code": [code], "indicator": ["5.3"], "period": [2025], "value": [10.0]})
    version, _new = write_register(carrying, slot, table, by="An", expected=None)
    rests = stand_in(carrying, old, KEY).rests.set_index(["code", "line"])
    assert rests.loc[(code, "5.3"), ["status", "rests_on"]].tolist() == ["not_met", "entered"]
    assert rests.loc[(code, "5"), "status"] == "not_met"
    write_register(carrying, slot, table.iloc[:0], by="An", expected=version.id)


@pytest.mark.parametrize(("year", "sets"), [(2022, ["commune-2021", KEY]), (2026, [KEY])])
def test_a_year_can_be_judged_by_the_sets_that_follow(carrying, year, sets):
    assert [law.key for law in sets_for(carrying, year)] == sets
