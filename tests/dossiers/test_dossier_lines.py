"""What is to be filled in, what is missing, and how the law judges it."""

import pandas as pd

from ntm_geo.dossiers.dossier_lines import LINE_COLUMNS, law_of, lines_of, missing_of, newest_sent, states_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import save_draft

PLACE = {"vintage": "2020", "period": 2022}


def test_every_line_of_the_set_stands_once_with_its_threshold(space, figures):
    dossiers = read_dossiers(space, **PLACE)
    lines = lines_of(space, figures, dossiers, "01291")
    law = law_of(space, 2022)
    assert list(lines.columns) == list(LINE_COLUMNS)
    assert list(lines["item"]) == [line.code for line in law.lines]
    income = lines.set_index("item").loc["10.1"]
    assert "39" in income["rule"]
    assert income["verified"] in {True, False}
    assert set(lines.loc[lines["missing"], "item"]) <= {
        entry.code for criterion in law.criteria for entry in criterion.entries
    }
    assert set(states_of(space, dossiers, "01291")) == {item.code for item in law.criteria}


def test_the_law_judges_the_draft_and_what_is_said_fills_what_it_leaves_open(space, figures):
    rows = pd.DataFrame({"item": ["10.1", "2", "11.1"], "value": [39.0, None, 13.5], "met": [None, True, None]})
    save_draft(space, "01291", rows, by="Lan", **PLACE)
    lines = lines_of(space, figures, read_dossiers(space, **PLACE), "01291").set_index("item")
    assert lines.loc[["10.1", "10", "11.1", "11", "2"], "status"].tolist() == [
        "met", "met", "not_met", "not_met", "met",
    ]  # fmt: skip


def test_a_remark_stands_for_a_value_and_an_indicator_for_its_parts(space):
    law = law_of(space, 2022)
    with_parts = next(line for criterion in law.criteria for line in criterion.indicators if line.parts)
    rows = pd.DataFrame(
        {
            "item": ["10.1", with_parts.code],
            "value": [None, 1.0],
            "met": pd.array([None, None], dtype="boolean"),
            "note": ["Chưa điều tra", None],
        }
    )
    missing = missing_of(law, rows, {"13.4": "not_applicable"})
    assert not {"10.1", "13.4", with_parts.code, *(part.code for part in with_parts.parts)} & set(missing)
    assert "11.1" in missing


def test_the_newest_copy_of_every_criterion_counts():
    sent = pd.DataFrame(
        {"code": "x", "criterion": ["1", "1", "2"], "item": ["1.1", "1.1", "2.1"], "sending": [1, 2, 1]}
    )
    assert newest_sent(sent)["sending"].tolist() == [2, 1]
