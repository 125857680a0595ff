"""The theme of differences has one class for each commune; what it counts is tested with the table it is drawn from."""

from datetime import date

import pandas as pd

from ntm_geo.assessment.level_differences import COLUMNS
from ntm_geo.assessment.period import assess_period
from ntm_geo.dossiers.dossier_standing import STATES, where_dossiers_stand
from ntm_geo.records.figures import load_figures
from ntm_geo.themes.level_themes import difference_theme, dossier_theme


def test_many_differences_have_a_class_of_their_own(shipped):
    standing = assess_period(shipped, load_figures(shipped), period=2022)
    few, many = standing.assessment.standings["code"].iloc[:2]
    rows = [(few, str(item), True, False, "lower", "") for item in (1, 2)]
    rows += [(many, str(item), True, False, "lower", "") for item in (1, 2, 3)]
    theme = difference_theme(standing, pd.DataFrame(rows, columns=list(COLUMNS)), (few, many))
    classes = theme.table.set_index("code")["class"]
    assert (classes[few], classes[many]) == ("few", "many")
    assert {item.key for item in theme.painted} >= set(classes)


def test_where_dossiers_stand_has_a_class_for_every_state_and_hatches_what_is_late(shipped):
    figures = load_figures(shipped)
    standing = assess_period(shipped, figures, period=2022)
    table = where_dossiers_stand(shipped, figures, vintage="2020", period=2022, today=date(2022, 12, 31))
    first, second = table["code"].iloc[:2]
    table.loc[table["code"].eq(first), ["state", "appraised", "late"]] = ["checked", 3, True]
    theme = dossier_theme(standing, table)
    rows = theme.table.set_index("code")
    assert (rows.loc[first, "class"], rows.loc[first, "text"]) == ("sent", "3/19")
    assert rows.loc[second, "text"] == ""
    assert theme.hatched == {first}
    painted = {item.key for item in theme.painted}
    assert painted == set(STATES) - {"checked"}
    assert set(rows["class"]) <= painted
