"""Headings as plain text."""

import pytest

from ntm_geo.intake.sheets.cells.heading_text import plain


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Tiêu chí\nsố 5:  Trường học", "tieu chi so 5: truong hoc"), ("GD&ĐT", "gd va dt"), ("12.1. Tỷ lệ", "12.1. ty le"), (" ", "")],
)  # fmt: skip
def test_marks_and_breaks_go_points_stay(heading, text):
    assert plain(heading) == text
