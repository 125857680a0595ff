"""The model itself, without a solver: its columns and rows are those of the problem."""

from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.path_model import compile_problem


def _problem(**options):
    communes = (
        Work(code="00001", district="A", met=17, missing={"1": 5.0, "2": 3.0}, hamlets_total=2, hamlet_cost=1.0),
        Work(code="00002", district="B", met=19, level="standard"),
    )
    given = {"communes": communes, "years": (2023, 2024), "goals": (Goal(key="standard", value=2),)} | options
    return Problem(**given)


def test_only_what_a_goal_may_ask_for_is_a_column():
    letters = [name[0] for name in compile_problem(_problem()).names]
    assert letters.count("x") == 4
    assert letters.count("s") == 1
    assert not {"h", "a", "m", "z"} & set(letters)
    goals = (Goal(key="hamlets", value=0.5), Goal(key="advanced", value=1))
    letters = [name[0] for name in compile_problem(_problem(goals=goals)).names]
    assert letters.count("h") == 2
    assert letters.count("a") == 4


def test_what_is_reached_already_is_taken_off_the_goal():
    model = compile_problem(_problem())
    rows = [place for place, name in enumerate(model.row_name) if name == "standard"]
    assert [model.row_low[place] for place in rows] == [1.0]


def test_limits_are_rows_of_their_own():
    limits = Limits(budget=(10.0, None), district={"A": 1, "C": 3}, department={"d": 1})
    names = compile_problem(_problem(limits=limits, in_charge={"1": "d"})).row_name
    assert names.count("budget 2023") == 1
    assert "budget 2024" not in names
    assert names.count("district A") == 2
    assert names.count("department d") == 2
    assert "district C" not in names


def test_arrays_fit_together():
    given = compile_problem(_problem()).arrays()
    assert len(given["starts"]) == len(given["row_low"]) + 1
    assert given["starts"][-1] == len(given["columns"]) == len(given["values"])
    assert given["columns"].max() < len(given["cost"])
