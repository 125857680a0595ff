"""Ranking, choice and sentence tell the same; the conditions of a purpose hold."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ntm_geo.errors import TableError
from ntm_geo.i18n import use_language
from ntm_geo.priorities.engine import PURPOSES, Weight
from ntm_geo.priorities.engine.selection import Overrule
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import (
    answer,
    check_weights,
    choice_sentence,
    commune_sentence,
    eligible,
    make_overrules,
    notes_of,
    ready_question,
)
from ntm_geo.themes import map_layers


@pytest.fixture(scope="module")
def values(shipped, standing):
    drawn = map_layers.layer(shipped, vintage="2020", boundary_set="schematic")
    return factor_values(shipped, [standing(year) for year in (2022, 2021, 2020)], drawn)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_chooses_among_those_it_is_meant_for(standing, values, purpose):
    found = answer(standing(2022), values, ready_question(purpose, 10))
    table = standing(2022).assessment.standings.set_index("code")
    ranked = table.loc[found.choice["code"]]
    assert ranked["recognition"].isna().all()
    limit = PURPOSES[purpose].fewer_than
    assert len(found.choice) == (122 if limit is None else table["met"].lt(limit)[table["recognition"].isna()].sum())
    assert len(found.selected) == min(10, len(found.choice))
    assert {found.ranges.loc[code, "best"] for code in found.selected} <= set(range(1, len(found.choice) + 1))


def test_finishing_first_takes_those_that_miss_least(standing, values):
    question = replace(ready_question("finish", 3), weights={"missing": Weight(value=1, first="low")})
    found = answer(standing(2022), values, question)
    assert (
        values.loc[list(found.selected), "missing"].max()
        == values.loc[found.choice["code"], "missing"].nsmallest(3).max()
    )


def test_the_sentences_say_the_figures_of_the_table(standing, values):
    found = answer(standing(2022), values, ready_question("finish", 10))
    use_language("en")
    said = choice_sentence(found)
    missing = int(values.loc[list(found.selected), "missing"].sum())
    assert {"10", "122", str(missing)} <= set(re.findall(r"\d+", said))
    row = found.choice.iloc[2]
    told = commune_sentence(found, row["code"])
    use_language("vi")
    assert row["name"] in told
    assert f"{row['score']:.1f}" in told
    assert "number 3 of 122" in told


def test_the_sentence_agrees_with_the_ranges_beside_it(standing, values):
    """A range that reaches beyond the list is never told as a place that is kept."""
    for purpose in PURPOSES:
        for count in (3, 10, 25):
            found = answer(standing(2022), values, ready_question(purpose, count))
            ranges = found.ranges.loc[list(found.selected)]
            beyond = ranges.index[ranges["worst"].gt(count)]
            assert set(beyond) == set(found.leaving)
            assert {code for code in found.selected if found.fragile(code)} <= set(beyond)
            said = choice_sentence(found)
            assert ("giữ vị trí" in said) == (not len(beyond))
            assert not len(beyond) or f"{len(beyond)} xã" in said


def test_overrules_stay_with_the_question(standing, values):
    question = ready_question("finish", 5)
    first = answer(standing(2022), values, question).selected[0]
    rules = replace(question.rules, overrules={first: Overrule(state="out", reason="đã có dự án")})
    found = answer(standing(2022), values, replace(question, rules=rules))
    assert first not in found.selected
    assert len(found.selected) == 5


def test_topsis_gives_ranges_and_no_straight_lines(standing, values):
    found = answer(standing(2022), values, replace(ready_question("border", 5), method="topsis"))
    assert found.changes.empty
    assert commune_sentence(found, found.selected[0])


def test_nobody_left_and_no_weight_are_said(standing, values):
    with pytest.raises(TableError):
        answer(standing(2022), values, replace(ready_question("finish", 5), fewer_than=1))
    with pytest.raises(TableError):
        answer(standing(2022), values, replace(ready_question("finish", 5), weights={}))


def test_recognised_communes_are_ranked_only_when_wanted(standing, values):
    question = ready_question("finish", 5)
    assert len(eligible(standing(2022), values, question)) == 122
    assert len(eligible(standing(2022), values, replace(question, with_recognised=True))) == 139
    assert pd.Index(values.index).is_unique


def test_each_kind_of_weights_that_cannot_be_has_its_own_message():
    heavy, light = Weight(value=1, first="high"), Weight(value=0, first="high")
    wrong = ({"wealth": heavy}, {"missing": Weight(value=-1, first="low")}, {"missing": light, "tier": light}, {})
    said = set()
    for weights in wrong:
        with pytest.raises(TableError) as caught:
            check_weights(weights)
        said.add(str(caught.value.what))
    assert len(said) == 3  # all zero and none at all are the same mistake
    with pytest.raises(TableError):
        check_weights({"missing": Weight(value=float("nan"), first="low")})


def test_a_commune_taken_in_and_out_at_once_is_named():
    lines = [("1", "Xã Một", "in", "a"), ("2", "Xã Hai", "out", "b"), ("1", "Xã Một", "out", "c")]
    with pytest.raises(TableError) as caught:
        make_overrules(lines)
    assert caught.value.what.values["name"] == "Xã Một"  # noqa: PD011 - of a message
    assert make_overrules(lines[:2]) == {"1": Overrule(state="in", reason="a"), "2": Overrule(state="out", reason="b")}


def test_a_list_is_the_same_in_a_hundred_orders_of_the_rows(standing, values):
    question = ready_question("finish", 10)
    first = answer(standing(2022), values, question)
    chance = np.random.default_rng(5)
    for _again in range(100):
        moved = answer(standing(2022), values.iloc[chance.permutation(len(values))], question)
        assert moved.selected == first.selected
        pd.testing.assert_frame_equal(moved.choice, first.choice)


def test_notes_say_what_is_the_same_for_all_and_what_is_not_known(standing, values):
    use_language("en")
    given = values.assign(border=1.0, support=np.nan)
    weights = {key: Weight(value=1, first="high") for key in ("missing", "border", "support", "poverty")}
    given.loc[given.index[:7], "poverty"] = np.nan
    question = replace(ready_question("finish", 5), weights=weights, with_recognised=True)
    said = " ".join(notes_of(answer(standing(2022), given, question)))
    assert "“On the border” is the same for all" in said
    assert "“Partners so far” is not known for any" in said
    assert "not known for 7 communes; they get half" in said
    last = answer(standing(2022), given, replace(question, unknown="last"))
    assert "not known for 7 communes; they get no points" in " ".join(notes_of(last))
    assert (last.ranking.marks.loc[given.index[:7], "poverty"] == 0).all()


def test_overrules_of_those_who_may_not_be_chosen_are_said(standing, values):
    question = ready_question("finish", 5)
    recognised = next(code for code in values.index if code not in eligible(standing(2022), values, question))
    rules = replace(question.rules, overrules={recognised: Overrule(state="in", reason="r")})
    found = answer(standing(2022), values, replace(question, rules=rules))
    assert recognised in " ".join(notes_of(found))
