import os
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ntm_geo.errors import ProvinceError, TableError
from ntm_geo.records.recipe import load_recipe
from ntm_geo.records.shipped import (
    illustrative_dir,
    load_illustrative,
    read_attributes,
    read_criterion_results,
    read_hamlets,
    read_recognitions,
    read_scores,
    write_illustrative,
)

CRITERIA = Path(__file__).resolve().parents[2] / "data" / "criteria"


@pytest.fixture(scope="module")
def shipped():
    return load_illustrative(CRITERIA, "cao-bang")


@pytest.fixture
def table(tmp_path):
    def write(*lines):
        path = tmp_path / "table.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_writing_what_was_read_gives_the_same_bytes(shipped, tmp_path):
    home = illustrative_dir(CRITERIA, "cao-bang")
    recipe = load_recipe(home)
    of_first = {
        "results": shipped.results[shipped.results["period"].isin(recipe.years)],
        "scores": shipped.scores[shipped.scores["period"].isin(recipe.years)],
    }
    for path in write_illustrative(replace(shipped, **of_first), recipe, tmp_path / "new"):
        assert path.read_bytes() == (home / path.name).read_bytes()


def test_codes_stay_text_and_empty_stays_unknown(table):
    results = read_criterion_results(
        table("code,criterion,period,met", "01267,1,2022,1", "01267,2,2022,0", "01267,3,2022,")
    )
    assert results["code"].tolist() == ["01267"] * 3
    assert results["met"].tolist() == [True, False, pd.NA]
    scores = read_scores(table("code,indicator,period,value", "01267,1.1,2022,0.5", "01267,1.2,2022,"))
    assert scores["value"].isna().tolist() == [False, True]
    attributes = read_attributes(table("code,has_craft_village", "01267,", "01268,1"))
    assert attributes["has_craft_village"].tolist() == [pd.NA, True]


def test_dates_are_dates_and_empty_ones_are_missing(table):
    held = read_recognitions(table("code,level,recognised_on,revoked_on,decision", "01267,standard,2019-12-31,,"))
    assert held["recognised_on"].tolist() == [pd.Timestamp("2019-12-31")]
    assert held[["revoked_on", "decision"]].isna().all(axis=None)
    hamlets = read_hamlets(table("hamlet,code,name,certified_on,revoked_on,decision", "01267-01,01267,Xóm 1,,,"))
    assert hamlets["certified_on"].isna().all()


@pytest.mark.parametrize(
    ("read", "lines"),
    [
        (read_criterion_results, ("code,criterion,period,met", "01267,1,2022,yes")),
        (read_criterion_results, ("code,criterion,period", "01267,1,2022")),
        (read_scores, ("code,indicator,period,value", "1267,1.1,2022,1")),
        (read_scores, ("code,indicator,period", "01267,1.1,2022")),
        (read_recognitions, ("code,level,recognised_on,revoked_on,decision", "01267,gold,2019-12-31,,")),
        (read_recognitions, ("code,level,recognised_on,revoked_on,decision", "01267,standard,,,")),
        (read_attributes, ("code", "01267")),
    ],
)
def test_a_table_that_breaks_its_schema_is_refused_by_the_name_of_its_file(table, read, lines):
    with pytest.raises(TableError, match=r"^table\.csv: "):
        read(table(*lines))


def test_a_missing_file_or_province_is_one_error(tmp_path):
    with pytest.raises(ProvinceError, match="is missing"):
        read_scores(tmp_path / "scores.csv")
    with pytest.raises(ProvinceError, match="is missing"):
        load_illustrative(tmp_path, "nowhere")


def test_files_are_read_once_and_anew_when_they_have_changed(tmp_path):
    home = tmp_path / "illustrative"
    shutil.copytree(CRITERIA / "illustrative" / "cao-bang", home / "cao-bang")
    first = load_illustrative(tmp_path, "cao-bang")
    first.attributes["has_craft_village"] = True  # one reader's own
    again = load_illustrative(tmp_path, "cao-bang")
    assert not again.attributes["has_craft_village"].all()
    path = home / "cao-bang" / "attributes.csv"
    heading, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([heading, *rows[1:]]) + "\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert len(load_illustrative(tmp_path, "cao-bang").attributes) == len(again.attributes) - 1
