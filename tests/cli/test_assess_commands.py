"""``assess`` in words and as JSON."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ROOT = Path(__file__).resolve().parents[2]


def test_assess_as_json_has_the_figures_published(run):
    done = run("assess", "--period", "2022", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {"period", "communes", "tiers", "hamlets", "targets"} <= set(found)
    assert list(found["tiers"].values()) == [17, 3, 50, 68, 1, 0]
    assert list(found["tiers"]) == ["recognised", "c15_18", "c10_14", "c5_9", "c0_4", "unknown"]
    assert set(found["hamlets"]) == {"certified", "total"}
    assert (found["period"], found["communes"], found["hamlets"]["certified"]) == (2022, 139, 16)


def test_assess_in_words_says_that_figures_are_illustrative(run):
    said = run("assess", "--period", "2022").stdout
    assert "17/139" in said
    assert said.rstrip().endswith("Số liệu minh họa")


def test_the_newer_units_can_be_asked_for(run):
    assert json.loads(run("assess", "--period", "2022", "--vintage", "2025", "--json").stdout)["communes"] == 53


def test_the_newest_year_is_taken_unless_another_is_named(run):
    assert run("assess", "--json").stdout == run("assess", "--period", "2022", "--json").stdout


def test_a_level_that_waits_is_said_and_one_of_another_year_is_refused(run):
    said = run("assess", "--period", "2022", "--level", "advanced")
    assert said.exit_code == 0
    assert "chưa được nhập" in said.stdout
    counts = json.loads(run("assess", "--period", "2022", "--level", "advanced", "--json").stdout)
    assert (counts["entered"], counts["expected"], sum(counts["states"].values())) == (0, 75, 139)
    assert run("assess", "--period", "2026", "--level", "advanced").exit_code == 1
    assert run("assess", "--level", "gold").exit_code == 2


def test_against_the_newer_set_it_is_said_what_that_rests_on(run):
    said = run("assess", "--period", "2022", "--set", "commune-2026").stdout
    assert "quy đổi tạm thời" in said
    rests = json.loads(run("assess", "--period", "2022", "--set", "commune-2026", "--json").stdout)["rests_on"]
    assert rests["unconfirmed"] == rests["verdicts"] > 0
