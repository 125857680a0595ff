"""Risk of withdrawal: which recognised communes meet too little to keep their recognition, and what would lift it.

The rule is data of the criteria set: from a share of criteria unmet with a named one among them, or from a larger share
whichever they are. Meeting one more criterion never brings a commune into it, so what is unknown is an interval: the
risk is certain when the criteria known to be unmet are enough, and possible when those unknown could make it so.

Source: Decision 18/2022/QĐ-TTg, amended by 03/2024/QĐ-TTg; not checked against the official text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from ntm_geo.assessment.engine.matrix_form import grid

if TYPE_CHECKING:
    from collections.abc import Collection

    from ntm_geo.criteria.model import CriteriaSet, Withdrawal

Risk = Literal["certain", "possible", "none", "not_recognised"]
RISKS: Final[tuple[Risk, ...]] = ("certain", "possible", "none", "not_recognised")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """The fewest criteria to meet so that a commune is out of the risk, whatever is unknown."""

    named: tuple[str, ...]
    """Criteria that have to be among them, in the order of the law."""
    others: int
    """How many more of those unmet or unknown, whichever."""

    @property
    def count(self) -> int:
        """Number of criteria to meet."""
        return len(self.named) + self.others


def at_risk(unmet: Collection[str], *, total: int, rule: Withdrawal) -> bool:
    """Return whether a recognition is withdrawn with these criteria unmet.

    Parameters
    ----------
    unmet : codes of the criteria not met.
    total : number of criteria of the set.
    rule : of the set.
    """
    return _at_risk(len(unmet), len(set(unmet) & set(rule.named)), total, rule)


def way_out(open_criteria: Collection[str], *, total: int, rule: Withdrawal) -> WayOut | None:
    """Return the fewest criteria to meet to be out of the risk; None where there is none.

    Parameters
    ----------
    open_criteria : codes of the criteria unmet or unknown.
    total : number of criteria of the set.
    rule : of the set.
    """
    named = tuple(code for code in rule.named if code in open_criteria)
    count = len(open_criteria)
    if not _at_risk(count, len(named), total, rule):
        return None
    # Of two sets of the same size only the number of named criteria left matters, and only whether any is left: so for
    # each size it is enough to try the criteria whichever they are, and all the named ones with others beside them.
    for size in range(1, count + 1):
        if not _at_risk(count - size, len(named), total, rule):
            return WayOut(named=(), others=size)
        if named and size >= len(named) and not _at_risk(count - size, 0, total, rule):
            return WayOut(named=named, others=size - len(named))
    return WayOut(named=named, others=count - len(named))


def withdrawal_risks(results: pd.DataFrame, standings: pd.DataFrame, criteria_set: CriteriaSet) -> pd.DataFrame | None:
    """Return the risk of every commune, and what would lift it out; None where the set has no rule of withdrawal.

    Parameters
    ----------
    results : ``tables.CriterionResults``; what it does not say is unknown.
    standings : ``tables.Standings`` of one period.
    criteria_set : the set they are assessed by.

    Returns
    -------
    ``code, risk, unmet, unknown, named, others``: one row a commune, in the order of the standings. ``risk`` is one of
    `RISKS`; ``unmet`` and ``unknown`` are tuples of criteria in the order of the law; ``named`` and ``others`` are
    those of `WayOut`, empty and 0 where there is nothing to be lifted out of.
    """
    rule = criteria_set.recognition.withdrawal if criteria_set.recognition else None
    if rule is None:
        return None
    keys = [criterion.code for criterion in criteria_set.criteria]
    period = int(standings["period"].iloc[0]) if len(standings) else 0
    codes = pd.Index(standings["code"])
    matrix = grid(results[results["period"].eq(period)], "met", codes=codes, column="criterion", keys=pd.Index(keys))
    rows = [
        _row(code, [key for key, met in zip(keys, row, strict=True) if met == 0],
             [key for key, met in zip(keys, row, strict=True) if met not in {0, 1}], len(keys), rule)
        if recognised
        else (code, "not_recognised", (), (), (), 0)
        for code, recognised, row in zip(codes, standings["recognition"].notna(), matrix, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["code", "risk", "unmet", "unknown", "named", "others"])


def _row(code: str, unmet: list[str], unknown: list[str], total: int, rule: Withdrawal) -> tuple[object, ...]:
    way = way_out([*unmet, *unknown], total=total, rule=rule)
    risk: Risk = "certain" if at_risk(unmet, total=total, rule=rule) else "possible" if way else "none"
    return code, risk, tuple(unmet), tuple(unknown), way.named if way else (), way.others if way else 0


def _at_risk(unmet: int, named: int, total: int, rule: Withdrawal) -> bool:
    return unmet >= rule.fewest_always(total) or (named > 0 and unmet >= rule.fewest_named(total))
