"""A lost cell shows what the spreadsheet shows."""

from ntm_geo.intake.sheets.cells.lost import Lost


def test_a_lost_cell_is_shown_as_it_stands():
    assert str(Lost("#REF!")) == "#REF!"
    assert str(Lost("")) == ""
