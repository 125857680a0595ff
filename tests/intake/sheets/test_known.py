"""What is kept of the year before is asked for by column."""

import pandas as pd

from ntm_geo.intake.sheets.known import Known, registered_hamlets


def test_figures_of_the_year_before_by_column():
    known = Known(before=pd.DataFrame({"code": ["00001", "00002"], "10.1": [30.0, None]}))
    assert known.before_of("10.1").to_dict() == {"00001": 30.0}
    assert known.before_of("11.1") is None
    assert Known().before_of("10.1") is None


def test_hamlets_of_a_year_are_those_of_its_communes_and_say_whether_they_are_made_up(shipped):
    registered = registered_hamlets(shipped, vintage="2020", period=2022)
    assert registered.made_up
    assert len(registered.hamlets) == 1300
