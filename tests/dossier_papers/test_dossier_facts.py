"""What papers say is what the assessment and the dossier say; nothing is counted a second time."""

import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.dossier_papers.dossier_facts import dossier_facts
from ntm_geo.dossiers.dossier_lines import lines_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.errors import UnknownUnitError
from tests.dossier_papers.conftest import OLD


def test_both_results_are_those_of_the_dossier_and_of_the_assessment(desk, appraised, facts):
    dossiers = read_dossiers(desk, **OLD)
    lines = lines_of(desk, appraised, dossiers, "01291", sent=True)
    assert facts.old.lines["status"].tolist() == lines["status"].tolist()
    results = assess_period(desk, appraised, **OLD).assessment.results
    known = results[results["code"].eq("01291")].set_index("criterion")["met"].map({True: "met", False: "not_met"})
    criteria = facts.old.criteria.set_index("item")
    assert criteria["appraised"].to_dict() == known.to_dict()
    assert set(facts.old.codes("appraised", "met")) == set(known.index[known.eq("met")])


def test_what_was_found_in_the_dossier_is_told_from_what_was_brought_in(facts):
    criteria = facts.old.criteria.set_index("item")
    assert criteria.index[criteria["by_dossier"]].tolist() == ["10", "11"]
    assert facts.old.mark == "Số liệu minh họa"
    assert facts.new.mark == ""
    assert facts.new.criteria["by_dossier"].all()


def test_every_department_has_its_row_and_the_district_its_own(facts):
    rows = facts.old.opinions
    assert rows.loc[rows["criterion"].eq("11"), ["step", "verdict", "reason"]].to_numpy().tolist() == [
        ["department", "not_met", "Thiếu danh sách hộ"], ["district", "not_met", "Thiếu danh sách hộ"],
    ]  # fmt: skip
    assert set(rows.loc[rows["step"].eq("department"), "criterion"]) == {str(key) for key in range(1, 20)}
    assert rows.loc[rows["criterion"].eq("1"), "verdict"].tolist() == [""]
    assert facts.old.district
    assert facts.new.district == ""


def test_a_town_has_no_dossier(desk, appraised):
    with pytest.raises(UnknownUnitError, match="no commune 99999"):
        dossier_facts(desk, appraised, "99999", **OLD)
