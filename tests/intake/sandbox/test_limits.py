"""The limits are those the paper on security names."""

from dataclasses import fields
from pathlib import Path

from ntm_geo.intake.sandbox import BOUNDARY_LIMITS, WORKBOOK_LIMITS

PAPER = Path(__file__).resolve().parents[3] / "docs/security.md"


def test_the_paper_names_them():
    paper = PAPER.read_text(encoding="utf-8").replace(",", "")
    for limits in (BOUNDARY_LIMITS, WORKBOOK_LIMITS):
        for field in fields(limits):
            assert f"{getattr(limits, field.name):g}" in paper


def test_a_workbook_gets_less_than_a_country():
    assert WORKBOOK_LIMITS.memory_mb < BOUNDARY_LIMITS.memory_mb
