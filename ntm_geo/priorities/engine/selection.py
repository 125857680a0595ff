"""Who is on the list: eligibility, quotas, and what a person overrules; apart from weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

if TYPE_CHECKING:
    from ntm_geo.priorities.engine.ranking import Ranking

STATES: Final = ("selected", "near", "not", "excluded")
NEAR_SHARE: Final = 0.25
"""How many places behind the last one selected count as near, as a share of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule:
    """What a person decided against the ranking, and why."""

    state: Literal["in", "out"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How many communes are chosen, and under which limits."""

    count: int
    at_least: float | None = None
    """Cut-off: only communes with at least this score; None without."""
    most_per_district: int | None = None
    least_per_district: int | None = None
    least_border: int | None = None
    """Communes on the border there have to be at least, as far as there are any."""
    overrules: Mapping[str, Overrule] = field(default_factory=dict)
    """By code."""


@dataclass(slots=True, kw_only=True)
class _List:
    """The list while it is filled: who is on it and why, and how many of each district."""

    rules: Rules
    districts: Mapping[str, str]
    taken: dict[str, str] = field(default_factory=dict)
    inside: Counter[str] = field(default_factory=Counter)

    def take(self, code: str, reason: str) -> None:
        self.taken[code] = reason
        self.inside[self.districts.get(code, "")] += 1

    def has_room(self, code: str) -> bool:
        most = self.rules.most_per_district
        return most is None or self.inside[self.districts.get(code, "")] < most

    def fill_quotas(self, codes: list[str], border: frozenset[str]) -> None:
        """Take the best of the border, then of each district, as far as the number of the list allows."""
        on_border = sum(code in border for code in self.taken)
        for code in codes:
            if code in border and on_border < (self.rules.least_border or 0) and self._may(code):
                self.take(code, "quota")
                on_border += 1
        for code in codes:
            wanted = self.rules.least_per_district or 0
            if code not in self.taken and self.inside[self.districts.get(code, "")] < wanted and self._may(code):
                self.take(code, "quota")

    def _may(self, code: str) -> bool:
        return len(self.taken) < self.rules.count and self.has_room(code)


def select(ranking: Ranking, rules: Rules, districts: Mapping[str, str], border: Collection[str] = ()) -> pd.DataFrame:
    """Return the state of every ranked commune.

    Parameters
    ----------
    ranking : of the communes that may be chosen.
    rules : of the choice.
    districts : code to district; communes of none share the district "".
    border : codes of the communes on the border.

    Returns
    -------
    ``code, rank, score, state, reason``, by rank. ``state`` is one of `STATES`; ``reason`` says what other than the
    rank decided: ``overrule``, ``quota`` (taken or passed over for the number of a district or of the border),
    ``cut_off``, or is empty.

    Notes
    -----
    Overrules first (``out`` is excluded, ``in`` always selected and counts towards the number); then the least number
    of the border and of each district, best ranks first; then by rank while the district has room, until the number is
    reached. What a person took in is never dropped for a number: the list is then longer than asked.

    Examples
    --------
    >>> from ntm_geo.priorities.engine import Weight, rank
    >>> values = pd.DataFrame({"missing": [1.0, 2.0, 3.0]}, index=["00001", "00002", "00003"])
    >>> ranking = rank(values, {"missing": Weight(value=1, first="low")})
    >>> rules = Rules(count=1, overrules={"00001": Overrule(state="out", reason="no road yet")})
    >>> select(ranking, rules, {})[["code", "state", "reason"]].to_numpy().tolist()
    [['00001', 'excluded', 'overrule'], ['00002', 'selected', ''], ['00003', 'near', '']]
    """
    table = ranking.table
    list_ = _List(rules=rules, districts=districts)
    out = {code for code, overrule in rules.overrules.items() if overrule.state == "out"}
    for code in table["code"]:
        if code in rules.overrules and code not in out:
            list_.take(code, "overrule")
    scores = dict(zip(table["code"], table["score"], strict=True))
    taken = list_.taken
    open_codes = [code for code in table["code"] if code not in out and code not in taken]
    low = {code for code in open_codes if rules.at_least is not None and scores[code] < rules.at_least}
    free = [code for code in open_codes if code not in low]
    list_.fill_quotas(free, frozenset(border))
    passed: set[str] = set()
    last = 0
    for index, code in enumerate(free):
        if code in taken:
            continue
        if len(taken) >= rules.count:
            break
        if not list_.has_room(code):
            passed.add(code)
            continue
        list_.take(code, "")
        last = index
    near = _near(free[last:], taken, max(1, round(rules.count * NEAR_SHARE)))
    rows = [_row(code, taken, out, near, passed, low) for code in table["code"]]
    states = pd.DataFrame(rows, columns=["state", "reason"])
    return pd.concat([table.reset_index(drop=True), states], axis=1)


def _near(codes: list[str], taken: Mapping[str, str], many: int) -> set[str]:
    return set([code for code in codes if code not in taken][:many])


def _row(
    code: str, taken: Mapping[str, str], out: set[str], near: set[str], passed: set[str], low: set[str]
) -> tuple[str, str]:
    if code in out:
        return "excluded", "overrule"
    if code in taken:
        reason = taken[code]
        return "selected", reason
    reason = "quota" if code in passed else "cut_off" if code in low else ""
    return ("near" if code in near else "not"), reason
