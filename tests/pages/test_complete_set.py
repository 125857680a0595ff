"""A set entered whole at the law desk works everywhere: pages, templates, forms, papers, by the same figures.

The 47 indicators are made up (`tests/made_up_law.py`): three groups of communes, indicators made of parts, a level by
the number of schools, two that the province sets. Values are drawn for the 53 communes of 2026.
"""

from datetime import date
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from ntm_geo.assessment.engine.rollup import told_by_parts
from ntm_geo.assessment.period import assess_period, summary
from ntm_geo.assessment.rules.law_desk import deciding
from ntm_geo.boundaries.units import read_units
from ntm_geo.briefing.brief import make_briefing
from ntm_geo.briefing.briefing_data import BriefRequest, briefing_data_of
from ntm_geo.briefing.form_filling import form_05, form_06, form_10
from ntm_geo.briefing.publish import PublishRequest, publish
from ntm_geo.intake.sheets.filled_templates import template
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition
from ntm_geo.records.provincial_thresholds import save
from ntm_geo.settings import Settings
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.themes.map_themes import criterion_theme, indicator_theme
from ntm_geo.themes.overviews import heat_table
from ntm_geo.ui.kit import shared
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, VINTAGE, YEAR, keep_scores, made_up_lines, made_up_scores

ADDRESS = {"period": str(YEAR), "vintage": VINTAGE}
PAGES = [
    "overview", "tier_map", "criteria", "progress", "priorities", "pathway", "assignment", "commune", "hamlets",
    "departments", "plans", "sets", "present", "reports", "data",
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory, pages_known):
    """The data folder of an office that has entered the 47 indicators and brought in values for 2026."""
    space = open_workspace(Settings(data_dir=tmp_path_factory.mktemp("complete")))
    lines = made_up_lines(space.shipped_law.sets[KEY])
    lines.loc[lines["code"].eq("8"), "in_charge"] = "Sở Nông nghiệp và Môi trường"
    keep_edition(space, KEY, lines, by="An", expected=None)
    units = read_units(space.province, VINTAGE)
    codes = units.loc[units["kind"].eq(PROGRAMME_KIND), "code"].tolist()
    keep_scores(space, made_up_scores(space.criteria_sets[KEY], codes))
    return space


@pytest.fixture
def room(filled, monkeypatch):
    """The application on that folder."""
    monkeypatch.setenv("NTM_DATA_DIR", str(filled.settings.data_dir))
    before = dict(shared._SHARED.entries)
    shared.clear()
    yield filled
    shared.clear()
    shared._SHARED.entries.update(before)


@pytest.fixture(scope="module")
def standing(filled):
    return assess_period(filled, load_figures(filled), period=YEAR)


def test_every_commune_is_judged_by_the_levels_of_its_group(standing):
    verdicts = standing.assessment.verdicts
    judged = verdicts[verdicts["indicator"].eq("6.1") & verdicts["status"].isin(["met", "not_met"])]
    assert set(judged["threshold"]) == {12.0}, "all communes of the programme are in group 3"
    assert (judged["status"].eq("met") == judged["value"].le(12)).all()
    schools = verdicts[verdicts["indicator"].isin(["5.1b"]) & verdicts["status"].isin(["met", "not_met"])]
    assert set(schools["threshold"]) == {50.0, 70.0}


def test_figures_agree_between_tiers_maps_table_and_summary(standing):
    counts = summary(standing)["tiers"]
    assert sum(counts.values()) == standing.communes == 53
    met = standing.assessment.results.groupby("criterion")["met"].sum()
    for criterion in standing.criteria_set.criteria:
        theme = criterion_theme(standing, criterion.code)
        assert int(theme.table["status"].eq("met").sum()) == int(met[criterion.code])
    assert len(heat_table(standing)) == 53


@pytest.mark.parametrize("code", ["1.1", "2.4", "3.1", "5.1", "5.1b", "6.1", "8.5", "10.3"])
def test_every_kind_of_indicator_has_its_map(standing, code):
    theme = indicator_theme(standing, code)
    assert len(theme.table) == 53
    if code == "8.5":
        assert theme.table["status"].eq("unknown").all(), "the province has not set its level"


def test_a_level_of_the_province_on_top_of_the_national_set(filled, standing):
    row = {"indicator": "8.5", "effective": pd.Timestamp(f"{YEAR}-01-01"), "value": 70.0, "decision": "01/QĐ-UBND",
           "clause": None}  # fmt: skip
    table = pd.DataFrame([row]).assign(verified=pd.array([True], dtype="boolean"))
    version = save(filled, table, by="An", expected=None)[0]
    after = assess_period(filled, load_figures(filled), period=YEAR)
    judged = after.assessment.verdicts[after.assessment.verdicts["indicator"].eq("8.5")]
    assert set(judged["status"]) <= {"met", "not_met", "unknown"}
    assert judged["status"].eq("met").any()
    others = [
        frame[frame["indicator"].ne("8.5")].reset_index(drop=True)["status"]
        for frame in (standing.assessment.verdicts, after.assessment.verdicts)
    ]
    pd.testing.assert_series_equal(*others)
    save(filled, table.iloc[:0], by="An", expected=version.id)


def test_what_is_to_be_checked_is_counted_on_the_page(standing):
    progress = deciding(standing)
    assert progress.levels > 20
    assert "8.5" not in progress.open_codes


def test_templates_have_a_column_for_each_value(filled):
    name, content = template(filled, kind="scores", period=YEAR)
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[1]
    keys = [cell.value for cell in sheet[1]]
    entries = [line.code for criterion in filled.criteria_sets[KEY].criteria for line in criterion.entries]
    assert name == "chi-tieu-2026.xlsx"
    assert [key for key in keys if key in set(entries)] == entries
    assert sheet.max_row - 5 == 53


def test_what_a_commune_misses_is_told_part_by_part(standing):
    missed = told_by_parts(standing.assessment.verdicts[standing.assessment.verdicts["status"].eq("not_met")])
    assert {"5.1a", "5.1b"} & set(missed["indicator"])
    assert "5.1" not in set(missed["indicator"])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_on_the_set(room, app, page):
    at = app(page, **ADDRESS)
    assert not at.exception
    assert not [item.value for item in at.error]


def test_departments_named_at_the_desk_are_in_charge(filled):
    day = date(YEAR, 12, 31)
    in_charge = [
        item for item in filled.departments if item.criteria_set == KEY and item.effective <= day and "8" in item.in_charge_of
    ]  # fmt: skip
    assert [str(item.name) for item in in_charge] == ["Sở Nông nghiệp và Môi trường"]


@pytest.fixture(scope="module")
def data(filled):
    return briefing_data_of(filled, load_figures(filled), BriefRequest(period=YEAR))


def test_form_05_counts_all_communes_in_group_3(data):
    form = form_05(data)
    assert len(form.rows) == 10
    for row in form.rows:
        assert row[6:8] == (0, 0)
        assert row[8] == row[9], "group 3 of the year is all of it"


def test_form_06_counts_the_tiers_of_the_year(data, standing):
    form, counts = form_06(data), standing.assessment.tier_counts
    of_the_year = [row[9] for row in form.rows]
    assert of_the_year[0] == standing.communes == 53
    tiers = [tier.key for tier in standing.criteria_set.tiers]
    assert of_the_year[1] == counts[tiers[0]] + counts[tiers[1]]
    assert of_the_year[5:7] == [counts[tiers[2]], counts[tiers[3]]]
    assert any(str(counts["unknown"]) in note for note in form.notes)


def test_form_10_has_a_line_for_each_indicator_and_part(data, standing, filled):
    code = str(standing.assessment.standings["code"].iloc[0])
    form = form_10(data, code)
    printed = {str(row[0]) for row in form.rows}
    law = filled.criteria_sets[KEY]
    assert {line.code for line in law.lines} <= printed


def test_the_report_counts_what_the_maps_count(filled, standing):
    report = make_briefing(filled, load_figures(filled), BriefRequest(period=YEAR))
    assert report.facts["communes"] == standing.communes
    (table,) = [table for table in report.section("criteria").tables if table.key == "criteria"]
    met = standing.assessment.results.groupby("criterion")["met"].sum()
    assert [row[2] for row in table.rows] == [int(met[row[0]]) for row in table.rows]
    said = " ".join(statement.text for statement in report.section("criteria").statements)
    assert f"{len(deciding(standing).open_codes)} trên" in said


@pytest.mark.parametrize("kind", ["report", "slides", "forms"])
def test_papers_are_made(filled, kind):
    made = publish(filled, load_figures(filled), PublishRequest(kind=kind, brief=BriefRequest(period=YEAR)))
    assert made.content[:2] == b"PK"
