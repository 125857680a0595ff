"""One figure is the same on every page that shows it: map, table, sentence and file."""

import io
import json
import re

import openpyxl
import pytest

from ntm_geo.themes import download_files
from ntm_geo.themes.map_themes import tier_theme

PAGES = ("overview", "tier_map", "criteria", "departments", "districts", "progress", "hamlets", "plans")


def _legends(at):
    found = []
    for component in at.get("component_instance"):
        text = str(json.loads(component.proto.json_args)["feature_group"])
        start = text.index("NTM.paint(") + len("NTM.paint(")
        style = json.JSONDecoder().raw_decode(text[start:])[0]
        found.append({entry[0]: entry[2] for entry in style["legend"]})
    return found


@pytest.mark.parametrize("year", ["2020", "2021", "2022"])
@pytest.mark.parametrize("page", PAGES)
def test_every_legend_of_every_page_counts_every_unit(app, page, year):
    for legend in _legends(app(page, period=year)):
        assert sum(legend.values()) == 161
        assert legend["outside"] == 22


@pytest.mark.parametrize("year", ["2020", "2021", "2022"])
def test_tiers_are_the_same_on_overview_map_districts_and_progress(app, year):
    wanted = _legends(app("tier_map", period=year))[0]
    for page in ("overview", "districts", "progress"):
        assert _legends(app(page, period=year))[0] == wanted
    table = app("districts", period=year).dataframe[0].value
    assert table["Số xã đạt chuẩn"].sum() == wanted["recognised"]
    history = app("progress", period=year).dataframe[0].value
    assert history[year].tolist() == [wanted[key] for key in ("recognised", "c15_18", "c10_14", "c5_9", "c0_4")]


@pytest.mark.parametrize("code", ["1", "10", "17"])
def test_a_criterion_is_the_same_as_map_sentence_small_map_table_and_department(app, code):
    at = app("criteria", theme=code)
    met = _legends(at)[0]["met"]
    assert any(one.value.startswith(f"**{met}/139") for one in at.markdown)
    at.session_state["criteria_show"] = "many"
    at.run(timeout=180)
    assert any(one.value == f"{met}/139 xã đạt" for one in at.caption)
    at.session_state["criteria_show"] = "table"
    at.run(timeout=180)
    assert (at.dataframe[0].value[code] == "✓").sum() == met
    keys = {"1": "construction", "10": "statistics", "17": "environment"}
    department = app("departments", department=keys[code], theme=code)
    assert _legends(department)[0]["met"] == met


def test_hamlets_are_the_same_as_sentence_table_and_overview(app):
    at = app("hamlets")
    (sentence,) = [one.value for one in at.markdown if "xóm" in one.value]
    certified, total = re.search(r"(\d+)/([\d.]+) xóm", sentence).groups()
    table = at.dataframe[0].value["Đạt chuẩn"].str.split("/", expand=True).astype(int)
    assert table.sum().tolist() == [int(certified), int(total.replace(".", ""))]
    overview = " ".join(one.proto.body for one in app("overview").get("html"))
    assert f"{certified}/{total} xóm" in overview


def test_the_workbook_counts_what_the_map_counts(app, shipped):
    legend = _legends(app("tier_map"))[0]
    from ntm_geo.ui.kit import cache

    standing = cache.assessment(2022, "2020")
    theme = tier_theme(standing)
    content = download_files.workbook(theme.table, headings={"code": "Mã", "class": "Mức"}, title="t", source="s")
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=5, values_only=True))
    for key in ("recognised", "c15_18", "c10_14", "c5_9", "c0_4"):
        assert sum(row[1] == key for row in rows) == legend[key]
