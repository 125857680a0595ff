"""The question of a plan (communes, weights, rules): saved with the plan as plain data, and restored from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assignment.case import AssignQuestion, Chosen, KindRule
from ntm_geo.assignment.engine.rules import Lock
from ntm_geo.errors import TableError, msg
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.assignment.case import Case


def locks_of(pairs: pd.DataFrame) -> tuple[Lock, ...]:
    """Return the locks of a plan's pairs."""
    return tuple(
        Lock(agency=row.agency, code=row.code, inside=row.lock == "in", by=_said(row.lock_by), why=_said(row.lock_why))
        for row in each_row(pairs[pairs["lock"].notna()])
    )


def question_out(case: Case) -> dict[str, Any]:
    """Return what was asked as plain data, for a plan to keep; locks stand with their pairs."""
    question = case.question
    return {
        "period": case.period,
        "vintage": case.vintage,
        "source": case.chosen.source,
        "codes": list(case.chosen.codes),
        "scores": dict(case.chosen.scores),
        "sources": case.provenance.source,
        "first_year": question.first_year,
        "weights": dict(question.weights),
        "at_least": question.at_least,
        "at_most": question.at_most,
        "kinds": [[kind.group, list(kind.kinds), kind.required] for kind in question.kinds],
        "spread": question.spread,
        "keep": question.keep,
        "fair": question.fair,
        "capacities": {key: list(both) for key, both in question.capacities.items()},
    }


def question_in(entered: Mapping[str, Any], pairs: pd.DataFrame) -> tuple[Chosen, AssignQuestion]:
    """Return what a plan was asked, from what it keeps; TableError when that is not whole.

    Parameters
    ----------
    entered : of `question_out`.
    pairs : ``tables.Assignments`` of the plan, which hold its locks.
    """
    try:
        chosen = Chosen(codes=tuple(entered["codes"]), scores=dict(entered["scores"]), source=entered["source"])
        return chosen, AssignQuestion(
            first_year=int(entered["first_year"]),
            weights=dict(entered["weights"]),
            at_least=int(entered["at_least"]),
            at_most=entered["at_most"],
            kinds=tuple(KindRule(group=a, kinds=tuple(b), required=c) for a, b, c in entered["kinds"]),
            spread=entered["spread"],
            keep=float(entered["keep"]),
            fair=bool(entered["fair"]),
            locks=locks_of(pairs),
            capacities={key: (int(low), int(high)) for key, (low, high) in entered.get("capacities", {}).items()},
        )
    except (KeyError, TypeError, ValueError) as caught:
        raise TableError(
            msg("What the plan was asked is not kept whole."), fix=msg("Make the plan anew from the priorities.")
        ) from caught


def _said(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
