"""The problem, said sentence by sentence: who can help, who needs help, what makes a good pair, what has to hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.assignment.engine.pieces import NEUTRAL, Objective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ntm_geo.assignment.engine.rules import Lock, Rule

USE: Final = "use"
"""Column of pairs: how much of the agency's capacity a pair takes; 1 where the column is missing."""
KM: Final = "km"
"""Column of pairs: distance between the two, in km; told, never solved with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Who can help: how many communes, and where it may go."""

    key: str
    name: str = ""
    kind: str = ""
    least: float = 0
    """Fewest communes it must take (in units of ``use``)."""
    most: float = 1
    """Most communes it can take."""
    only_districts: frozenset[str] = frozenset()
    """The only districts it may go to; empty: all."""
    not_districts: frozenset[str] = frozenset()

    def may_go(self, district: str) -> bool:
        """Whether a district is open to it."""
        return district not in self.not_districts and (not self.only_districts or district in self.only_districts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A commune that is to be helped."""

    code: str
    name: str = ""
    district: str = ""
    groups: frozenset[str] = frozenset()
    """Groups rules speak of, such as ``border``."""
    wanted: int | None = None
    """Partners it wants at least, where that is another number than the rule's."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AssignmentProblem:
    """All there is to decide; made by `problem` and never changed.

    ``pairs`` holds ``agency, code``, one column a piece (0 … 1, missing where not known), and optionally ``use`` and
    ``km``; a pair that is not there is not possible. Its rows are in the order of agency and code, whatever order they
    came in, so that nothing depends on it.
    """

    agencies: tuple[Agency, ...]
    places: tuple[Place, ...]
    pairs: pd.DataFrame
    objectives: tuple[Objective, ...] = ()
    rules: tuple[Rule, ...] = ()
    locks: tuple[Lock, ...] = ()

    def maximise(self, *objectives: Objective) -> AssignmentProblem:
        """Let pieces of the fit count; a piece named again takes the newer weight."""
        known = {item.piece: item for item in (*self.objectives, *objectives)}
        return replace(self, objectives=tuple(known.values()))

    def subject_to(self, *rules: Rule) -> AssignmentProblem:
        """Add rules."""
        return replace(self, rules=(*self.rules, *rules))

    def without(self, rule: Rule) -> AssignmentProblem:
        """Take a rule back."""
        return replace(self, rules=tuple(item for item in self.rules if item != rule))

    def locked(self, *locks: Lock) -> AssignmentProblem:
        """Add what people decided about single pairs."""
        return replace(self, locks=(*self.locks, *locks))

    def unlocked(self, *locks: Lock) -> AssignmentProblem:
        """Take locks back."""
        return replace(self, locks=tuple(lock for lock in self.locks if lock not in locks))

    def asked_of(self, agencies: Iterable[Agency]) -> AssignmentProblem:
        """Return the same pairs for agencies that take another number, without objectives, rules and locks."""
        helpers = tuple(sorted(agencies, key=lambda agency: agency.key))
        return replace(self, agencies=helpers, objectives=(), rules=(), locks=())

    def forget(self) -> None:
        """Drop what was worked out of it, such as the fit of every pair; it is worked out again where it is asked."""
        for name in ("agency_of", "place_of", "parts", "fit", "use"):
            self.__dict__.pop(name, None)

    @cached_property
    def agency_of(self) -> dict[str, Agency]:
        """Agencies by key."""
        return {agency.key: agency for agency in self.agencies}

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """Communes by code."""
        return {commune.code: commune for commune in self.places}

    @cached_property
    def parts(self) -> pd.DataFrame:
        """What every piece adds to a pair, in the rows of ``pairs``: its weight's share times its value."""
        total = sum(objective.weight for objective in self.objectives)
        if total <= 0:
            return pd.DataFrame(index=self.pairs.index)
        columns: dict[str, Any] = {
            objective.piece: self.pairs[objective.piece].fillna(NEUTRAL).to_numpy(dtype=float)
            * (objective.weight / total)
            for objective in self.objectives
        }
        return pd.DataFrame(columns, index=self.pairs.index)

    @cached_property
    def fit(self) -> NDArray[np.float64]:
        """Fit of every pair, 0 … 1, in the rows of ``pairs``."""
        return np.round(self.parts.sum(axis="columns").to_numpy(dtype=float), 9)

    @cached_property
    def use(self) -> NDArray[np.float64]:
        """How much of the agency's capacity every pair takes."""
        if USE not in self.pairs:
            return np.ones(len(self.pairs))
        return self.pairs[USE].to_numpy(dtype=float)


def problem(agencies: Iterable[Agency], places: Iterable[Place], pairs: pd.DataFrame) -> AssignmentProblem:
    """Return the problem without objectives and rules yet.

    Parameters
    ----------
    agencies : who can help; each key once.
    places : who needs help; each code once.
    pairs : see `AssignmentProblem`.

    Raises
    ------
    ValueError
        A key, code or pair stands twice, or a pair names somebody who is not there.
    """
    helpers = tuple(sorted(agencies, key=lambda agency: agency.key))
    helped = tuple(sorted(places, key=lambda value: value.code))
    for what, keys in (
        ("agency", [helper.key for helper in helpers]),
        ("commune", [commune.code for commune in helped]),
    ):
        if len(set(keys)) != len(keys):
            message = f"an {what} is given twice" if what == "agency" else f"a {what} is given twice"
            raise ValueError(message)
    ordered = pairs.sort_values(["agency", "code"], ignore_index=True)
    if ordered.duplicated(["agency", "code"]).any():
        message = "a pair is given twice"
        raise ValueError(message)
    strange = ~ordered["agency"].isin([helper.key for helper in helpers]) | ~ordered["code"].isin(
        [commune.code for commune in helped]
    )
    if strange.any():
        first = ordered[strange].iloc[0]
        message = f"the pair {first['agency']} {first['code']} names somebody who is not there"
        raise ValueError(message)
    return AssignmentProblem(agencies=helpers, places=helped, pairs=ordered)
