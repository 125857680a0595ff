"""The optimisation problem of an assignment, built from the assessment, the ranking of communes and the agencies."""

from __future__ import annotations

import json
import weakref
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.assignment.engine.assignment_problem import Agency, AssignmentProblem, Place, problem
from ntm_geo.assignment.engine.pieces import Objective
from ntm_geo.assignment.engine.presolve import look_before
from ntm_geo.assignment.engine.rules import (
    AtLeast,
    AtMost,
    Capacity,
    Districts,
    Fair,
    KeepShare,
    KindsForbidden,
    KindsRequired,
    Lock,
    Spread,
)
from ntm_geo.assignment.fit import Pieces, make_pieces
from ntm_geo.errors import TableError, msg
from ntm_geo.i18n import Localized
from ntm_geo.records.agency_list import codes_in
from ntm_geo.records.commune_attributes import known_attributes
from ntm_geo.records.run_state import last_event
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.provenance import Provenance

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assignment.engine.rules import Rule
    from ntm_geo.priorities.prioritize import Answer
    from ntm_geo.tables.findings import Finding
    from ntm_geo.workspace.workspace import Workspace

DEFAULT_WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"sector": 30.0, "need": 10.0, "continuity": 20.0, "closeness": 15.0, "resources": 10.0, "border": 15.0}
)
"""How much each piece counts unless the planner says otherwise: proposals of ours."""
DEFAULT_COUNT: Final = 40
"""Communes of a ready purpose that get partners."""

GROUPS: Final[dict[str, Localized]] = {
    "": Localized(vi="Mọi xã", en="All communes"),
    "border": Localized(vi="Xã biên giới", en="Border communes"),
    "inland": Localized(vi="Xã không giáp biên giới", en="Communes off the border"),
    "zone_3": Localized(vi="Xã khu vực III", en="Communes of zone III"),
    "near": Localized(vi="Xã thiếu không quá 4 tiêu chí", en="Communes missing 4 criteria at most"),
    "far": Localized(vi="Xã thiếu từ 10 tiêu chí", en="Communes missing 10 criteria or more"),
}
"""Types of communes rules about kinds of agencies may speak of."""
_NEAR, _FAR = 4, 10
_SAME: Final = {"location-missing": "distance-unknown", "agency-nowhere": "nowhere-to-go"}
"""Findings of the pieces that say, with more, what a look at the problem says as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """Kinds of agencies communes of a type must have among their partners, or may not."""

    group: str
    kinds: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignQuestion:
    """What is asked of an assignment: all a plan keeps of it beside its pairs."""

    first_year: int
    """First year the plan is for; partners of the year before are the ones to keep."""
    weights: Mapping[str, float] = field(default_factory=lambda: DEFAULT_WEIGHTS)
    at_least: int = 1
    """Partners every commune gets at least."""
    at_most: int | None = 2
    """Partners a commune gets at most; None for no limit."""
    kinds: tuple[KindRule, ...] = ()
    spread: int | None = None
    """Districts the communes of one agency may lie in; None for no limit."""
    keep: float = 0.0
    """Share of last year's pairs that is kept at least, 0 to 1."""
    fair: bool = False
    """Whether the least-served communes come before everything else."""
    locks: tuple[Lock, ...] = ()
    capacities: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Fewest and most communes of agencies that take another number in this plan than on their list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Communes that are to get partners, and where the choice comes from."""

    codes: tuple[str, ...]
    scores: Mapping[str, float]
    """Points in the ranking, 0 to 100, of every commune ranked."""
    source: str
    """The scenario or purpose, in words."""


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Case:
    """The problem with everything it was made from."""

    question: AssignQuestion
    chosen: Chosen
    pieces: Pieces
    problem: AssignmentProblem
    period: int
    vintage: str
    event: int
    """Number of the last thing done to the data when it was made."""
    standing: weakref.ref[PeriodAssessment]
    """Where the communes were; not kept alive by it."""

    def holds_for(self, event: int, standing: PeriodAssessment, chosen: Chosen, first_year: int) -> bool:
        """Return whether all but weights, rules and locks is the same for these."""
        return (
            self.event == event
            and self.standing() is standing
            and self.chosen == chosen
            and self.question.first_year == first_year
        )

    @property
    def provenance(self) -> Provenance:
        """Where its figures come from; illustrative while any part is."""
        parts = self.pieces.provenance
        names = dict.fromkeys(part.source for part in parts if part.source)
        return Provenance(source="; ".join(names), illustrative=any(part.illustrative for part in parts))


def chosen_by(answer: Answer, source: str) -> Chosen:
    """Return the communes a ranking chose, with the points of all it ranked.

    Raises
    ------
    TableError
        The ranking chose nobody.
    """
    if not answer.selected:
        raise TableError(
            msg("No commune is chosen."),
            where=source,
            fix=msg("Choose at least one commune on the page of priorities."),
        )
    scores = {str(code): float(score) for code, score in answer.choice[["code", "score"]].to_numpy()}
    return Chosen(codes=tuple(answer.selected), scores=scores, source=source)


def make_case(
    workspace: Workspace,
    standing: PeriodAssessment,
    chosen: Chosen,
    question: AssignQuestion,
    *,
    like: Case | None = None,
) -> Case:
    """Return the problem of who helps the chosen communes.

    Parameters
    ----------
    workspace : of the door.
    standing : where the communes are.
    chosen : who is to be helped.
    question : weights, rules and locks.
    like : a case of before; what of it holds still is taken, and shared by both.

    Raises
    ------
    TableError
        There are no agencies that take part.

    Notes
    -----
    What else is wrong with the question (weights, locks about nobody, too little capacity) is not raised: it is in
    `case_findings`, so that a person can correct it.
    """
    event = last_event(workspace)
    if like is not None and like.holds_for(event, standing, chosen, question.first_year):
        pieces = like.pieces
        made = like.problem.asked_of(_helpers(pieces, question))
    else:
        pieces = make_pieces(workspace, standing, chosen.codes, scores=chosen.scores, year=question.first_year)
        if pieces.agencies.empty:
            raise TableError(
                msg("There are no agencies that take part."),
                fix=msg("Bring the list of agencies in on the page of data."),
            )
        made = problem(_helpers(pieces, question), _places(workspace, standing, pieces), pieces.pairs)
    made = made.maximise(
        *(Objective(piece=key, weight=float(weight)) for key, weight in question.weights.items() if weight)
    )
    made = made.subject_to(*_rules(question, pieces)).locked(*question.locks)
    return Case(
        question=question,
        chosen=chosen,
        pieces=pieces,
        problem=made,
        period=standing.period,
        vintage=standing.vintage,
        event=event,
        standing=weakref.ref(standing),
    )


@derived
def case_findings(case: Case) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful before anything is solved, errors first; names stand in ``place``."""
    findings = look_before(case.problem)
    kinds = {finding.kind for finding in case.pieces.findings}
    doubled = {_SAME[kind] for kind in kinds if kind in _SAME}
    every = [*(finding for finding in findings if finding.kind not in doubled), *case.pieces.findings]
    return tuple(sorted(every, key=lambda value: ("error", "warning", "info").index(value.severity)))


def plan_pairs(case: Case, chosen: pd.DataFrame, before: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return pairs as a plan keeps them, with names, locks and the pieces of their fit.

    Parameters
    ----------
    case : the problem they answer.
    chosen : ``agency, code``: the pairs assigned.
    before : ``tables.Assignments`` of the plan so far; what people wrote about a pair that stays is kept.

    Returns
    -------
    ``tables.Assignments``, sorted by agency and code: the pairs assigned, then those locked out.
    """
    locks = {(lock.agency, lock.code): lock for lock in case.question.locks}
    wanted = {(str(agency), str(code)) for agency, code in chosen[["agency", "code"]].to_numpy()}
    agencies = case.pieces.agencies.set_index("agency").to_dict("index")
    communes = case.pieces.communes.set_index("code").to_dict("index")
    refused = {
        key for key, lock in locks.items() if not lock.inside and key[0] in agencies and key[1] in communes
    } - wanted
    fits = fit_of(case, wanted | refused)
    known = {} if before is None else {(row.agency, row.code): row for row in each_row(before)}
    rows = []
    for agency, code in sorted(wanted | refused):
        lock, was, fit = locks.get((agency, code)), known.get((agency, code)), fits.get((agency, code))
        by_hand = was is not None and was.assigned and was.origin == "hand" and (agency, code) in wanted
        rows.append(
            {
                "agency": agency,
                "code": code,
                "assigned": (agency, code) in wanted,
                "agency_name": agencies[agency]["name"],
                "kind": agencies[agency]["kind"],
                "name": communes[code]["name"],
                "district": communes[code]["district_name"] or None,
                "origin": "hand" if by_hand else "solver",
                "why": was.why if by_hand and was is not None else None,
                "lock": None if lock is None else "in" if lock.inside else "out",
                "lock_by": (lock.by or None) if lock else None,
                "lock_why": (lock.why or None) if lock else None,
                "value": fit[0] if fit else None,
                "pieces": fit[1] if fit else None,
                "km": fit[2] if fit else None,
                "note": None if was is None else was.note,
            }
        )
    columns = list(MODELS["assignments"].to_schema().columns)
    frame = pd.DataFrame(rows, columns=columns).astype({"value": "float64", "km": "float64"})
    return validate(frame, MODELS["assignments"]).sort_values(["agency", "code"], ignore_index=True)


def fit_of(
    case: Case, wanted: Collection[tuple[str, str]] | None = None
) -> dict[tuple[str, str], tuple[float, str, float | None]]:
    """Return fit, points of the pieces as JSON, and km of every possible pair, or of those wanted among them."""
    keys = list(zip(case.problem.pairs["agency"], case.problem.pairs["code"], strict=True))
    rows = [row for row, key in enumerate(keys) if wanted is None or key in wanted]
    parts = case.problem.parts.iloc[rows].round(6)
    dumps = [json.dumps({str(key): float(value) for key, value in row.items()}) for row in parts.to_dict("records")]
    kms = [None if pd.isna(item) else float(item) for item in case.problem.pairs["km"].iloc[rows]]
    fits = [float(case.problem.fit[row]) for row in rows]
    return dict(zip([keys[row] for row in rows], zip(fits, dumps, kms, strict=True), strict=True))


def _helpers(pieces: Pieces, question: AssignQuestion) -> list[Agency]:
    """Return who can help; without a district level, the pairs there are tell where each may go."""
    by_district = bool(pieces.communes["district"].ne("").all())
    return [
        Agency(
            key=row.agency,
            name=row.name,
            kind=row.kind,
            least=question.capacities.get(row.agency, (row.capacity_min, 0))[0],
            most=question.capacities.get(row.agency, (0, row.capacity_max))[1],
            only_districts=frozenset(codes_in(row.only_districts) if by_district else ()),
            not_districts=frozenset(codes_in(row.not_districts) if by_district else ()),
        )
        for row in each_row(pieces.agencies)
    ]


def _places(workspace: Workspace, standing: PeriodAssessment, pieces: Pieces) -> list[Place]:
    attributes = known_attributes(workspace, vintage=standing.vintage, period=standing.period)
    zones = attributes["zone"].to_dict() if len(attributes) else {}
    places = []
    for row in each_row(pieces.communes):
        missing = len(row.missing)
        groups = {
            "border": row.border,
            "inland": not row.border,
            "zone_3": zones.get(row.code) == "III",
            "near": missing <= _NEAR,
            "far": missing >= _FAR,
        }
        inside = frozenset(key for key, group in groups.items() if group)
        places.append(Place(code=row.code, name=row.name, district=row.district, groups=inside))
    return places


def _rules(question: AssignQuestion, pieces: Pieces) -> list[Rule]:
    rules: list[Rule] = [Capacity(), Districts(), AtLeast(question.at_least)]
    if question.at_most is not None:
        rules.append(AtMost(question.at_most))
    for item in question.kinds:
        kind = KindsRequired if item.required else KindsForbidden
        rules.append(kind(item.group, frozenset(item.kinds)))
    if question.spread is not None:
        rules.append(Spread(question.spread))
    if question.keep > 0:
        rules.append(KeepShare(question.keep, pieces.earlier))
    if question.fair:
        rules.append(Fair())
    return rules
