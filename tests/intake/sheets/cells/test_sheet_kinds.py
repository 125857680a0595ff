"""Kinds of sheets: a set for hamlets has one of its own; what has the codes of another set is told by a person."""

from dataclasses import replace

from ntm_geo.intake.sheets.cells.sheet_kinds import SCORES, SHEET_KINDS, TOLD_KINDS, sheet_kinds, told_kinds


def test_a_set_for_hamlets_has_a_kind_of_its_own(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert sheet_kinds(replace(law, subject="hamlet")) == ("hamlet_results",)
    assert set(sheet_kinds(law)) == set(SHEET_KINDS) - {"hamlet_results"}


def test_of_the_kinds_with_the_same_codes_one_is_told_from_its_headings(shipped):
    law = shipped.criteria_sets["commune-2021"]
    assert SCORES & set(told_kinds(law)) == {"scores"}
    assert set(told_kinds(law)) == set(TOLD_KINDS) - {"hamlet_results"}
