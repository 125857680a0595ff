"""Criteria are read alike from a file and from a sheet; an error names line or cell."""

from pathlib import Path

import pytest

from ntm_geo.criteria.criterion_reader import CriterionReader
from ntm_geo.criteria.yaml_source import Section, placed
from ntm_geo.errors import LawError


def test_an_error_of_a_sheet_names_its_cell(law):
    names = placed({"vi": "Quy hoạch", "en": "Planning"}, "Bảng!A4")
    mapping = placed(
        {"code": "1", "name": names, "group": "IX", "met_when": "all_applicable"}, "Bảng!A4", {"group": "Bảng!G4"}
    )
    with pytest.raises(LawError) as caught:
        CriterionReader(law).read(Section(mapping, Path()))
    assert caught.value.where == "Bảng!G4"
    assert caught.value.fix.template == "Correct this cell."


def test_who_compared_a_value_is_read(law_copy):
    from ntm_geo.criteria.load import load_criteria_set

    law_copy.spoil(
        "sets/commune-2021/01-planning.yaml",
        "verified: false",
        'verified: true\n        checks: [{by: "An", day: 2026-11-02, page: "7"}]',
    )
    value = load_criteria_set(law_copy.folder, "commune-2021").indicator("1.1").values[0]
    assert (value.verified, value.checks[0].by, value.checks[0].page) == (True, "An", "7")
