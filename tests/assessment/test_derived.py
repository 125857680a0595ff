"""What follows from an assessment is worked out once, and nobody can change it for the next."""

import gc
from dataclasses import replace

import pandas as pd

from ntm_geo.assessment import derived as derived_module
from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived, forget
from ntm_geo.i18n import _, use_language


def test_it_is_worked_out_once_for_each_assessment_and_question(standing):
    asked = []

    @derived
    def count(assessment, code=""):
        asked.append((assessment.period, code))
        return len(asked)

    first, second = standing(2022), standing(2021)
    assert [count(first), count(first), count(second), count(first, "6"), count(first, code="6")] == [1, 1, 2, 3, 4]
    assert asked == [(2022, ""), (2021, ""), (2022, "6"), (2022, "6")]


def test_a_table_is_a_copy(standing):
    table = communes_of(standing(2022))
    table["name"] = "x"
    table.loc[0, "code"] = "y"
    assert "x" not in set(communes_of(standing(2022))["name"])
    assert communes_of(standing(2022))["code"].str.len().eq(5).all()


def test_it_goes_with_the_assessment(standing):
    made = []

    class Answer:
        def __del__(self):
            made.append("gone")

    @derived
    def answer(_assessment):
        return Answer()

    assessment = replace(standing(2022))
    answer(assessment)
    del assessment
    gc.collect()
    assert made == ["gone"]


class Thing:
    """Something that answers belong to."""


def test_a_table_is_the_same_only_where_it_is_the_very_table():
    asked, owner, table = [], Thing(), pd.DataFrame({"a": [1]})

    @derived
    def rows(_owner, of):
        asked.append(1)
        return len(of)

    assert [rows(owner, table), rows(owner, table), rows(owner, of=table.copy())] == [1, 1, 1]
    assert len(asked) == 2
    for _turn in range(30):
        rows(owner, pd.DataFrame({"a": [1, 2]}))
    assert len(asked) == 32, "a table that has gone never answers for a new one in its place"


def test_a_list_is_the_same_where_it_holds_the_very_objects():
    asked, owner, first, second = [], Thing(), Thing(), Thing()

    @derived
    def count(_owner, things):
        asked.append(len(things))
        return len(things)

    assert [count(owner, [first, second]), count(owner, [first, second]), count(owner, [second, first])] == [2, 2, 2]
    assert [count(owner, [first]), count(owner, [first, Thing()])] == [1, 2]
    assert asked == [2, 2, 1, 2]


def test_words_are_of_the_language_of_whoever_looks():
    owner = Thing()

    @derived
    def word(_owner):
        return _("Commune")

    use_language("vi")
    assert word(owner) == "Xã"
    use_language("en")
    assert word(owner) == "Commune"
    use_language("vi")


def test_it_keeps_a_few_answers_and_forgets_when_told():
    asked, owner = [], Thing()

    @derived
    def same(_owner, number):
        asked.append(number)
        return number

    for number in range(20):
        same(owner, number)
    same(owner, 19)
    same(owner, 0)
    assert asked == [*range(20), 0]
    forget(owner)
    same(owner, 0)
    assert asked[-1] == 0
    assert len(asked) == 22


def test_what_nobody_asks_for_any_more_is_let_go_and_worked_out_again(monkeypatch):
    moment, asked = [1000.0], []
    monkeypatch.setattr(derived_module.time, "monotonic", lambda: moment[0])

    @derived
    def answer(_thing, word):
        asked.append(word)
        return word.upper()

    thing = Thing()
    answer(thing, "a")
    moment[0] += 200
    answer(thing, "b")
    moment[0] += 200
    assert answer(thing, "b") == "B"
    derived_module.forget_unused(300)
    assert [answer(thing, word) for word in "ab"] == ["A", "B"]
    assert asked == ["a", "b", "a"], "what was asked for lately stays"
