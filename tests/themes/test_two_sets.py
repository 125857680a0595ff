"""Who would fall: counts, list, legend and sentence say the same."""

import re

import pytest

from ntm_geo.assessment.by_other_sets.resting import reading_sentence
from ntm_geo.assessment.period import assess_period, sets_for
from ntm_geo.errors import NotInForceError
from ntm_geo.i18n import use_language
from ntm_geo.themes.two_sets import compare


@pytest.fixture(scope="module")
def both(shipped, figures, standing):
    def assessed(vintage=""):
        new = assess_period(shipped, figures, period=2022, vintage=vintage, against="commune-2026")
        return standing(2022, vintage), new

    return assessed


@pytest.mark.parametrize("vintage", ["", "2025"])
def test_all_figures_agree(shipped, both, vintage):
    old, new = both(vintage)
    found = compare(shipped, old, new)
    table = found.theme.table
    assert table["status"].value_counts().to_dict() == {key: count for key, count in found.counts.items() if count}
    assert sum(found.counts.values()) == old.communes == new.communes
    recognised = old.assessment.standings["recognition"].notna().sum()
    assert found.counts["keeps"] + found.counts["falls"] + found.counts["unknown"] == recognised
    assert found.groups["communes"].sum() == old.communes
    assert found.groups["falls"].sum() == found.counts["falls"]
    use_language("en")
    said = compare(shipped, old, new).sentence
    use_language("vi")
    assert {str(recognised), str(found.counts["falls"]), str(found.counts["keeps"])} <= set(re.findall(r"\d+", said))
    for row in table[table["status"].eq("falls")].itertuples():
        assert len(row.missing.split(", ")) == 10 - int(row.text)


def test_the_other_set_has_its_own_tiers_and_no_targets(both):
    _old, new = both()
    assert new.stands_in
    assert list(new.assessment.tier_counts) == ["recognised", "all_of_10", "of_10_5_9", "of_10_0_4", "unknown"]
    assert sum(new.assessment.tier_counts.values()) == new.communes
    assert new.assessment.progress == ()


def test_it_is_said_how_much_rests_on_our_reading(shipped, both):
    use_language("vi")
    assert reading_sentence(shipped, *both()).startswith("100")


def test_nothing_stands_in_the_other_way(shipped, figures):
    assert [one.key for one in sets_for(shipped, 2022)] == ["commune-2021", "commune-2026"]
    assert [one.key for one in sets_for(shipped, 2026)] == ["commune-2026"]
    with pytest.raises(NotInForceError):
        assess_period(shipped, figures, period=2022, against="commune-1999")
