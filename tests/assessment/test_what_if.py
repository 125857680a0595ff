"""What would follow if criteria were met: tiers, targets and sentences answer, the data stays."""

import pytest

from ntm_geo.assessment.period import summary
from ntm_geo.assessment.sentences import target_sentence
from ntm_geo.assessment.what_if import as_if, missing_of
from ntm_geo.i18n import use_language


def _missing(standing, count):
    table = standing.assessment.standings
    own = table[table["recognition"].isna()].sort_values(["met", "code"], ascending=[False, True])["code"].head(count)
    return [(code, criterion) for code in own for criterion in missing_of(standing, code)]


def test_nothing_taken_changes_nothing(standing):
    assert as_if(standing(2022), ()) is standing(2022)


def test_communes_with_all_criteria_count_as_recognised(standing):
    before = summary(standing(2022))
    found = as_if(standing(2022), _missing(standing(2022), 3))
    after = summary(found)
    assert after["tiers"]["recognised"] == before["tiers"]["recognised"] + 3 == 20
    assert sum(after["tiers"].values()) == 139
    recognised = next(one for one in found.assessment.progress if one.target.key == "recognised")
    assert recognised.actual == 20
    assert "20" in target_sentence(recognised, found)
    assert summary(standing(2022)) == before


def test_one_criterion_counts_once(standing):
    code, criterion = _missing(standing(2022), 5)[-1]
    met = standing(2022).assessment.standings.set_index("code")["met"]
    found = as_if(standing(2022), [(code, criterion), (code, criterion)])
    after = found.assessment.standings.set_index("code")["met"]
    assert after[code] == met[code] + 1
    assert after.drop(code).equals(met.drop(code))
    assert "1" in found.provenance.source
    assert found.provenance.illustrative
    assert found.as_if == 1


def test_what_is_assumed_is_said_in_the_language_of_whoever_looks(standing):
    """One reader's assessment is kept for all: no word of it may be in the language of whoever came first."""
    missed = missing_of(standing(2022), "01291")[0]
    found = as_if(standing(2022), [("01291", missed)])
    assert found.provenance.source.endswith("giả định thêm 1 tiêu chí đạt")
    use_language("en")
    assert found.provenance.source.endswith("as if 1 more criteria were met")


@pytest.mark.parametrize("vintage", ["2020", "2025"])
def test_what_is_met_already_changes_no_count(standing, vintage):
    results = standing(2022, vintage).assessment.results
    row = results[results["met"].fillna(value=False)].iloc[0]
    found = as_if(standing(2022, vintage), [(row["code"], row["criterion"])])
    assert summary(found)["tiers"] == summary(standing(2022, vintage))["tiers"]
