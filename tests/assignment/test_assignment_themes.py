"""The map of an assignment says what the pairs say: counts, kinds, names, and lines from home to commune."""

import pytest

from ntm_geo.assignment import draft_steps
from ntm_geo.assignment.assignment_themes import kind_theme, partner_theme, with_links


@pytest.fixture(scope="module")
def draft(assign_case):
    return draft_steps.propose(assign_case())


def test_counts_are_those_of_the_pairs(standing, draft):
    table = partner_theme(standing(), draft.case, draft.pairs).table.set_index("code")
    counts = draft.pairs.loc[draft.pairs["assigned"], "code"].value_counts()
    words = {0: "none", 1: "one", 2: "two"}
    for code in draft.case.chosen.codes:
        assert table.loc[code, "status"] == words.get(int(counts.get(code, 0)), "more")
    assert table["status"].eq("apart").sum() == len(table) - len(draft.case.chosen.codes)
    code, own = next(iter(counts.items()))
    assert len(table.loc[code, "text"].split("; ")) == own


def test_a_commune_without_a_partner_warns(standing, draft):
    pair = min(draft.chosen)
    alone = draft
    for one in [one for one in draft.chosen if one[1] == pair[1]]:
        alone = draft_steps.remove(alone, one)
    theme = partner_theme(standing(), alone.case, alone.pairs)
    assert theme.table.set_index("code").loc[pair[1], "class"] == "none"
    assert "none" in [one.key for one in theme.painted]
    assert kind_theme(standing(), alone.case, alone.pairs).table.set_index("code").loc[pair[1], "class"] == "none"


def test_kinds_are_those_of_the_partners(standing, draft):
    table = kind_theme(standing(), draft.case, draft.pairs).table.set_index("code")
    held = draft.pairs[draft.pairs["assigned"]]
    for code, own in held.groupby("code")["kind"]:
        assert table.loc[code, "status"] == (own.iloc[0] if own.nunique() == 1 else "several")


def test_lines_run_from_the_home_of_the_agency_to_the_commune(standing, draft):
    agency, code = min(draft.chosen)
    theme = partner_theme(standing(), draft.case, draft.pairs)
    own = with_links(theme, standing(), draft.case, draft.pairs, of=agency)
    home = draft.case.pieces.agencies.set_index("agency").loc[agency]
    assert {line[:2] for line in own.links} == {(home["lat"], home["lon"])}
    assert len(own.links) == sum(pair[0] == agency for pair in draft.chosen)
    to = with_links(theme, standing(), draft.case, draft.pairs, of=code)
    assert len(to.links) == sum(pair[1] == code for pair in draft.chosen)
    assert home["name"] in own.links[0][4]
