"""Data entered in the program say so, with the day."""

from datetime import date

from ntm_geo.records.on_screen import edited_source


def test_the_source_says_when_it_was_entered():
    assert edited_source(date(2023, 2, 5)) == "Cập nhật trên phần mềm, ngày 05/02/2023"
