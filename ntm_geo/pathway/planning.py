"""Pathways: from an assessment and a cost table to the cheapest plan for the targets, its tables and its words."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine.rollup import told_by_parts
from ntm_geo.assessment.engine.targets import communes_needed
from ntm_geo.assessment.engine.tiers import tier_of
from ntm_geo.boundaries.units import full_name
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import _
from ntm_geo.pathway.engine import Goal, Limits, Problem, Work
from ntm_geo.pathway.engine.path_search import price_goals, search
from ntm_geo.pathway.path_sentences import Pathway, path_sentence
from ntm_geo.solver.solver_process import call_apart
from ntm_geo.tables.base import each_row
from ntm_geo.themes import download_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.efforts import Efforts
    from ntm_geo.pathway.engine.path_problem import GoalKey, ObjectiveKey
    from ntm_geo.workspace.workspace import Workspace

_AS: Final = {"modern": "standard"}  # nobody rises from a modern commune
_MEASURES: Final[dict[str, GoalKey]] = {
    "recognised": "standard",
    "recognised_share": "standard",
    "advanced": "advanced",
    "model": "model",
    "below_criteria": "floor",
    "hamlet_share": "hamlets",
}


_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the planner asks for: goals, years, limits, what counts."""

    goals: tuple[Goal, ...]
    years: tuple[int, ...]
    budget: float | None = None
    """Million VND a year."""
    district: int | None = None
    """Criteria a district can complete in a year."""
    department: int | None = None
    """Criteria a department can complete in a year."""
    objective: ObjectiveKey = "cost"
    lost: frozenset[tuple[str, str]] = frozenset()
    """Commune and criterion expected to be lost: missing from the start, whatever was reported."""
    must: tuple[tuple[str, str, int], ...] = ()
    """Commune, criterion and the year it is completed in, as was promised."""
    must_not: tuple[tuple[str, str], ...] = ()
    """Commune and criterion nobody will work on."""


def goals_of(workspace: Workspace, standing: PeriodAssessment) -> tuple[Goal, ...]:
    """Return the targets of a year's period as goals, as far as a path can lead to them."""
    goals: dict[GoalKey, Goal] = {}
    for target in workspace.targets_of(standing.period):
        if target.measure not in _MEASURES:
            continue
        key, value = _MEASURES[target.measure], target.value
        if target.measure == "below_criteria":
            value = float(target.limit or 0)
        elif target.measure == "recognised_share":
            value = float(communes_needed(value, standing.communes))
        goals[key] = Goal(key=key, value=value)
    return tuple(goals.values())


def read_goals(text: str) -> tuple[Goal, ...]:
    """Return goals as they are typed: ``standard=50, advanced=10, model=5, floor=15, hamlets=30%``.

    Raises
    ------
    TableError
        A part is no goal, is given twice, or its number cannot be.
    """
    result: dict[str, Goal] = {}
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        key, _sign, number = (item.strip() for item in part.partition("="))
        share = number.endswith("%")
        value = pd.to_numeric(number.removesuffix("%"), errors="coerce") / (_PERCENT if share else 1)
        most = 1.0 if key == "hamlets" else math.inf
        if key not in _MEASURES.values() or key in result or not 0 <= value <= most or share != (key == "hamlets"):
            raise TableError(
                msg("“{part}” is no target.", part=part),
                fix=msg(
                    "Write them as: {example}.", example="standard=50, advanced=10, model=5, floor=15, hamlets=30%"
                ),
            )
        result[key] = Goal(key=key, value=float(value))  # type: ignore[arg-type]
    return tuple(result.values())


def make_problem(workspace: Workspace, standing: PeriodAssessment, efforts: Efforts, wishes: Wishes) -> Problem:
    """Return the problem of a year's standing.

    Parameters
    ----------
    workspace : of the door.
    standing : where the communes are; criteria not known to be met count as missing.
    efforts : costs and order of criteria.
    wishes : of the planner.
    """
    law = standing.criteria_set
    day = date(standing.period, 12, 31)
    charge = {}
    for criterion in law.criteria:
        departments = in_charge(workspace.departments, criterion.code, on=day, criteria_set=law.key)
        if departments:
            charge[criterion.code] = departments[0].key
    units = standing.units.set_index("code")
    districts = units["parent_code"].fillna("").to_dict()
    gaps, met = _gaps(standing), _met(standing) - wishes.lost
    own_lost = dict.fromkeys(districts, 0) | _count(code for code, key in wishes.lost if (code, key) in _met(standing))
    hamlets = standing.assessment.hamlet_counts
    certified = dict(zip(hamlets["code"], hamlets["certified"].astype(int), strict=True))
    total = dict(zip(hamlets["code"], hamlets["total"].astype(int), strict=True))
    communes = tuple(
        Work(
            code=str(row.code),
            district=str(districts[row.code]),
            met=int(row.met) - own_lost[str(row.code)],
            level="" if pd.isna(row.recognition) else _AS.get(row.recognition, row.recognition),
            missing={
                criterion.code: _cost(efforts, criterion.code, gaps.get((str(row.code), criterion.code), 0.5))
                for criterion in law.criteria
                if (row.code, criterion.code) not in met
            },
            hamlets_certified=certified.get(str(row.code), 0),
            hamlets_total=total.get(str(row.code), 0),
            hamlet_cost=efforts.hamlet,
            advanced_cost=efforts.advanced,
            model_cost=efforts.model,
        )
        for row in each_row(standing.assessment.standings.sort_values("code"))
    )
    limits = Limits(
        budget=tuple(wishes.budget for _year in wishes.years),
        district={} if wishes.district is None else dict.fromkeys(sorted(set(districts.values())), wishes.district),
        department={} if wishes.department is None else dict.fromkeys(sorted(set(charge.values())), wishes.department),
    )
    return Problem(
        communes=communes,
        years=wishes.years,
        goals=wishes.goals,
        limits=limits,
        in_charge=charge,
        before=efforts.before,
        objective=wishes.objective,
        must=_promised(wishes, communes),
        must_not=wishes.must_not,
    )


def find_path(problem: Problem, *, explain: bool = True, apart: bool = False) -> Pathway:
    """Return the best plan, or what clashes.

    Parameters
    ----------
    problem : what is asked.
    explain : whether to look for what clashes where there is no plan.
    apart : search in a process of its own, as a server does; else here.

    Raises
    ------
    TableError
        The plan found does not pass the checker, which shares no code with the model; it is not shown then.
    """
    answer = call_apart(search, problem, explain=explain) if apart else search(problem, explain=explain)
    if answer.wrong:
        raise TableError(
            msg("The plan found breaks its own conditions and is not shown: {what}.", what="; ".join(answer.wrong[:3])),
            fix=msg("Report it with the data; meanwhile change a limit a little."),
        )
    if not answer.plan.found and answer.plan.status != "infeasible":
        raise TableError(
            msg("No plan was found in time, and none is known to be impossible."),
            fix=msg("Ask for fewer years, or take back a limit, and try again."),
        )
    return Pathway(
        problem=problem, plan=answer.plan, reached=answer.reached, clash=answer.clash, nearest=answer.nearest
    )


def prices(pathway: Pathway, *, apart: bool = False) -> pd.DataFrame:
    """Return what one more of each goal costs: ``goal, value, price, known``.

    ``known`` is ``priced``, ``out_of_reach`` or ``not_proven``; only the first has a price. `find_path` says what
    ``apart`` is.
    """
    problem, plan = pathway.problem, pathway.plan
    costs = call_apart(price_goals, problem, plan) if apart else price_goals(problem, plan)
    rows = []
    for goal in problem.goals:
        cost = costs[goal.key]
        known = "out_of_reach" if cost is None else "not_proven" if math.isnan(cost) else "priced"
        rows.append({"goal": goal.key, "value": goal.value, "price": cost, "known": known})
    return pd.DataFrame(rows)


@derived
def work_table(standing: PeriodAssessment, pathway: Pathway) -> pd.DataFrame:
    """Return what to do, by year and commune.

    Columns ``year, department, code, name, district, what, criterion, hamlets, cost`` (million VND). ``what`` is
    ``criterion``, ``hamlets``, ``advanced`` or ``model``; ``department`` is a key, empty where none is.
    """
    units = standing.units.set_index("code")
    names = {str(code): full_name(row["kind"], row["name"]) for code, row in units.iterrows()}
    districts = units["parent_name"].fillna("").to_dict()
    charge = pathway.problem.in_charge
    rows = [(year, charge.get(key, ""), code, "criterion", key, 0, cost) for code, key, year, cost in pathway.plan.work]
    rows += [(year, "", code, "hamlets", "", count, cost) for code, year, count, cost in pathway.plan.hamlets]
    rows += [(year, "", code, level, "", 0, cost) for code, level, year, cost in pathway.plan.levels]
    frame = pd.DataFrame(rows, columns=["year", "department", "code", "what", "criterion", "hamlets", "cost"])
    frame["name"], frame["district"] = frame["code"].map(names), frame["code"].map(districts)
    order = ["year", "department", "code", "name", "district", "what", "criterion", "hamlets", "cost"]
    return frame.sort_values(["year", "code", "what", "criterion"], ignore_index=True)[order]


def work_book(standing: PeriodAssessment, pathway: Pathway) -> bytes:
    """Return the list of work as a workbook."""
    headings = {
        "year": _("Year"), "code": _("Code"), "name": _("Commune"), "district": _("District"),
        "criterion": _("Criterion"), "hamlets": _("Number of hamlets"), "department": _("Who is in charge"),
        "cost": _("Million VND"),
    }  # fmt: skip
    source = f"{standing.provenance.source} · {path_sentence(pathway)}"
    return download_files.workbook(
        work_table(standing, pathway), headings=headings, title=_("Work to do"), source=source
    )


def path_report(standing: PeriodAssessment, pathway: Pathway) -> dict[str, Any]:
    """Return a path as plain data, for programs."""
    return {
        "status": pathway.plan.status,
        "cost": pathway.plan.cost,
        "gap": pathway.plan.gap,
        "reached": dict(pathway.reached),
        "clash": list(pathway.clash),
        "nearest": dict(pathway.nearest or {}),
        "work": work_table(standing, pathway).to_dict("records"),
        "illustrative": standing.provenance.illustrative,
    }


@derived
def standing_after(standing: PeriodAssessment, pathway: Pathway, year: int) -> PeriodAssessment:
    """Return where the communes would stand at the end of a year of the plan; never written to the data."""
    law = standing.criteria_set
    done: dict[str, int] = {}
    for code, _key, when, _cost in pathway.plan.work:
        if when <= year:
            done[code] = done.get(code, 0) + 1
    levels = {(code, level) for code, level, when, _cost in pathway.plan.levels if when <= year}
    table = standing.assessment.standings.copy()
    gained = table["code"].map(done).fillna(0).astype(int)
    total = len(law.criteria)
    table["met"] = table["met"] + gained
    table["not_met"] = total - table["met"]
    table["unknown"] = 0
    complete = table["met"].eq(total)
    recognition = table["recognition"].astype("object").where(table["recognition"].notna() | ~complete, "standard")
    for level in ("advanced", "model"):
        mask = table["code"].isin([code for code, item in levels if item == level])
        recognition = recognition.mask(mask, level)
    table["recognition"] = recognition.astype("str")
    recognised = next(rule.key for rule in law.tiers if rule.at_least is None)
    table["tier"] = np.where(recognition.notna(), recognised, tier_of(table["met"].to_numpy(), law))
    table["period"] = year
    assessed = replace(standing.assessment, period=year, standings=table)
    return replace(standing, period=year, assessment=assessed)


@derived
def tier_course(standing: PeriodAssessment, pathway: Pathway) -> pd.DataFrame:
    """Return the tiers now and at the end of every year of the plan: ``period, tier, communes``, best tier first."""
    years: Sequence[PeriodAssessment] = [
        standing, *(standing_after(standing, pathway, year) for year in pathway.problem.years)
    ]  # fmt: skip
    rows = []
    for assessment in years:
        counts = assessment.assessment.standings["tier"].value_counts()
        rows += [
            {"period": assessment.period, "tier": tier.key, "communes": int(counts.get(tier.key, 0))}
            for tier in standing.criteria_set.tiers
        ]
    return pd.DataFrame(rows)


def _cost(efforts: Efforts, criterion: str, gap: float) -> float:
    fixed, full = efforts.costs[criterion]
    return round(fixed + full * gap, 1)


def _promised(wishes: Wishes, communes: tuple[Work, ...]) -> tuple[tuple[str, str, int], ...]:
    """Return what was promised; TableError for what is met already or promised for a year that is not planned."""
    missing = {(work.code, key) for work in communes for key in work.missing}
    for code, key, year in wishes.must:
        if (code, key) not in missing or year not in wishes.years:
            raise TableError(
                msg("Criterion {key} of {code} cannot be fixed for {year}: it is met, or the year is not planned.",
                    key=key, code=code, year=year),
                fix=msg("Take the line out, or choose a year of the plan."),
            )  # fmt: skip
    return wishes.must


def _count(codes: Iterable[str]) -> dict[str, int]:
    result: dict[str, int] = {}
    for code in codes:
        result[code] = result.get(code, 0) + 1
    return result


def _met(standing: PeriodAssessment) -> set[tuple[str, str]]:
    results = standing.assessment.results
    met = results[results["met"].fillna(value=False).astype(bool)]
    return set(zip(met["code"], met["criterion"], strict=True))


def _gaps(standing: PeriodAssessment) -> dict[tuple[str, str], float]:
    """Return how far a criterion is from its thresholds, 0 … 1: the mean of its indicators, 1 without measure."""
    verdicts = standing.assessment.verdicts
    if verdicts is None:
        return {}
    share = (verdicts["shortfall"] / verdicts["threshold"].where(verdicts["threshold"].gt(0))).clip(0, 1)
    gap = share.where(verdicts["status"].eq("not_met")).fillna(1.0).where(verdicts["status"].ne("met"), 0.0)
    judged = told_by_parts(verdicts[verdicts["status"].isin(["met", "not_met"])])
    table = judged[["code", "criterion"]].assign(gap=gap)
    means = table.groupby(["code", "criterion"], as_index=False)["gap"].mean()
    return dict(zip(zip(means["code"], means["criterion"], strict=True), means["gap"], strict=True))
