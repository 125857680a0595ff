"""Districts, hamlets, a commune, every commune: totals are those of the province."""

import pytest

from ntm_geo.briefing.place_sections import (
    commune_results,
    commune_section,
    communes_annex,
    districts_section,
    hamlets_section,
    heat_annex,
    place_facts,
)
from ntm_geo.errors import UnknownUnitError


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_districts_add_up_to_the_province(data):
    section = districts_section(data)
    (table,) = section.tables
    assert table.total[2:6] == (139, 17, 3, 119)
    assert table.total[7:9] == (16, 1300)
    assert "Thành phố Cao Bằng (3/3 xã)" in section.statements[0].text
    assert "Huyện Bảo Lạc" in section.statements[1].text


def test_after_the_districts_communes_stand_in_their_place(brief_data):
    carried = brief_data(vintage="2025")
    (table,) = districts_section(carried).tables
    assert table.title == "Kết quả theo xã"
    assert table.total[2] == len(table.rows) == 53


def test_hamlets_say_what_is_needed(data):
    section = hamlets_section(data)
    assert "16/1.300 xóm (1,2%)" in section.statements[0].text
    assert "374 xóm" in section.statements[1].text
    assert section.tables[0].total[2:6] == (16, 1300, 16 / 1300, 374)
    assert sum(one.count for one in section.maps[0].legend) == 161


def test_a_commune_says_where_it_stands_and_what_it_misses(data):
    section = commune_section(data, "01291")
    assert section.title == "Xã Đức Hạnh – Huyện Bảo Lâm"
    assert "6/19 tiêu chí" in section.statements[0].text
    assert len(section.tables[0].rows) == 19
    assert 1 < len(section.statements) <= 5


def test_an_unknown_commune_is_named(data):
    with pytest.raises(UnknownUnitError):
        commune_section(data, "99999")


def test_annexes_hold_every_commune_and_agree_with_each_other(data):
    communes, heat = communes_annex(data), heat_annex(data)
    assert len(communes.rows) == len(heat.rows) == 139
    facts = place_facts(data)
    assert communes.figure("assessed.hamlets") == facts["assessed.hamlets"] == 1300
    assert heat.figure("criteria.met") == facts["criteria.met"] == sum(row[5] for row in communes.rows)
    first = next(row for row in communes.rows if row[1] == "01291")
    assert len(first[7].split(", ")) == 13


def test_a_merged_commune_that_waits_for_a_decision_is_told_apart_in_the_list(brief_data):
    carried = brief_data(vintage="2025")
    waiting = {row.code for row in commune_results(carried) if row.tier.endswith(", chờ quyết định")}
    assert waiting == carried.standing.pending
