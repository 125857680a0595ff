"""What is kept of the year before is asked for by column."""

import pandas as pd

from ntm_geo.intake.sheets.known import Known


def test_figures_of_the_year_before_by_column():
    known = Known(before=pd.DataFrame({"code": ["00001", "00002"], "10.1": [30.0, None]}))
    assert known.before_of("10.1").to_dict() == {"00001": 30.0}
    assert known.before_of("11.1") is None
    assert Known().before_of("10.1") is None
