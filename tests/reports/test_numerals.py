"""Parts of official papers are counted in Roman numerals."""

import pytest

from ntm_geo.reports.numerals import roman


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (13, "XIII"), (40, "XL"), (58, "LVIII"), (399, "CCCXCIX")]
)
def test_numbers_are_written_as_the_romans_did(number, written):
    assert roman(number) == written
