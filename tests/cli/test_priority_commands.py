"""``prioritize`` ranks by a purpose typed as people say it; ``verify`` makes a saved ranking again."""

import json
from datetime import date

import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import save_scenario
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.themes import map_layers
from ntm_geo.workspace.workspace import open_workspace


def test_twenty_communes_are_chosen_and_the_json_says_why(run):
    done = run("prioritize", "--purpose", "ve-dich", "--top", "20", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    chosen = [one for one in found["communes"] if one["state"] == "selected"]
    assert len(chosen) == 20
    assert (found["period"], found["purpose"], found["illustrative"]) == (2022, "finish", True)
    for one in chosen:
        assert sum(one["points"].values()) == pytest.approx(one["score"], abs=1e-4)
        assert one["best"] <= one["rank"] <= one["worst"]
    assert sum(one["effect"] for one in found["effects"]) == pytest.approx(1)


def test_the_list_can_be_read_and_says_that_figures_are_illustrative(run):
    done = run("prioritize", "--purpose", "bien-gioi", "--top", "3")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()[1:4]] == ["1", "2", "3"]
    assert "Số liệu minh họa" in done.stdout


def test_weights_come_from_a_file(run, tmp_path):
    path = tmp_path / "w.csv"
    path.write_text("factor,weight,first\npopulation,1,high\n", encoding="utf-8")
    done = run("prioritize", "--purpose", "ve-dich", "--top", "5", "--weights", str(path), "--json")
    found = json.loads(done.stdout)
    assert found["weights"] == {"population": {"weight": 1.0, "first": "high"}}


@pytest.mark.parametrize("lines", ["population,0,high", "population,-1,high"])
def test_weights_nothing_can_be_ranked_by_are_refused(run, tmp_path, lines):
    path = tmp_path / "w.csv"
    path.write_text(f"factor,weight,first\n{lines}\n", encoding="utf-8")
    assert run("prioritize", "--purpose", "ve-dich", "--weights", str(path)).exit_code == 1
    assert run("prioritize", "--purpose", "giau-len").exit_code == 1


def test_a_saved_ranking_is_verified(run, tmp_path):
    space = open_workspace(Settings(data_dir=tmp_path / "data"))
    standing = assess_period(space, load_figures(space), period=2022)
    values = factor_values(space, [standing], map_layers.layer(space, vintage="2020", boundary_set="schematic"))
    found = answer(standing, values, ready_question("finish", 5))
    save_scenario(
        space, "Về đích", found, standing=standing, values=values, data_number=1, by="An", today=date(2023, 1, 5)
    )
    done = run("verify", "Về đích")
    assert done.exit_code == 0
    assert "122" in done.stdout
    assert json.loads(run("verify", "--json").stdout) == {"Về đích": []}
    assert run("verify", "Khác").exit_code == 1
