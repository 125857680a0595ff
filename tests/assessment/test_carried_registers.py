"""Recognitions of merged communes wait for a decision until one is entered."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ntm_geo.assessment.carried_registers import carried_recognitions, entered_over_carried
from ntm_geo.assessment.period import assess_period, stand_in
from ntm_geo.assessment.sentences import recognised_sentence
from ntm_geo.boundaries.crosswalks import carry_recognitions, merged_targets
from ntm_geo.i18n import use_language
from ntm_geo.records.shipped import Registers
from ntm_geo.tables.standing_table import in_force

CASES = yaml.safe_load((Path(__file__).parent / "engine/cases/merged-recognition.yaml").read_text(encoding="utf-8"))
WENT_INTO = [("A", "M", 1.0), ("B", "M", 1.0), ("C", "N", 1.0), ("D", "P", 0.5), ("D", "Q", 0.5)]
CROSSWALK = pd.DataFrame(WENT_INTO, columns=["source_code", "target_code", "share"])
YEAR = 2025


def _units(codes):
    return pd.DataFrame({"code": list(codes), "kind": "commune"})


def _entered(rows):
    years = [row["for"] for row in rows]
    table = pd.DataFrame({"code": [row["commune"] for row in rows], "level": "standard"})
    return table.assign(
        for_year=pd.array(years, dtype="Int64"),
        recognised_on=pd.to_datetime([f"{year}-12-31" for year in years]).astype("datetime64[ns]"),
        revoked_on=pd.to_datetime([row.get("revoked") for row in rows]).astype("datetime64[ns]"),
        decision=None,
    )


@pytest.mark.parametrize("case", CASES, ids=[one["name"] for one in CASES])
def test_merged_communes_wait_until_a_decision_is_entered(case):
    carried = carry_recognitions(
        _entered(case["former"]), CROSSWALK, source_units=_units("ABCD"), target_units=_units("MNPQ"), period=YEAR
    )
    table, waiting = entered_over_carried(
        _entered(case.get("entered", [])), carried, merged=merged_targets(CROSSWALK), period=YEAR
    )
    assert sorted(set(table.loc[in_force(table, period=YEAR), "code"])) == case["recognised"]
    assert sorted(waiting) == case["waiting"]


def test_a_year_carried_to_the_units_of_2025_says_who_waits(shipped, figures, standing):
    shown = standing(2022, "2025")
    table = shown.assessment.standings
    assert set(table.loc[table["pending"], "code"]) == shown.pending
    waiting = sorted(shown.pending)
    assert waiting, "in these figures a merged commune has only recognised parts"
    own = figures.registers["2020"]
    row = shown.recognitions[shown.recognitions["code"].eq(waiting[0])].assign(decision="1/QĐ-UBND")
    registers = {**figures.registers, "2025": Registers(recognitions=row, hamlets=own.hamlets.iloc[:0])}
    entered = assess_period(shipped, replace(figures, registers=registers), period=2022, vintage="2025")
    assert sorted(entered.pending) == waiting[1:]
    assert entered.assessment.tier_counts == shown.assessment.tier_counts


def test_nobody_waits_on_the_units_the_figures_were_taken_for(standing):
    assert not standing(2022).pending
    assert not standing(2022).assessment.standings["pending"].any()


def test_an_advanced_commune_that_was_merged_brings_the_standard_once_the_level_ended(shipped, figures, standing):
    """Carried is the highest level that still lasts, so the standard is not lost with the level that ended."""
    waiting = sorted(standing(2022, "2025").pending)
    former = figures.registers["2020"].recognitions
    advanced = former.assign(level="advanced", for_year=2022)
    both = pd.concat([former, advanced], ignore_index=True)
    without = replace(figures, registers={"2020": figures.registers["2020"]})

    def levels(period):
        table, pending = carried_recognitions(shipped, without, both, source="2020", target="2025", period=period)
        assert sorted(pending) == waiting
        return set(table["level"])

    assert levels(2025) == {"advanced"}
    assert levels(2026) == {"standard"}


def test_under_a_set_that_does_not_count_them_they_still_wait(shipped, standing):
    use_language("vi")
    shown = stand_in(shipped, standing(2022, "2025"), "commune-2026")
    table = shown.assessment.standings
    assert table["recognition"].isna().all()
    assert set(table.loc[table["pending"], "code"]) == shown.pending
    said = (
        f"Ngoài ra, {len(shown.pending)} xã mới sáp nhập đã được công nhận theo bộ tiêu chí trước đang chờ quyết định."
    )
    assert recognised_sentence(shown).endswith(said)
