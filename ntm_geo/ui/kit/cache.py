"""Caches shared by all sessions; keyed by what their values depend on, values never changed afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ntm_geo.assessment import period as assess
from ntm_geo.assessment.merging import MergePreview, merge_preview
from ntm_geo.assessment.period import PeriodAssessment, sets_for
from ntm_geo.assessment.what_if import as_if
from ntm_geo.assessment.years import years_alike
from ntm_geo.boundaries.carrying import Rule
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.errors import NtmGeoError
from ntm_geo.monitoring import work_registers
from ntm_geo.monitoring.commune_work import open_difficulties
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import Answer, Question, answer
from ntm_geo.priorities.scenarios import Scenario, list_scenarios
from ntm_geo.records import run_state
from ntm_geo.records.figure_levels import DOSSIER_KINDS, FIGURE_LEVELS, USUAL, DossierRows, Level, read_dossier_rows
from ntm_geo.records.figures import load_figures
from ntm_geo.records.shipped import Figures
from ntm_geo.settings import Settings
from ntm_geo.sharing.comments import load_comments
from ntm_geo.tables.unit_table import PROGRAMME_KIND
from ntm_geo.themes import map_layers
from ntm_geo.themes.map_layers import BoundaryChoice, Layer
from ntm_geo.ui.kit import outage
from ntm_geo.ui.kit.shared import ByText, Same, shared
from ntm_geo.ui.kit.state import current_view
from ntm_geo.workspace.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.ui.kit.state import View


@shared
def workspace() -> Workspace:
    """Return the workspace of this installation; settings are read once, at the start."""
    return open_workspace(Settings.from_environment())


FIGURES: Final = (
    "results", "scores", "recognitions", "hamlets", "attributes", "hamlet_results", "hamlet_counts", *DOSSIER_KINDS
)  # fmt: skip
"""Kinds of data the figures are read from."""
ASSESSED: Final = (*FIGURES, "thresholds", "law", "correspondences", "next_scores")
"""Kinds of data an assessment rests on."""
ASSIGNED: Final = (
    *ASSESSED, "agencies", "partners", "plans", "assignments", "distances", "support", "costs", "difficulties"
)  # fmt: skip
"""Kinds of data a proposal of who helps whom rests on."""


def begin_run() -> None:
    """Let this run of a page be of one state of the data, read once; while the database is away, it waits."""
    run_state.begin_run(outage.wait)


def trouble() -> str:
    """Return why little can be kept: ``away``, ``read-only``, ``full``; empty where nothing is wrong."""
    return run_state.trouble(workspace())


def database_is_back() -> bool:
    """Return whether the database can be reached and is ready."""
    try:
        return run_state.database_ready(workspace())
    except NtmGeoError:
        return False


def state_of(kinds: Iterable[str], on_level: Level | None = None) -> tuple[int, ...]:
    """Return what tells the state of these kinds of data from others; what is kept for it holds until one changes.

    Of figures, the level they are looked at on is part of it: the one of the reader unless given.
    """
    wanted = tuple(kinds)
    levels = (FIGURE_LEVELS.index(on_level or level()),) if DOSSIER_KINDS[0] in wanted else ()
    return (*run_state.state_of(workspace(), wanted), *levels)


def version() -> int:
    """Return the number of the last thing done to the data; what is kept here is kept for one such number."""
    return run_state.last_event(workspace())


def level() -> Level:
    """Return the level this reader looks at figures on; the usual one until a dossier was sent, and outside a page."""
    if get_script_run_ctx(suppress_warning=True) is None or not dossiers().years:
        return USUAL
    chosen = current_view().figures
    return next((known for known in FIGURE_LEVELS if known == chosen), USUAL)


def dossiers() -> DossierRows:
    """Return what was sent in, appraised and confirmed so far."""
    return _dossiers(run_state.state_of(workspace(), DOSSIER_KINDS))


@shared
def _dossiers(state: tuple[int, ...]) -> DossierRows:
    del state  # only tells one state of the data from another
    return read_dossier_rows(workspace())


def figures(on_level: Level | None = None) -> Figures:
    """Return the figures the province works with, on the level the reader looks at unless given."""
    return _figures(state_of(FIGURES, on_level), on_level or level())


@shared
def _figures(state: tuple[int, ...], on_level: Level) -> Figures:
    del state  # only tells one state of the data from another
    return load_figures(workspace(), on_level)


def late_difficulties() -> int:
    """Return how many difficulties that were entered are late today, by the units of all vintages."""
    return _late_difficulties(state_of(("difficulties",)), date.today())  # noqa: DTZ011 - the day at the place the program runs at


@shared
def _late_difficulties(state: tuple[int, ...], today: date) -> int:
    kept = [
        vintage.key
        for vintage in workspace().province.vintages
        if not work_registers.load(workspace(), "difficulties", vintage=vintage.key).provenance.illustrative
    ]
    return sum(len(_late_table(vintage, state, today)) for vintage in kept)


def comments() -> pd.DataFrame:
    """Return all comments on views, see `sharing.comments`; never changed."""
    return _comments(state_of(("comments",)))


@shared
def _comments(state: tuple[int, ...]) -> pd.DataFrame:
    del state
    return load_comments(workspace())


def late_table(vintage: str) -> pd.DataFrame:
    """Return the difficulties of a vintage that are late today, see `difficulties.on_day`; never changed."""
    return _late_table(vintage, state_of(("difficulties",)), date.today())  # noqa: DTZ011 - as above


@shared
def _late_table(vintage: str, state: tuple[int, ...], today: date) -> pd.DataFrame:
    del state
    rows = open_difficulties(workspace(), vintage=vintage, today=today)
    return rows[rows["state"].eq("late")]


def scenarios() -> tuple[Scenario, ...]:
    """Return the rankings that were saved, the one saved last first."""
    return _scenarios(state_of(("scenarios",)))


@shared
def _scenarios(state: tuple[int, ...]) -> tuple[Scenario, ...]:
    del state
    return list_scenarios(workspace())


@shared
def units(vintage: str) -> pd.DataFrame:
    """Return the gazetteer of a vintage, ``tables.Units``."""
    return read_units(workspace().province, vintage)


@shared
def commune_names(vintage: str) -> dict[str, str]:
    """Return the units of a vintage: code to name and district; never changed."""
    return {
        str(row["code"]): f"{row['name']}, {row['parent_name']}"
        if isinstance(row["parent_name"], str)
        else str(row["name"])
        for row in units(vintage).to_dict("records")
    }


@shared
def full_names(vintage: str) -> dict[str, str]:
    """Return the units of a vintage: code to name with its kind; never changed."""
    table = units(vintage)
    names = map(full_name, table["kind"], table["name"])
    return dict(zip(table["code"], names, strict=True))


@shared
def commune_count(vintage: str) -> int:
    """Return how many communes of the programme a vintage has."""
    return int(units(vintage)["kind"].eq(PROGRAMME_KIND).sum())


def criteria_count(period: int) -> int:
    """Return how many criteria the set in force at the end of a year has."""
    return len(workspace().set_on(date(period, 12, 31)).criteria)


WHAT_IF: Final = "what_if"
"""Where a session keeps the criteria it takes as met: year, units, and pairs of commune and criterion."""


def taken_as_met(period: int, vintage: str) -> tuple[tuple[str, str], ...]:
    """Return the criteria this reader takes as met in a year.

    Every cached value made from an `assessment` must have them in its key, or one session's hypothesis would show in
    the figures of another.
    """
    remembered = st.session_state.get(WHAT_IF)
    return tuple(sorted(remembered[2])) if remembered and remembered[:2] == (period, vintage) else ()


def assessment(
    period: int, vintage: str, rule: str = "", against: str = "", *, as_it_is: bool = False
) -> PeriodAssessment:
    """Return the assessment of a year on the units of a vintage, carried by a rule where it must be.

    ``against`` is the criteria set; where a year cannot be assessed against it, the one in force is taken. Criteria the
    reader takes as met are met in it, unless it is wanted ``as_it_is``.
    """
    known = {criteria_set.key for criteria_set in sets_for(workspace(), period)}
    law = against if against in known else ""
    met = () if as_it_is else taken_as_met(period, vintage)
    if met and not law:
        return _as_if(period, vintage, rule, met, state_of(ASSESSED))
    return _assessment(period, vintage, rule, law, state_of(ASSESSED), level())


def assessed_years() -> tuple[int, ...]:
    """Return the years with figures, newest first."""
    return assess.periods(figures())


def on_level(period: int, vintage: str, wanted: Level) -> PeriodAssessment:
    """Return the assessment of a year as it stands on a level, whatever the reader looks at."""
    return _assessment(period, vintage, "", "", state_of(ASSESSED, wanted), wanted)


@shared
def _as_if(
    period: int, vintage: str, rule: str, met: tuple[tuple[str, str], ...], state: tuple[int, ...]
) -> PeriodAssessment:
    return as_if(_assessment(period, vintage, rule, "", state, level()), met)


@shared
def _assessment(
    period: int, vintage: str, rule: str, against: str, state: tuple[int, ...], wanted: Level
) -> PeriodAssessment:
    del state
    chosen: Rule = "majority" if rule == "majority" else "all"
    return assess.assess_period(
        workspace(), figures(wanted), period=period, vintage=vintage, rule=chosen, against=against
    )


def merged(code: str, period: int, vintage: str) -> MergePreview | None:
    """Return what a unit was made of and what each rule gives it; None where its figures are its own."""
    return _merged(code, period, vintage, state_of(ASSESSED))


@shared
def _merged(code: str, period: int, vintage: str, state: tuple[int, ...]) -> MergePreview | None:
    del state
    return merge_preview(workspace(), figures(), code=code, period=period, vintage=vintage)


@shared
def layer(vintage: str, boundary_set: str) -> Layer:
    """Return a boundary set ready for the map."""
    return map_layers.layer(workspace(), vintage=vintage, boundary_set=boundary_set)


def boundary_choices(vintage: str) -> tuple[BoundaryChoice, ...]:
    """Return the boundary sets of a vintage; not kept, so that a set brought in meanwhile shows."""
    return map_layers.boundary_choices(workspace(), vintage)


def factors(view: View) -> pd.DataFrame:
    """Return every factor of every commune for a view, see `priorities.factor_values.factor_values`."""
    met = taken_as_met(int(view.period), view.vintage)
    return _factors(view.period, view.vintage, view.rule, view.boundaries, met, (version(), level()))


def ranking(view: View, standing: PeriodAssessment, question: Question) -> Answer:
    """Return the ranking of the communes a question asks for."""
    return _ranking(Same(standing), Same(factors(view)), ByText(question))


@shared
def _ranking(standing: Same, values: Same, question: ByText) -> Answer:
    return answer(standing.value, values.value, question.value)


@shared
def _factors(
    period: str, vintage: str, rule: str, boundaries: str, met: tuple[tuple[str, str], ...], state: tuple[object, ...]
) -> pd.DataFrame:
    del met, state  # only separate states of the data, and hypotheses, from each other
    alike = years_alike(workspace(), figures(), int(period))
    standings = [assessment(year, vintage, rule) for year in reversed(alike) if year <= int(period)]
    return factor_values(workspace(), standings, layer(vintage, boundaries))
