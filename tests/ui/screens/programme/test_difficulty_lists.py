"""What is in the way: the sentence counts what the list shows, late ones come first."""

from datetime import date

import pandas as pd

from ntm_geo.i18n import use_language
from ntm_geo.monitoring.difficulties import on_day
from ntm_geo.records.registers import empty_table
from ntm_geo.ui.screens.programme.difficulty_lists import difficulty_sentence, in_order


def _rows(*days):
    table = pd.DataFrame(
        [
            {"number": number, "code": "01267", "what": f"Việc {number}", "raised_on": pd.Timestamp("2026-01-05"),
             "due_on": pd.Timestamp(due), "solved_on": pd.Timestamp(solved) if solved else pd.NaT}
            for number, (due, solved) in enumerate(days, 1)
        ]
    )  # fmt: skip
    return pd.concat([empty_table("difficulties"), table]).reset_index(drop=True)


def test_the_sentence_counts_open_late_and_solved():
    use_language("vi")
    rows = on_day(_rows(("2026-02-01", None), ("2026-12-01", None), ("2026-02-01", "2026-01-20")), date(2026, 6, 1))
    sentence = difficulty_sentence(rows.assign(to_ministry=pd.array([True, False, False], dtype="boolean")))
    assert sentence.startswith("Còn 2 vướng mắc")
    assert "1 quá hạn" in sentence


def test_nothing_recorded_is_said_as_such():
    use_language("vi")
    assert "Chưa" in difficulty_sentence(on_day(empty_table("difficulties"), date(2026, 6, 1)))


def test_the_table_is_in_the_order_of_the_day():
    table = _rows(("2026-12-01", None), ("2026-02-01", None))
    assert in_order(table, on_day(table, date(2026, 6, 1)))["number"].tolist() == [2, 1]
