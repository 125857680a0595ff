"""The page of steps lists every journey that is counted, and is renewed without touching its words."""

from benchmarks.steps import BEGIN, END, renew
from tests.app_server import ROOT
from tests.pages.steps import JOURNEYS, table, write

PAGE = (ROOT / "docs" / "steps.md").read_text(encoding="utf-8")


def test_every_journey_is_listed_with_its_goal():
    rows = [line for line in PAGE.partition(BEGIN)[2].partition(END)[0].splitlines() if line.startswith("| ")][1:]
    listed = {row.split(" | ")[0][2:]: row.split(" | ")[1] for row in rows}
    wanted = {f"{one.what}{f', after {one.after}' if one.after else ''}": str(one.goal) for one in JOURNEYS.values()}
    assert listed == wanted, "renew it: python run.py test tests/pages/test_steps.py, python -m benchmarks.steps"


def test_the_table_says_steps_and_waits_of_what_was_counted():
    lines = table({"fallen": (1, 0, 2.34), "hamlet": (5, 2, 1.0)}).splitlines()
    assert len(lines) == 4
    assert lines[2].startswith("| Which communes fell since last year | 1 | 1 |  | 2.3 |")
    assert "| 5 | 5 | 2 | 1.0 |" in lines[3]


def test_a_run_of_some_journeys_keeps_the_others(tmp_path):
    write({"fallen": (1, 0, 2.0)}, tmp_path)
    write({"sheet": (4, 0, 8.0)}, tmp_path)
    assert len((tmp_path / "steps.md").read_text(encoding="utf-8").splitlines()) == 4


def test_only_the_table_is_renewed():
    page = f"# Steps\n{BEGIN}\nold\n{END}\nwords\n"
    assert renew(page, "| new |\n") == f"# Steps\n{BEGIN}\n| new |\n{END}\nwords\n"
