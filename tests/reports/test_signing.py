"""Above the signature stands in whose name it is given, and the office of who gives it."""

import pytest

from ntm_geo.reports.signing import signature_lines


@pytest.mark.parametrize(
    ("office", "lines"),
    [
        ("chairman", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("vice_chairman", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("", ["TM. ỦY BAN NHÂN DÂN"]),
    ],
)
def test_a_deputy_signs_for_the_chairman(office, lines):
    assert signature_lines(office).split("\n") == lines
