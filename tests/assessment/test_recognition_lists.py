"""Recognitions of a year: the two counts, the decisions they rest on, and those that wait."""

from dataclasses import replace
from datetime import date

import pandas as pd

from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.recognition_lists import decision_text, decisions_table, pending_table, two_counts
from ntm_geo.i18n import use_language


def test_a_decision_is_its_number_and_its_day(standing):
    use_language("vi")
    table = decisions_table(standing(2022))
    same = table[table["decision"].str.startswith("46/QĐ-UBND")]
    assert same["decision"].tolist() == ["46/QĐ-UBND ngày 20/01/2020", "46/QĐ-UBND ngày 14/01/2019"]
    assert same["for_year"].tolist() == [2019, 2018]
    assert same["communes"].tolist() == [5, 3]
    assert table["communes"].sum() == two_counts(standing(2022)).by_year == 17


def test_a_number_that_is_not_known_is_not_made_up():
    use_language("vi")
    assert decision_text(None, date(2021, 12, 31)) == "quyết định ngày 31/12/2021, chưa rõ số"


def test_the_counts_differ_by_what_is_signed_in_the_next_january(shipped, figures):
    recognitions = figures.registers["2020"].recognitions
    late = recognitions["for_year"].eq(2022)
    later = recognitions.assign(
        recognised_on=recognitions["recognised_on"].mask(late, recognitions["recognised_on"] + pd.Timedelta(days=20))
    )
    registers = {"2020": replace(figures.registers["2020"], recognitions=later)}
    shown = assess_period(shipped, replace(figures, registers=registers), period=2022)
    assert (two_counts(shown).by_year, two_counts(shown).by_day) == (17, 17 - int(late.sum()))
    table = decisions_table(shown)
    assert table.loc[table["after"], "communes"].sum() == late.sum() > 0


def test_who_waits_is_listed(standing):
    use_language("vi")
    shown = standing(2022, "2025")
    table = pending_table(shown)
    assert set(table["code"]) == shown.pending
    assert set(table["state"]) <= {"chờ quyết định"}
