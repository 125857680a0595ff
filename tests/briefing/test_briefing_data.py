"""What a briefing is made of: the year's end, or the middle of the year by the registers."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of, registered
from ntm_geo.errors import NotInForceError
from ntm_geo.themes.map_themes import tier_theme


@pytest.fixture(scope="module")
def data(brief_data):
    return brief_data()


def test_a_year_speaks_of_its_last_day():
    asked = BriefRequest(period=2022)
    assert (asked.day, asked.assessed) == (date(2022, 12, 31), 2022)


def test_six_months_speak_of_june_and_of_criteria_assessed_before():
    asked = BriefRequest(period=2022, half=True)
    assert (asked.day, asked.assessed) == (date(2022, 6, 30), 2021)


def test_the_basis_holds_the_year_and_those_before_it(data):
    assert data.standing.period == 2022
    assert [one.period for one in data.earlier] == [2020, 2021]
    assert (data.now.recognised, data.before.recognised) == (17, 14)
    assert (data.now.certified, data.now.hamlets) == (16, 1300)
    assert data.until == "Đến hết năm 2022"
    assert "minh họa" in data.mark
    assert set(data.partners["year"]) <= {2022}


def test_registers_are_read_on_the_day(data, figures):
    recognised = figures.recognitions["recognised_on"].max().date()
    assert registered(figures, data.standing, recognised).recognised == 17
    assert registered(figures, data.standing, date(2000, 1, 1)).recognised == 0


def test_at_the_end_of_a_year_the_year_counts_and_on_a_day_before_it_the_decision(shipped, figures):
    table = figures.recognitions
    signed = table["recognised_on"].mask(table["for_year"].eq(2022), pd.Timestamp(2023, 1, 14))
    registers = {"2020": replace(figures.registers["2020"], recognitions=table.assign(recognised_on=signed))}
    known = replace(figures, registers=registers)
    standing = assess_period(shipped, known, period=2022)
    assert registered(known, standing, date(2022, 12, 31)).recognised == 17
    assert registered(known, standing, date(2022, 12, 30)).recognised == 14
    assert standing.assessment.tier_counts["recognised"] == 17


def test_six_months_say_their_day(brief_data):
    half = brief_data(half=True)
    assert half.until == "Đến 30/06/2022"
    assert half.standing.period == 2021


def test_units_without_a_register_keep_the_counts_carried_to_them(brief_data):
    carried = brief_data(vintage="2025")
    counts = carried.standing.assessment.hamlet_counts
    assert carried.now.certified == int(counts["certified"].sum())


def test_a_year_without_figures_says_so(shipped, figures):
    with pytest.raises(NotInForceError):
        briefing_data_of(shipped, figures, BriefRequest(period=1999))


def test_a_map_is_a_picture_with_the_legend_of_the_screen(data):
    content = data.content(tier_theme(data.standing))
    assert sum(one.count for one in content.legend) == len(data.drawn.units)
    drawn = data.brief_map("tiers", content, {"tier.recognised": "recognised"})
    assert drawn.legend == content.legend
    assert drawn.figure("tier.recognised") == 17
    assert drawn.picture.startswith(b"\x89PNG")
    assert drawn.large.startswith(b"\x89PNG")
    assert drawn.picture != drawn.large
