"""Words of the papers."""

import pytest

from ntm_geo.dossier_papers.paper_words import inside, level_text, value_text


@pytest.mark.parametrize(
    ("value", "passes", "text"),
    [(1.0, True, "đạt"), (0.0, True, "chưa đạt"), (7.0, True, "7"), (1.0, False, "1"), (34.5, False, "34,5"),
     (None, False, ""), (float("nan"), True, "")],
)  # fmt: skip
def test_values_are_read_as_they_are_meant(value, passes, text):
    assert value_text(value, passes=passes) == text


def test_the_level_of_the_figures_is_said(facts):
    assert inside("Xã Bảo Lâm") == "xã Bảo Lâm"
    assert "xã gửi ngày 05/01/2023" in level_text(facts.old)
    assert "dấu (*)" in level_text(facts.old)
    assert "dấu (*)" not in level_text(facts.new)
