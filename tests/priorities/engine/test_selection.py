"""Who is on the list: numbers, quotas, overrules, and a reason where the rank did not decide."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.priorities.engine import Weight, rank
from ntm_geo.priorities.engine.selection import STATES, Overrule, Rules, select


def _select(communes, weights, **options):
    ranking = rank(communes(12), weights)
    districts = {code: str(int(code) % 3) for code in ranking.table["code"]}
    return select(ranking, Rules(**options), districts).set_index("code"), districts


def test_the_first_are_chosen_and_the_next_are_near(communes, weights):
    table, _districts = _select(communes, weights, count=4)
    assert table["state"].to_list() == ["selected"] * 4 + ["near"] + ["not"] * 7


def test_a_cut_off_ends_the_list(communes, weights):
    table, _districts = _select(communes, weights, count=12, at_least=50.0)
    assert (table["state"].eq("selected") == table["score"].ge(50)).all()
    assert set(table.loc[table["score"].lt(50), "reason"]) == {"cut_off"}


def test_a_district_has_its_number(communes, weights):
    table, districts = _select(communes, weights, count=6, most_per_district=2)
    chosen = table[table["state"].eq("selected")]
    assert chosen.index.map(districts).value_counts().to_list() == [2, 2, 2]
    table, districts = _select(communes, weights, count=3, least_per_district=1)
    chosen = table[table["state"].eq("selected")]
    assert sorted(chosen.index.map(districts)) == ["0", "1", "2"]
    assert set(chosen["reason"]) == {"quota"}


def test_the_border_has_its_number_within_that_of_its_districts(communes, weights):
    ranking = rank(communes(12), weights)
    order = list(ranking.table["code"])
    border = set(order[6:])
    table = select(ranking, Rules(count=4, least_border=2), {}, border).set_index("code")
    assert list(table.index[table["state"].eq("selected")]) == [*order[:2], *order[6:8]]
    assert table.loc[order[6:8], "reason"].tolist() == ["quota", "quota"]
    districts = dict.fromkeys(order[6:8], "A")
    table = select(ranking, Rules(count=4, least_border=2, most_per_district=1), districts, border).set_index("code")
    assert {order[6], order[8]} <= set(table.index[table["state"].eq("selected")])


def test_a_person_has_the_last_word(communes, weights):
    table, _districts = _select(communes, weights, count=3)
    first, last = table.index[0], table.index[-1]
    overrules = {first: Overrule(state="out", reason="đã giao"), last: Overrule(state="in", reason="xã an toàn khu")}
    table, _districts = _select(communes, weights, count=3, overrules=overrules)
    assert table.loc[first, ["state", "reason"]].to_list() == ["excluded", "overrule"]
    assert table.loc[last, ["state", "reason"]].to_list() == ["selected", "overrule"]
    assert table["state"].eq("selected").sum() == 3


@given(
    count=st.integers(0, 14),
    most=st.one_of(st.none(), st.integers(1, 4)),
    least=st.one_of(st.none(), st.integers(0, 2)),
    moved=st.dictionaries(st.integers(1, 12), st.sampled_from(["in", "out"]), max_size=4),
)
def test_every_commune_has_one_state_and_nobody_is_chosen_twice(count, most, least, moved):
    index = pd.Index([f"{place:05d}" for place in range(1, 13)], name="code")
    values = pd.DataFrame({"missing": np.arange(12.0)}, index=index)
    ranking = rank(values, {"missing": Weight(value=1, first="low")})
    overrules = {f"{place:05d}": Overrule(state=state, reason="r") for place, state in moved.items()}
    rules = Rules(count=count, most_per_district=most, least_per_district=least, overrules=overrules)
    table = select(ranking, rules, {code: str(int(code) % 3) for code in index})
    assert set(table["state"]) <= set(STATES)
    assert len(table) == 12
    forced = [code for code, one in overrules.items() if one.state == "in"]
    chosen = set(table.loc[table["state"].eq("selected"), "code"])
    assert set(forced) <= chosen
    assert len(chosen) <= max(count, len(forced))
    assert not chosen & {code for code, one in overrules.items() if one.state == "out"}
