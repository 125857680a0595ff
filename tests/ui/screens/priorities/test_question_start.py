"""Boxes begin anew with every scenario that is opened; the table of overrules with every commune overruled beside it."""

from ntm_geo.priorities.engine.selection import Overrule, Rules
from ntm_geo.priorities.prioritize import ready_question
from ntm_geo.ui.screens.priorities import question_start


def test_every_scenario_opened_begins_anew(monkeypatch):
    monkeypatch.setattr(question_start.st, "session_state", {})
    assert (question_start.start().question, question_start.start().mark) == (None, "")
    asked = ready_question("finish", 7)
    question_start.begin(asked, "Một", "2020")
    first = question_start.start()
    question_start.begin(asked, "Một", "2020")
    second = question_start.start()
    assert (first.name, first.question) == (second.name, second.question) == ("Một", asked)
    assert first.mark != second.mark != ""


def test_overrules_are_those_of_the_units_they_were_made_on(monkeypatch):
    monkeypatch.setattr(question_start.st, "session_state", {})
    rules = Rules(count=3, overrules={"01291": Overrule(state="out", reason="bận")})
    rows = question_start.rows_of(rules.overrules)
    question_start.put_overrules("2020", rows)
    assert question_start.overrules_begin("2020") == ((("01291", "out", "bận"),), 1)
    assert question_start.overrules_begin("2025") == ((), 0)
