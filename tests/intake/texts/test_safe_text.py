"""Nothing that goes into a spreadsheet can become a formula, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.intake.texts.safe_text import plain_text, without_guard
from ntm_geo.reports.spreadsheet_cells import FORMULA_SIGNS


@pytest.mark.parametrize(
    ("value", "written"), [("=1", "'=1"), ("+84", "'+84"), ("-a", "'-a"), ("@b", "'@b"), ("a=1", "a=1"), ("", "")]
)
def test_text_that_looks_like_a_formula_is_kept_from_being_one(value, written):
    assert plain_text(value) == written


@given(st.text(max_size=12).filter(lambda text: not text.startswith("'")))
def test_what_is_guarded_comes_back(value):
    assert without_guard(plain_text(value)) == value
    assert not plain_text(value).startswith(FORMULA_SIGNS)
