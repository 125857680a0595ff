"""Plans for thousands of communes: decomposition by commune, with a lower bound that proves how good a plan is.

The problem is min Σ_c cost(o_c) over one choice o_c ∈ O_c a commune, subject to the shared rows Σ_c use(o_c) ≤ b
(budgets, capacities, goals; see `shared_rows`). Only these rows tie communes together.

1. Lagrangian relaxation: the shared rows move into the objective at prices λ ≥ 0, and every commune chooses alone.
   L(λ) = Σ_c min_{o ∈ O_c} [cost(o) + λᵀ use(o)] - λᵀ b is a lower bound for every λ: a plan that keeps the rows has
   λᵀ (Σ use - b) ≤ 0, so it costs at least L(λ). Subgradient steps on λ make the bound as large as they can.
2. Column generation (Dantzig-Wolfe): the choices seen on the way are the columns of a linear programme (`master`); its
   duals are new prices, at which `options` looks for more columns, until no new one improves it. A basic solution has
   no more positive columns than rows, so at most as many communes are split between choices as there are shared rows.
3. Restricted exact model: the split communes, and some more for room, are planned by the model of `path_model` with
   what the settled ones leave of each row. Its plan is the upper bound; the gap is (plan - bound) / plan.

Source: A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2 (1974);
G. B. Dantzig, P. Wolfe, Decomposition principle for linear programs, Operations Research 8 (1960).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ntm_geo.pathway.engine.master import Mixture, mix
from ntm_geo.pathway.engine.milp import run
from ntm_geo.pathway.engine.options import Choice, Flags, Floats, Options, Whole, listable
from ntm_geo.pathway.engine.path_model import Model, Part, compile_problem
from ntm_geo.pathway.engine.shared_rows import Shared
from ntm_geo.solver.highs import Outcome, Status

if TYPE_CHECKING:
    from ntm_geo.pathway.engine.path_problem import Problem

LARGE: Final = 300
"""From this many communes on a problem is decomposed; fewer are planned by one exact model."""
_STEPS: Final = 200
"""Most subgradient steps."""
_KEPT: Final = 60
"""Choices of so many of the last steps go into the first mixture."""
_FIRST_AIM: Final = 0.2
"""How far above the best bound the first steps aim, as a share of it."""
_LAST_AIM: Final = 1e-5
"""Aims below this end the steps: the bound has converged."""
_PATIENCE: Final = 6
"""So many steps in a row without a better bound halve the aim."""
_ONWARDS: Final = 0.7
"""Share of the new subgradient in a direction; the rest is the direction before."""
_MIXTURES: Final = 40
"""Most rounds of column generation."""
_BETWEEN: Final = (0.2, 0.6, 1.0)
"""Where new choices are looked for, from the best prices (0) to those of the mixture (1)."""
_DEAR: Final = 10.0
"""How many times its price a unit beyond a limit costs in the linear programme."""
_ROOM: Final = 60
"""So many communes the mixture is sure of are planned again with those it is not; doubled while that is too few."""
_MOST_ROOM: Final = 1000
_WHOLE: Final = 1 - 1e-6
"""Weight from which a choice counts as taken in full."""
_ROUNDING: Final = 1e-6
_WIDEST: Final = 0.1
"""Largest relative gap the exact model of the remaining communes may stop at."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """What a decomposition ends with: the parts of a plan if there is one, and the bound."""

    status: Status
    bound: float
    objective: float = math.inf
    fixed: Choice | None = None
    """Of the communes that were settled."""
    hamlets: Whole | None = None
    """Communes × years: hamlets certified, besides those of ``rest``."""
    model: Model | None = None
    """Of the other communes, with its answer."""
    rest: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _State:
    """Where the search stands."""

    bound: float
    duals: Floats
    """Prices that give the bound."""
    seen: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """How many settled communes are opened again, how near the best is near enough, and when time is up."""

    room: int
    gap: float
    end: float


def fits(problem: Problem) -> bool:
    """Return whether a problem is large enough to decompose, and of a shape that can be."""
    return len(problem.communes) >= LARGE and listable(problem)


def decompose(problem: Problem, *, gap: float, seconds: float) -> Found:
    """Return a plan within a gap of the best, as far as that is reached in time.

    Parameters
    ----------
    problem : of many communes; see `fits`.
    gap : relative gap at which the search stops.
    seconds : after which the best plan found is returned.
    """
    end = time.monotonic() + seconds
    options = Options(problem)
    shared = Shared(problem, options)
    # 1. Lower bound by prices. A bound above the cost of doing everything everywhere proves that no plan exists:
    #    where rows cannot be kept, L(λ) grows without limit.
    dearest = _dearest(options, shared)
    state = _move_prices(options, shared, end)
    if state.bound > dearest:
        return Found(status="infeasible", bound=state.bound)
    # 2. Column generation: better prices, a better bound, and for almost every commune the choice it keeps.
    state, mixture = _mix_until_no_better(options, shared, state, gap=gap, end=end)
    if state.bound > dearest:
        return Found(status="infeasible", bound=state.bound)
    # 3. Exact model of the communes that are still split. Too few of them leave no room to use limits up to the last
    #    unit, so their number doubles until the gap is reached, all are planned exactly, or time is up.
    best = Found(status="unknown", bound=state.bound)
    room = _ROOM
    while mixture is not None:
        settle = _settle(options, shared, state, mixture, _Aim(room=room, gap=gap, end=end))
        if settle.objective < best.objective or settle.status == "infeasible":
            best = settle
        near = best.objective - best.bound <= gap * abs(best.objective)
        if near or room > min(_MOST_ROOM, len(options.cost)) or time.monotonic() > end:
            break
        room *= 2
    return best


def _relax(options: Options, shared: Shared, duals: Floats) -> tuple[float, Floats, Choice]:
    """Return the bound L(λ) at prices λ, its subgradient, and the cheapest choice of each commune.

    The subgradient is the excess of each shared row, Σ use - b: the price of a row that is exceeded has to rise.
    """
    values, choice = options.cheapest(shared.prices(duals))
    certified, taken = shared.certify(duals)
    _cost, use = shared.use(choice)
    slope = np.asarray(use.sum(axis=0)).ravel() + taken - shared.limits
    return float(values.sum() + certified - duals @ shared.limits), slope, choice


def _move_prices(options: Options, shared: Shared, end: float) -> _State:
    """Raise the bound by projected subgradient steps λ ← max(0, λ + t · d).

    Direction: d = 0.7 · g + 0.3 · d_before with the subgradient g, which keeps steps from zigzagging. Step length:
    t = (target - L(λ)) / ‖d‖² with target = (1 + aim) · best bound; the true optimum is not known, so the aim starts
    high and is halved when it proves out of reach.

    Source: B. T. Polyak, Minimization of unsmooth functionals, USSR Computational Mathematics and Mathematical Physics
    9 (1969); P. M. Camerini, L. Fratta, F. Maffioli, On improving relaxation methods by modified gradient techniques,
    Mathematical Programming Study 3 (1975).
    """
    duals = best_duals = direction = np.zeros(len(shared.names))
    best, aim, failed = -math.inf, _FIRST_AIM, 0
    seen: list[Choice] = []
    for _step in range(_STEPS):
        value, slope, choice = _relax(options, shared, duals)
        # The choices of the last steps are near the optimum of the relaxation: the first columns of the mixture.
        seen = [*seen[-_KEPT:], choice]
        failed = 0 if value > best + aim * abs(best) / 100 else failed + 1
        if value > best:
            best, best_duals = value, duals
        if failed > _PATIENCE:  # the target lies too high: aim lower, from the best prices so far
            aim, failed, duals = aim / 2, 0, best_duals
        if not math.isfinite(value) or aim < _LAST_AIM or time.monotonic() > end:
            break
        # Rows count millions, criteria or communes; divided by the size of their limit they are moved alike.
        scaled, slope = duals * shared.scale, slope / shared.scale
        # A row that is not used up and is free already cannot become cheaper: it is no part of the direction.
        direction = _ONWARDS * np.where((scaled <= 0) & (slope < 0), 0.0, slope) + (1 - _ONWARDS) * direction
        length = float(direction @ direction)
        if length < _ROUNDING**2:
            break
        step = (best + aim * max(abs(best), 1.0) - value) / length
        duals = np.maximum(0.0, scaled + step * direction) / shared.scale
    return _State(bound=best, duals=best_duals, seen=_joined(seen))


def _mix_until_no_better(
    options: Options, shared: Shared, state: _State, *, gap: float, end: float
) -> tuple[_State, Mixture | None]:
    """Generate columns until the lower bound meets the value of the linear programme.

    New choices are looked for between the prices of the best bound and the duals of the programme, not at the duals
    alone: those jump from round to round while columns are few.

    Source: P. Wentges, Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming, International
    Transactions in Operational Research 4 (1997).
    """
    dearest = _dearest(options, shared)
    dear = _DEAR * (state.duals + dearest / shared.scale)
    mixture = mix(options, shared, state.seen, dear, seconds=end - time.monotonic())
    for _number in range(_MIXTURES):
        if mixture is None:
            break
        # Pricing: the cheapest choice of every commune at each of the prices; each of them gives a bound as well.
        start, fresh = state.duals, []
        for share in _BETWEEN:
            duals = start + share * (mixture.duals - start)
            value, _slope, choice = _relax(options, shared, duals)
            fresh.append(choice)
            if value > state.bound:
                state = replace(state, bound=value, duals=duals)
        # The programme's value is above the best bound there can be: once both are near, more columns gain nothing.
        # A quarter of the gap is spent here; the rest is left for whole choices.
        near = mixture.keeps and mixture.cost - state.bound <= gap * abs(mixture.cost) / 4
        joined = _joined([state.seen, *fresh])
        if near or state.bound > dearest or len(joined.rows) == len(state.seen.rows) or time.monotonic() > end:
            break
        better = mix(options, shared, joined, dear, seconds=end - time.monotonic())
        if better is None:
            break
        state, mixture = replace(state, seen=joined), better
    return state, mixture


def _dearest(options: Options, shared: Shared) -> float:
    """Return more than any plan counts: everything done everywhere."""
    done = (options.cost.sum(axis=1) + options.extra.sum(axis=1)) @ options.weight + options.touch * len(options.cost)
    return float(done + (shared.groups[:, 1] * shared.groups[:, 2]).sum()) * (1 + _ROUNDING) + _ROUNDING


def _joined(parts: list[Choice]) -> Choice:
    """Return choices of several steps as one, each once, by commune."""
    lines = np.concatenate([
        np.column_stack([part.rows, part.years, part.advanced, part.model]) for part in parts
    ])  # fmt: skip
    lines = np.unique(lines, axis=0)
    return Choice(rows=lines[:, 0], years=lines[:, 1:-2], advanced=lines[:, -2], model=lines[:, -1])


def _settle(options: Options, shared: Shared, state: _State, mixture: Mixture, aim: _Aim) -> Found:
    """Keep the choices with weight 1, and plan the other communes exactly with what is left of the shared rows."""
    problem = options.problem
    # Open are the communes split between choices, and of the others every n-th, so that each part of the province can
    # give way.
    sure = mixture.weights > _WHOLE
    open_ones = np.ones(len(options.cost), dtype=bool)
    open_ones[state.seen.rows[sure]] = False
    spare = np.flatnonzero(~open_ones)
    open_ones[spare[:: max(1, len(spare) // aim.room)]] = True
    # What the settled communes take of every row is subtracted from the limits of the exact model.
    fixed = state.seen.take(sure & ~open_ones[state.seen.rows])
    hamlets = _share_out(options, shared, mixture.hamlets, open_ones)
    cost, use = shared.use(fixed)
    counted, hamlet_use = shared.use_of_hamlets(hamlets)
    taken = np.asarray(use.sum(axis=0)).ravel() + hamlet_use
    communes = tuple(
        replace(commune, hamlets_certified=commune.hamlets_certified + int(hamlets[row].sum()))
        for row, commune in enumerate(problem.communes)
        if open_ones[row]
    )
    model = compile_problem(problem, Part(communes=communes, taken=shared.taken(taken)))
    settled = float(cost.sum()) + counted
    # Absolute gaps are the same in the part and in the whole: own_gap · left = aim.gap · |bound| / 2.
    left = max(abs(state.bound - settled), _ROUNDING)
    own_gap = min(_WIDEST, aim.gap * abs(state.bound) / 2 / left)
    answer = run(model, gap=own_gap, seconds=max(1.0, (aim.end - time.monotonic()) / 2))
    # Only a model of all communes proves something about the whole problem: that there is no plan, or its bound.
    alone = bool(open_ones.all())
    if answer.solution is None:
        return Found(status=answer.status if alone else "unknown", bound=state.bound)
    objective = settled + answer.objective
    bound = max(state.bound, answer.bound) if alone else state.bound
    return Found(
        status="feasible", bound=min(bound, objective), objective=objective, fixed=fixed, hamlets=hamlets,
        model=model, rest=answer,
    )  # fmt: skip


def _share_out(options: Options, shared: Shared, hamlets: Floats, open_ones: Flags) -> Whole:
    """Give the hamlets of each group and year to its communes, those that are settled first; whole ones only."""
    zeros = np.zeros((len(options.cost), options.years), dtype=int)
    left = np.array([commune.hamlets_total - commune.hamlets_certified for commune in options.problem.communes])
    # Rounded down, so that no budget is exceeded; the open communes certify what is then missing to the goal.
    for index, years in enumerate(np.floor(hamlets + _ROUNDING).astype(int)):
        members = np.flatnonzero(shared.group == index)
        members = members[np.argsort(open_ones[members], kind="stable")]
        for year, wanted in enumerate(years):
            # Each takes what is left of it until enough are given.
            before = np.cumsum(left[members]) - left[members]
            clip = np.clip(wanted - before, 0, left[members])
            zeros[members, year] += clip
            left[members] -= clip
    return zeros
