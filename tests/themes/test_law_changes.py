"""The map of what another edition changes agrees with the list beside it."""

import pandas as pd

from ntm_geo.assessment.period import assess_period
from ntm_geo.records.figures import load_figures
from ntm_geo.themes.law_changes import law_change_theme


def test_every_commune_has_the_class_its_changes_give_it(shipped):
    standing = assess_period(shipped, load_figures(shipped), period=2022)
    codes = standing.assessment.standings["code"].tolist()
    rows = [
        (codes[0], "10", "not_met", "met"), (codes[0], "10.1", "not_met", "met"),
        (codes[1], "11", "met", "not_met"),
        (codes[2], "10.1", "not_met", "met"),
        (codes[3], "10", "not_met", "met"), (codes[3], "11", "met", "unknown"),
    ]  # fmt: skip
    theme = law_change_theme(standing, pd.DataFrame(rows, columns=["code", "line", "before", "after"]))
    classes = theme.table.set_index("code")["class"]
    assert classes.loc[codes[:5]].tolist() == ["enters", "leaves", "stays", "stays", "out"]
    assert theme.table.set_index("code").loc[codes[0], "text"] == "10, 10.1"
    assert {painted.key for painted in theme.painted} == {"enters", "leaves", "stays", "out"}
