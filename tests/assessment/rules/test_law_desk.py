"""The law desk: progress of entering and checking, and what an edition would change before it is accepted."""

import pandas as pd
import pytest

from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.rules.law_desk import changed_verdicts, deciding, desk_progress, preview_edition
from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.records.figures import load_figures
from ntm_geo.records.law_editions import keep_edition, law_table
from ntm_geo.settings import Settings
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.workspace.workspace import open_workspace
from tests.made_up_law import KEY, VINTAGE, YEAR, keep_scores, made_up_lines, made_up_scores


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    """A province whose office has entered the 47 indicators and brought in values for 2026."""
    workspace = open_workspace(Settings(data_dir=tmp_path_factory.mktemp("desk")))
    keep_edition(workspace, KEY, made_up_lines(workspace.shipped_law.sets[KEY]), by="An", expected=None)
    units = read_units(workspace.province, VINTAGE)
    codes = units.loc[units["kind"].eq(PROGRAMME_KIND), "code"].tolist()
    keep_scores(workspace, made_up_scores(workspace.criteria_sets[KEY], codes))
    return workspace


def test_progress_counts_indicators_and_levels(shipped, space):
    before = desk_progress(shipped.shipped_law.sets[KEY])
    assert (before.indicators, before.expected, before.levels) == (0, 47, 0)
    after = desk_progress(space.criteria_sets[KEY])
    assert (after.indicators, after.checked) == (47, 0)
    assert (
        after.levels == 47 + 2 + 2
    )  # parts that are judged count beside their indicators, the count of schools does not
    assert "5.1c" not in after.open_codes


def test_a_level_somebody_compared_is_no_longer_open(shipped):
    law = shipped.shipped_law.sets[KEY]
    lines = made_up_lines(law)
    lines.loc[lines["code"].eq("1.1"), "checked_by"] = "An"
    lines.loc[lines["code"].eq("1.1"), "checked_on"] = pd.Timestamp("2026-11-02")
    progress = desk_progress(read_edition(law, lines).law)
    assert (progress.checked, "1.1" in progress.open_codes) == (1, False)


def test_a_lower_level_shows_who_would_meet_it(space):
    lines = law_table(space, KEY).lines
    easier = lines.assign(levels=lines["levels"].mask(lines["code"].eq("6.1"), "=1:20;=2:20;=3:20"))
    preview = preview_edition(space, load_figures(space), KEY, easier)
    assert preview.findings == ()
    assert (preview.period, preview.now.vintage) == (YEAR, VINTAGE)
    touched = preview.verdicts[preview.verdicts["line"].eq("6.1")]
    missed = preview.now.assessment.verdicts.query("indicator == '6.1' and status == 'not_met'")
    assert set(touched["code"]) == set(missed["code"])
    assert set(touched["after"]) == {"met"}
    assert set(preview.verdicts["line"]) <= {"6.1", "6"}
    [value] = space.criteria_sets[KEY].indicator("6.1").values  # noqa: PD011 - the law's own
    assert value.by_group[2] == ("3", 12.0), "a preview keeps nothing"


def test_an_edition_with_a_fault_changes_nothing(space):
    lines = law_table(space, KEY).lines
    preview = preview_edition(space, load_figures(space), KEY, lines.assign(levels=None))
    assert preview.law is None
    assert preview.verdicts is None
    assert preview.findings


def test_the_same_year_has_no_changed_verdicts(space):
    standing = assess_period(space, load_figures(space), period=YEAR)
    assert changed_verdicts(standing, standing).empty


def test_only_levels_that_decide_something_are_to_be_checked(space):
    standing = assess_period(space, load_figures(space), period=YEAR)
    progress = deciding(standing)
    assert progress.checked == 0
    assert set(progress.open_codes) <= {line.code for c in standing.criteria_set.criteria for line in c.lines}
    assert "8.5" not in progress.open_codes, "the province has set no level: nothing is decided by one"
    assert "10.2" not in progress.open_codes, "that somebody passed is no level"
    assert "6.1" in progress.open_codes


def test_without_values_nothing_is_decided_by_a_level(shipped):
    standing = assess_period(shipped, load_figures(shipped), period=2020)
    assert deciding(standing).levels == 0
