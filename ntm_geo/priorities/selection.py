"""Who is on the list: eligibility, quotas, and what a person overrules; apart from weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

if TYPE_CHECKING:
    from ntm_geo.priorities.ranking import Ranking

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
    overrules: Mapping[str, Overrule] = field(default_factory=dict)
    """By code."""


def select(ranking: Ranking, rules: Rules, districts: Mapping[str, str]) -> pd.DataFrame:
    """Return the state of every ranked commune.

    Parameters
    ----------
    ranking : of the communes that may be chosen.
    rules : of the choice.
    districts : code to district; communes of none share the district "".

    Returns
    -------
    ``code, rank, score, state, reason``, by rank. ``state`` is one of `STATES`; ``reason`` says what other than the
    rank decided: ``overrule``, ``quota`` (taken or passed over for a district's number), ``cut_off``, or is empty.

    Notes
    -----
    Overrules first (``out`` is excluded, ``in`` always selected and counts towards the number); then each district's
    least number, best ranks first; then by rank while the district has room, until the number is reached. What a
    person took in is never dropped for a number: the list is then longer than asked.
    """
    table = ranking.table
    taken: dict[str, str] = {}
    inside: dict[str, int] = {}

    def take(code: str, reason: str) -> None:
        taken[code] = reason
        inside[districts.get(code, "")] = inside.get(districts.get(code, ""), 0) + 1

    out = {code for code, one in rules.overrules.items() if one.state == "out"}
    for code in table["code"]:
        if code in rules.overrules and code not in out:
            take(code, "overrule")
    scores = dict(zip(table["code"], table["score"], strict=True))
    open_codes = [code for code in table["code"] if code not in out and code not in taken]
    low = {code for code in open_codes if rules.at_least is not None and scores[code] < rules.at_least}
    free = [code for code in open_codes if code not in low]
    for code in free:
        wanted = rules.least_per_district or 0
        if inside.get(districts.get(code, ""), 0) < wanted and len(taken) < rules.count:
            take(code, "quota")
    passed: set[str] = set()
    last = 0
    for place, code in enumerate(free):
        if code in taken:
            continue
        if len(taken) >= rules.count:
            break
        if rules.most_per_district is not None and inside.get(districts.get(code, ""), 0) >= rules.most_per_district:
            passed.add(code)
            continue
        take(code, "")
        last = place
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
