"""A percent sign multiplies only where the format does not merely print it."""

import pytest

from ntm_geo.intake.formats.number_format import shows_percent


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True), ("0.00%", True), ("#,##0.0 %", True), ("0%;[Red]-0%", True), ("[Green]0.0%", True),
        ('0.0"%"', False), ("0.0\\%", False), ("0.0_%", False), ('0" % "', False), ("General", False), ("0;0%", False),
        ('"tỷ lệ "0.0%', True), ("0.0*%", False),
    ],
)  # fmt: skip
def test_what_a_format_shows(code, percent):
    assert shows_percent(code) is percent
