"""The briefing keeps its contract for every kind of period and on every vintage, in both languages."""

from dataclasses import replace

import pytest

from ntm_geo.briefing.brief import SECTIONS, briefing_of, make_briefing
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.errors import ContractError
from ntm_geo.i18n import use_language


@pytest.mark.parametrize(
    "asked",
    [BriefRequest(period=2022), BriefRequest(period=2022, half=True), BriefRequest(period=2022, vintage="2025")],
)
def test_it_agrees_with_itself(brief_data, year_briefing, asked):
    usual = asked == BriefRequest(period=2022)
    found = year_briefing() if usual else briefing_of(brief_data(half=asked.half, vintage=asked.vintage))
    assert [one.key for one in found.sections] == [
        "targets", "tiers", "districts", "criteria", "hamlets", "support", "difficulties", "proposals"
    ]  # fmt: skip
    assert len(found.sections) == len(SECTIONS)
    assert found.issuer == "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG"
    assert "minh họa" in found.mark
    assert ("6 tháng" in found.title) is asked.half


def test_an_english_reader_gets_english_sentences(shipped, figures):
    use_language("en")
    found = make_briefing(shipped, figures, BriefRequest(period=2022))
    assert found.title == "Results of building new rural areas in 2022"
    assert found.section("targets").statements[0].text.startswith("By the end of 2022, 17 of 139 communes")


def test_what_does_not_fit_together_is_never_a_briefing(brief_data):
    data = brief_data()
    section = SECTIONS[1](data)
    (table,) = section.tables
    wrong = replace(section, tables=(replace(table, rows=((*table.rows[0][:3], 18, 0.1), *table.rows[1:])),))
    with pytest.raises(ContractError):
        briefing_of(data, (wrong,))
