"""Which communes get partners: those of a saved scenario, or the first of a ready purpose; and plans by their name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.years import earlier_alike, opening
from ntm_geo.assignment.case import (
    DEFAULT_COUNT,
    AssignQuestion,
    Case,
    Chosen,
    chosen_by,
    make_case,
    plan_pairs,
)
from ntm_geo.assignment.lock_file import read_locks
from ntm_geo.assignment.plan_figures import kept_question
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.partners.assignment_plans import list_plans, start_plan
from ntm_geo.partners.plan_editions import Edition, read_editions
from ntm_geo.priorities.engine import PURPOSES
from ntm_geo.priorities.factor_values import factor_values
from ntm_geo.priorities.prioritize import answer, ready_question
from ntm_geo.priorities.scenarios import list_scenarios
from ntm_geo.priorities.weight_files import purpose_of
from ntm_geo.records.figures import load_figures
from ntm_geo.themes.map_layers import layer, usual_boundaries

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.engine.assignment_solver import Assignment
    from ntm_geo.priorities.scenarios import Scenario
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRequest:
    """What a door asks for by names: communes, year, locks and rules; empty and 0 for what is usual."""

    scenario: str = ""
    purpose: str = ""
    count: int = 0
    period: int = 0
    vintage: str = ""
    locks: Path | None = None
    at_least: int = 1
    at_most: int = 2
    """0 for no limit."""
    keep: float = 0.0
    by: str = ""


def requested_case(workspace: Workspace, assign_request: AssignRequest) -> Case:
    """Return the problem a door asks for.

    Raises
    ------
    TableError
        There is no such scenario or purpose, both are given, it chose nobody, or a line of the locks cannot be used.
    InputFileError
        The file of locks cannot be read.
    NotInForceError
        There are no figures for the year.
    """
    if assign_request.scenario and assign_request.purpose:
        raise TableError(
            msg("Both a scenario and a purpose are given."), fix=msg("Give one of them: a scenario brings its purpose.")
        )
    if assign_request.scenario:
        standing, chosen = scenario_choice(workspace, assign_request.scenario, period=assign_request.period or None)
    else:
        period = assign_request.period or opening(workspace, load_figures(workspace))[0]
        standing, chosen = purpose_choice(
            workspace,
            assign_request.purpose or "finish",
            period=period,
            vintage=assign_request.vintage,
            count=assign_request.count or DEFAULT_COUNT,
        )
    question = AssignQuestion(
        first_year=standing.period + 1,
        at_least=assign_request.at_least,
        at_most=assign_request.at_most or None,
        keep=assign_request.keep,
    )
    case = make_case(workspace, standing, chosen, question)
    if assign_request.locks is None:
        return case
    locks = read_locks(assign_request.locks, case.pieces, by=assign_request.by)
    return replace(case, question=replace(question, locks=locks), problem=case.problem.locked(*locks))


def keep_proposal(workspace: Workspace, case: Case, assignment: Assignment, *, name: str, by: str) -> Edition:
    """Keep what was found as the draft of a new plan for one year; see `assignments.start_plan`."""
    year = case.question.first_year
    pairs = plan_pairs(case, assignment.pairs)
    return start_plan(
        workspace, name, pairs, vintage=case.vintage, years=(year, year),
        question=kept_question(case, pairs), provenance=case.provenance, by=by,
    )  # fmt: skip


def find_plan(workspace: Workspace, text: str, *, vintage: str = "") -> Edition:
    """Return a plan by its name or number, with a point and the number of an edition behind it where one is meant.

    Raises
    ------
    TableError
        There is no such plan or edition, or several of this number.
    """
    plans = list_plans(workspace, vintage=vintage)
    stem, point, last = text.strip().rpartition(".")
    wanted = int(last) if point and last.isdigit() else None
    for name, edition in ((text.strip(), None), (stem, wanted)):
        result = [edition for edition in plans if name and name in {edition.name, str(edition.plan)}]
        if len(result) == 1 and (name == text.strip() or edition is not None):
            editions = read_editions(workspace, result[0].plan, result[0].vintage)
            for item in editions if edition is not None else editions[-1:]:
                if edition in {None, item.edition}:
                    return item
    raise TableError(
        msg("There is no plan {name}, or more than one.", name=text),
        fix=msg("Choose one of: {choices}.",
                choices=", ".join(f"{edition.name} ({edition.plan})" for edition in plans) or "–"),
    )  # fmt: skip


def find_scenario(workspace: Workspace, name: str) -> Scenario:
    """Return a saved scenario by its name.

    Raises
    ------
    TableError
        There is none; names those there are.
    """
    scenarios = list_scenarios(workspace)
    for scenario in scenarios:
        if scenario.name == name.strip():
            return scenario
    raise TableError(
        msg("There is no scenario {name}.", name=name),
        fix=msg("Choose one of: {choices}.", choices=", ".join(scenario.name for scenario in scenarios) or "–"),
    )


def scenario_choice(workspace: Workspace, name: str, *, period: int | None = None) -> tuple[PeriodAssessment, Chosen]:
    """Return where the communes of a scenario stand, and which of them it chose.

    Parameters
    ----------
    workspace : of the door.
    name : of the scenario.
    period : year the communes stand at; that of the scenario unless given.

    Raises
    ------
    TableError
        There is no such scenario, or it chose nobody.
    NotInForceError
        There are no figures for the year.
    """
    scenario = find_scenario(workspace, name)
    standing = assess_period(
        workspace, load_figures(workspace), period=period or scenario.period, vintage=scenario.vintage
    )
    return standing, chosen_by(scenario.answer(), _("Scenario “{name}”", name=scenario.name))


def purpose_choice(
    workspace: Workspace, purpose: str, *, period: int, vintage: str = "", count: int = DEFAULT_COUNT
) -> tuple[PeriodAssessment, Chosen]:
    """Return where the communes stand, and the first of them by a ready purpose.

    Parameters
    ----------
    workspace : of the door.
    purpose : key of `PURPOSES`, or its name, with or without tone marks.
    period : year the communes stand at.
    vintage : of the units; those in force at its end unless given.
    count : communes to choose.

    Raises
    ------
    TableError
        There is no such purpose, or nobody is left to rank.
    NotInForceError
        There are no figures for the year.
    """
    purpose = purpose_of(purpose)
    figures = load_figures(workspace)
    standing = assess_period(workspace, figures, period=period, vintage=vintage)
    years = [standing, *reversed(earlier_alike(workspace, figures, standing))]
    drawn = layer(workspace, vintage=standing.vintage, boundary_set=usual_boundaries(workspace, standing.vintage))
    result = answer(standing, factor_values(workspace, years, drawn), ready_question(purpose, count))
    return standing, chosen_by(result, purpose_source(purpose, len(result.selected)))


def purpose_source(purpose: str, count: int) -> str:
    """Return what a choice by a ready purpose is called, in the current language."""
    return _("{purpose}: the first {count} communes", purpose=str(PURPOSES[purpose].name), count=count)
