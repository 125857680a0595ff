"""Figures of an assignment are counted once, from the pairs, and agree with each other."""

import pandas as pd
import pytest

from ntm_geo.assignment.case import plan_pairs
from ntm_geo.assignment.engine import solve
from ntm_geo.assignment.outcome import (
    by_agency,
    by_commune,
    coverage,
    coverage_sentences,
    pair_facts,
    pair_sentence,
    who_what_where,
)


@pytest.fixture(scope="module")
def case(assign_case):
    return assign_case()


@pytest.fixture(scope="module")
def pairs(case):
    return plan_pairs(case, solve(case.problem).pairs)


def test_coverage_is_that_of_counting_by_hand(case, pairs):
    found = coverage(case, pairs)
    missing = {row.code: set(row.missing) for row in case.pieces.communes.itertuples()}
    covered = sum(
        any(criterion in case.pieces.strong_in[agency] for agency in pairs.loc[pairs["code"].eq(code), "agency"])
        for code, own in missing.items()
        for criterion in own
    )
    assert (found.covered, found.missing) == (covered, sum(map(len, missing.values())))
    assert (found.communes, found.served, found.unserved) == (12, 12, ())
    assert found.pairs == len(pairs)
    assert found.used == pairs["agency"].nunique()
    assert found.mean_km == pytest.approx(pairs["km"].mean())
    assert found.kept == len(case.pieces.earlier & set(zip(pairs["agency"], pairs["code"], strict=True)))
    assert found.kept <= found.earlier


def test_communes_without_a_partner_are_named_first(case, pairs):
    code = case.chosen.codes[3]
    found = coverage(case, pairs[pairs["code"].ne(code)])
    assert found.unserved == (code,)
    assert coverage_sentences(found)[0] == "Còn 1 xã chưa có đơn vị giúp đỡ."
    assert by_commune(case, pairs[pairs["code"].ne(code)])["code"].iloc[0] == code


def test_nothing_assigned_is_counted_as_nothing(case, pairs):
    found = coverage(case, pairs.iloc[:0])
    assert (found.served, found.pairs, found.covered, found.mean_km) == (0, 0, 0, None)
    assert len(coverage_sentences(found)) >= 2


def test_a_pair_locked_out_counts_nowhere(case, pairs):
    barred = pairs.assign(assigned=pairs.index != 0, lock=["out", *[None] * (len(pairs) - 1)])
    assert coverage(case, barred).pairs == len(pairs) - 1


def test_who_what_where_adds_up_to_the_coverage(case, pairs):
    table = who_what_where(case, pairs)
    real = table[table["criterion"].ne("")]
    pieces = {
        (criterion, code)
        for row in real.itertuples()
        for criterion, code in ((row.criterion, code) for code in row.codes.split(";"))
    }
    assert len(pieces) == coverage(case, pairs).covered
    assert (table["codes"].str.split(";").map(len) == table["communes"]).all()
    everyone = table.assign(code=table["codes"].str.split(";")).explode("code")[["agency", "code"]].drop_duplicates()
    assert len(everyone) == len(pairs)


def test_both_lists_tell_the_same_pairs(case, pairs):
    agencies, communes = by_agency(case, pairs), by_commune(case, pairs)
    assert agencies["count"].sum() == communes["count"].sum() == len(pairs)
    assert len(agencies) == len(case.pieces.agencies)
    assert len(communes) == 12
    for row in communes.to_dict("records"):
        told = [one for one in (row["covered"], row["uncovered"]) if one]
        assert sorted(", ".join(told).split(", ")) == sorted(row["missing"].split(", "))


def test_a_pair_is_told_in_figures_and_words(case, pairs):
    first = pairs.iloc[0]
    said = pair_sentence(case, first["agency"], first["code"])
    assert first["agency_name"] in said
    assert first["name"] in said
    facts = pair_facts(case, first["agency"], first["code"])
    assert sum(facts["parts"].values()) == pytest.approx(facts["fit"])
    assert pair_facts(case, "nobody", first["code"]) is None
    assert pair_sentence(case, "nobody", first["code"]) == "Cơ quan này không thể nhận xã này."


def test_a_distance_nobody_knows_is_said_so(case, pairs):
    from dataclasses import replace

    first = pairs.iloc[0]
    lost = case.problem.pairs.assign(km=case.problem.pairs["km"].mask(case.problem.pairs["agency"].eq(first["agency"])))
    blind = replace(case, problem=replace(case.problem, pairs=lost))
    assert "Chưa biết khoảng cách." in pair_sentence(blind, first["agency"], first["code"])
    assert coverage(blind, pairs).unknown_km == int(pairs["agency"].eq(first["agency"]).sum())
    assert pd.isna(by_agency(blind, pairs).set_index("agency").loc[first["agency"], "mean_km"])
