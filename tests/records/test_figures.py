"""What was brought in takes the place of what was made up, and nothing made up is mixed into a reported year."""

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period, periods
from ntm_geo.boundaries.units import read_units
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.store.datasets import add_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance
from ntm_geo.workspace.workspace import open_workspace

REAL = Provenance(source="so-lieu.xlsx", sha256="0" * 64)


@pytest.fixture
def space(tmp_path):
    return open_workspace(Settings(data_dir=tmp_path))


def _keep(space, kind, table, *, vintage="2020", period=0):
    slot = Slot(kind=kind, vintage=vintage, period=period)
    add_version(space.store, NewVersion(slot=slot, table=table, provenance=REAL, by="test"))


def _results(figures, year, **changes):
    table = figures.results[figures.results["period"].eq(2022)].assign(period=year, **changes)
    return table.reset_index(drop=True)


def test_with_an_empty_database_the_figures_are_those_shipped(space):
    figures = load_figures(space)
    assert figures.provenance.illustrative
    assert periods(figures) == tuple(range(2026, 2019, -1))


def test_reported_results_replace_values_made_up_for_the_year(space):
    before = load_figures(space)
    _keep(space, "results", _results(before, 2022, met=True), period=2022)
    after = load_figures(space)
    assert after.results.loc[after.results["period"].eq(2022), "met"].all()
    assert not after.scores["period"].eq(2022).any()
    assert len(after.results) == len(before.results)
    assert after.provenance_of(2022).illustrative, "hamlets and recognitions are still made up"
    assert "so-lieu.xlsx" in after.provenance_of(2022).source
    assert "so-lieu.xlsx" not in after.provenance_of(2021).source


def test_values_alone_make_a_year(space):
    before = load_figures(space)
    scores = before.scores[before.scores["period"].eq(2022)].assign(period=2023).reset_index(drop=True)
    _keep(space, "scores", scores, period=2023)
    figures = load_figures(space)
    assert 2023 in periods(figures)
    standing = assess_period(space, figures, period=2023)
    assert sum(standing.assessment.tier_counts.values()) == 139
    assert assess_period(space, figures, period=2023, vintage="2025").carried


def test_the_label_goes_when_all_that_is_used_was_brought_in(space):
    before = load_figures(space)
    _keep(space, "results", _results(before, 2022), period=2022)
    _keep(space, "hamlets", before.hamlets.head(9).reset_index(drop=True))
    assert load_figures(space).provenance_of(2022).illustrative
    _keep(space, "recognitions", before.recognitions.head(3).reset_index(drop=True))
    figures = load_figures(space)
    assert not figures.provenance_of(2022).illustrative
    assert figures.provenance_of(2021).illustrative
    assert figures.provenance_of(2026, "2025").illustrative, "the registers of the newer units are still made up"
    assert len(figures.hamlets) == 9
    standing = assess_period(space, figures, period=2022)
    assert standing.provenance.source == "so-lieu.xlsx"


def test_a_year_on_newer_units_uses_their_registers_or_those_carried(space):
    units = read_units(space.province, "2025")
    communes = units.loc[units["kind"].eq("commune"), "code"].tolist()
    results = pd.DataFrame(
        {"code": communes, "criterion": "1", "period": 2025, "met": pd.array([True] * len(communes))}
    )
    _keep(space, "results", results.astype({"met": "boolean"}), vintage="2025", period=2025)
    standing = assess_period(space, load_figures(space), period=2025)
    assert standing.vintage == "2025"
    assert standing.assessment.hamlet_counts["total"].sum() > 0


def test_results_by_the_codes_of_another_time_are_not_used(space):
    before = load_figures(space)
    _keep(space, "results", _results(before, 2022, met=True), vintage="2025", period=2022)
    pd.testing.assert_frame_equal(load_figures(space).results, before.results)


def test_craft_villages_come_from_the_newest_attributes(space):
    code = load_figures(space).attributes["code"].iloc[0]
    row = {"code": [code], "period": [2023], "population": pd.array([5], dtype="Int64"),
           "households": pd.array([2], dtype="Int64"), "poverty_rate": [1.0], "zone": [None],
           "border": pd.array([None], dtype="boolean"), "has_craft_village": pd.array([True], dtype="boolean")}  # fmt: skip
    _keep(space, "attributes", pd.DataFrame(row), period=2023)
    attributes = load_figures(space).attributes.set_index("code")
    assert attributes.loc[code, "has_craft_village"]
    assert len(attributes) == 139
