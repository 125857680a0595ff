"""Criteria and departments of a briefing: every commune counted once, who is in charge on the day."""

import pytest

from ntm_geo.briefing.criteria_section import criteria_section, criterion_counts, departments_table, hardest


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_every_criterion_counts_all_communes(data):
    rows = criterion_counts(data)
    assert len(rows) == 19
    assert {row.met + row.not_met + row.unknown for row in rows} == {139}
    section = criteria_section(data)
    assert section.tables[0].total[2] == 1422
    assert section.statements[0].text.startswith("Các tiêu chí còn nhiều xã chưa đạt: tiêu chí 11")


def test_departments_are_those_of_the_day(data, troubled):
    names = {row[0]: row for row in departments_table(data).rows}
    assert "Sở Giao thông vận tải" in names
    assert "Sở Nông nghiệp và Môi trường" not in names
    found = {row[0]: row for row in departments_table(troubled).rows}["Sở Giao thông vận tải"]
    assert found[3:] == (2, 1)


def test_the_hardest_are_those_most_communes_miss(data):
    rows = criterion_counts(data)
    named = hardest(rows)
    assert len(named) == 3
    assert named[0].not_met == max(row.not_met for row in rows)
    assert [row.not_met for row in named] == sorted((row.not_met for row in rows), reverse=True)[:3]
