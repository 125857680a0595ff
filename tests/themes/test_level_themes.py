"""The theme of differences has one class for each commune; what it counts is tested with the table it is drawn from."""

import pandas as pd

from ntm_geo.assessment.level_differences import COLUMNS
from ntm_geo.assessment.period import assess_period
from ntm_geo.records.figures import load_figures
from ntm_geo.themes.level_themes import difference_theme


def test_many_differences_have_a_class_of_their_own(shipped):
    standing = assess_period(shipped, load_figures(shipped), period=2022)
    few, many = standing.assessment.standings["code"].iloc[:2]
    rows = [(few, str(item), True, False, "lower", "") for item in (1, 2)]
    rows += [(many, str(item), True, False, "lower", "") for item in (1, 2, 3)]
    theme = difference_theme(standing, pd.DataFrame(rows, columns=list(COLUMNS)), (few, many))
    classes = theme.table.set_index("code")["class"]
    assert (classes[few], classes[many]) == ("few", "many")
    assert {item.key for item in theme.painted} >= set(classes)
