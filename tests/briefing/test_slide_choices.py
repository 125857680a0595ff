"""Slides of what was chosen: the ready list or a saved one, and who helps whom."""

from dataclasses import replace

import pytest

from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.slide_choices import assignment_slide, helped_theme, priority_slide
from ntm_geo.errors import TableError
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import save_scenario
from ntm_geo.records.figures import load_figures


@pytest.fixture(scope="module")
def data(brief_data):
    return replace(brief_data(), pictures=False)


def test_the_ready_list_is_for_finishing_this_year(data):
    section, theme = priority_slide(data, "")
    assert len(section.tables[0].rows) == 10
    assert section.tables[0].rows[0][1] == "Xã Hồng Việt"
    assert "Chọn 10 trong 122 xã" in section.statements[0].text
    assert theme.table["status"].eq("selected").sum() == 10


def test_a_saved_list_is_shown_by_its_name(fresh):
    data = replace(briefing_data_of(fresh, load_figures(fresh), BriefRequest(period=2022)), pictures=False)
    values = factor_values(fresh, [data.standing], data.drawn)
    found = answer(data.standing, values, ready_question("under_10", 4))
    save_scenario(fresh, "Dưới 10", found, standing=data.standing, values=values, data_number=0, by="An")
    section, _theme = priority_slide(data, "Dưới 10")
    assert [row[1] for row in section.tables[0].rows] == [found.names[code] for code in found.selected]
    with pytest.raises(TableError):
        priority_slide(data, "Không có")


def test_partners_are_counted_and_named(data):
    section, theme = assignment_slide(data)
    helped = data.partners["code"].nunique()
    assert theme.table["status"].ne("none").sum() == helped
    assert f"{helped} xã" in section.statements[0].text
    assert theme.provenance.illustrative


def test_without_partners_every_commune_warns(data):
    theme = helped_theme(replace(data, partners=data.partners.iloc[:0]))
    assert set(theme.table["status"]) == {"none"}
