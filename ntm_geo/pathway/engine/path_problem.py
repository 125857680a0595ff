"""The problem as plain data: communes and what they miss, goals, limits; nothing here knows a solver.

A commune reaches the standard when it misses no criterion any more. Criteria are only gained; what is expected to be
lost is given as missing from the start. Advanced and model communes ask for the level before and cost extra.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

GoalKey = Literal["standard", "advanced", "model", "floor", "hamlets"]
ObjectiveKey = Literal["cost", "communes", "lowest"]
OBJECTIVES: Final[tuple[ObjectiveKey, ...]] = ("cost", "communes", "lowest")
NO_ROWS: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A commune: where it stands, what it misses, and what each missing thing costs (million VND)."""

    code: str
    district: str = ""
    met: int
    """Criteria met now."""
    level: Literal["", "standard", "advanced", "model"] = ""
    missing: Mapping[str, float] = field(default_factory=dict)
    """Criterion to the cost of completing it."""
    hamlets_certified: int = 0
    hamlets_total: int = 0
    hamlet_cost: float = 0.0
    """Of certifying one more hamlet."""
    advanced_cost: float = 0.0
    model_cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What has to hold at the end: at least ``value`` communes of a level, none under a number, a share of hamlets.

    ``floor``: no commune that is not recognised has fewer criteria than ``value``. ``hamlets``: ``value`` is a share
    of 1.
    """

    key: GoalKey
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What there is in a year; what is not limited is None or left out."""

    budget: tuple[float | None, ...] = ()
    """Million VND by year, in the order of the years; shorter than the years: the rest is not limited."""
    district: Mapping[str, int] = field(default_factory=lambda: NO_ROWS)
    """Criteria a district can complete in a year."""
    department: Mapping[str, int] = field(default_factory=lambda: NO_ROWS)
    """Criteria a department can complete in a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All there is to plan."""

    communes: tuple[Work, ...]
    years: tuple[int, ...]
    goals: tuple[Goal, ...]
    limits: Limits = field(default_factory=Limits)
    in_charge: Mapping[str, str] = field(default_factory=dict)
    """Criterion to the department whose capacity it takes."""
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Criterion to those that have to be met no later than it."""
    must: tuple[tuple[str, str, int], ...] = ()
    """Locks: commune, criterion and the year it is completed in."""
    must_not: tuple[tuple[str, str], ...] = ()
    """Locks: commune and criterion that stays as it is."""
    objective: ObjectiveKey = "cost"

    def __post_init__(self) -> None:
        """Refuse what cannot be a problem: doubled codes, no years, negative costs, locks of what is not missing."""
        codes = [commune.code for commune in self.communes]
        if len(set(codes)) != len(codes):
            message = "a commune is given twice"
            raise ValueError(message)
        if not self.years or list(self.years) != sorted(set(self.years)):
            message = "years must be given, in their order, each once"
            raise ValueError(message)
        if any(cost < 0 for commune in self.communes for cost in (*commune.missing.values(), commune.hamlet_cost)):
            message = "a cost is negative"
            raise ValueError(message)
        missing = {(commune.code, key) for commune in self.communes for key in commune.missing}
        for code, key, year in self.must:
            if (code, key) not in missing or year not in self.years:
                message = f"{code} {key} {year} cannot be locked: it is not missing, or the year is not planned"
                raise ValueError(message)


def requires(problem: Problem, work: Work, criterion: str) -> tuple[str, ...]:
    """Return what a commune misses that has to come no later than a criterion."""
    return tuple(item for item in problem.before.get(criterion, ()) if item in work.missing)


def hamlets_wanted(problem: Problem) -> int:
    """Return how many hamlets the goal asks for in all; 0 without such a goal."""
    share = max((goal.value for goal in problem.goals if goal.key == "hamlets"), default=0.0)
    total = sum(commune.hamlets_total for commune in problem.communes)
    # A little less than the product, so that 30 % of 10 is 3 and not 4.
    return int(-(-(share * total - 1e-9) // 1)) if share > 0 else 0
