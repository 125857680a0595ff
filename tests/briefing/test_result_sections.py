"""Results against the targets and tiers: the published figures, the year before beside them."""

from dataclasses import replace

import pytest

from ntm_geo.assessment.withdrawal_list import withdrawal_sentence
from ntm_geo.briefing.result_sections import reached, result_facts, targets_section, tier_map, tiers_section
from ntm_geo.reports.briefing import plain


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


@pytest.fixture(scope="module")
def half(brief_data):
    return brief_data(half=True)


def test_the_facts_are_the_published_figures(data):
    facts, (whole,) = result_facts(data)
    assert (facts["tier.recognised"], facts["tier.c0_4"], facts["communes"]) == (17, 1, 139)
    assert sum(facts[one] for one in whole.parts) == facts[whole.whole]
    assert (facts["target.recognised"], facts["target.recognised.before"]) == (17, 14)
    assert facts["target.below_15"] == 119
    assert facts["target.hamlets"] == pytest.approx(16 / 1300)


def test_every_target_stands_in_the_table_with_the_year_before(data):
    (table,) = targets_section(data).tables
    assert [plain(table.rows[0][place]) for place in (3, 4, 5, 6)] == [14, 17, 3, 50]
    assert table.rows[0][-1] == "33"
    assert [row[-1] for row in table.rows[3:]] == [
        "119", "374 xóm", *["chưa có số liệu"] * 3, "733 tiêu chí", "41 tiêu chí", "0 tiêu chí",
    ]  # fmt: skip


def test_the_way_to_the_target_is_a_chart(data):
    (chart,) = targets_section(data).charts
    reached_line, straight = chart.series
    assert chart.categories == ("2020", "2021", "2022", "2023", "2024", "2025")
    assert reached_line.values == (12, 14, 17, None, None, None)
    assert straight.values[-1] == 50


def test_six_months_compare_registers_and_keep_the_criteria_of_the_year_before(half):
    one = half.standing.assessment.progress[0]
    assert (reached(half, one, before=True), reached(half, one)) == (14, 14)
    section = targets_section(half)
    assert "14/139 xã" in section.statements[0].text
    assert section.charts == ()
    assert "cuối năm 2021" in section.tables[0].note


def test_tiers_add_up_in_every_year(data):
    section = tiers_section(data)
    (table,) = section.tables
    assert table.total[1:4] == (139, 139, 139)
    assert [row[3] for row in table.rows] == [17, 3, 50, 68, 1]
    assert len(section.statements) == len(table.rows)
    assert "26 xã tăng mức độ" in section.remarks[0]


def test_the_map_counts_what_the_table_counts(data):
    drawn = tier_map(data)
    facts, _sums = result_facts(data)
    assert all(drawn.figure(fact) == facts[fact] for fact in drawn.facts)


def test_the_risk_of_withdrawal_is_said_and_nobody_listed_where_there_is_none(data):
    section = tiers_section(data)
    assert withdrawal_sentence(data.standing) in section.remarks
    assert [table.key for table in section.tables] == ["tiers"]


def test_communes_at_risk_stand_in_a_table_with_what_lifts_them_out(data):
    standing = data.standing
    results = standing.assessment.results.copy()
    code, missed = standing.recognitions["code"].iloc[0], ["1", "2", "3", "4", "5", "6", "17"]
    results["met"] = results["met"].mask(results["code"].eq(code), ~results["criterion"].isin(missed)).astype("boolean")
    changed = replace(standing, assessment=replace(standing.assessment, results=results))
    _tiers, table = tiers_section(replace(data, standing=changed)).tables
    assert [row[2:] for row in table.rows] == [
        ("có nguy cơ bị thu hồi", ", ".join(missed), "", "hoàn thành tiêu chí 17")
    ]
    assert "18/2022/QĐ-TTg" in table.note
