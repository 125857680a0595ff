"""Figures of a plan as they were when it was saved, compared with those of the current data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assignment.case import fit_of
from ntm_geo.assignment.outcome import Coverage, coverage, coverage_sentences
from ntm_geo.assignment.saved_question import question_out

if TYPE_CHECKING:
    from ntm_geo.assignment.case import Case
    from ntm_geo.partners.plan_editions import Edition

_FIGURES = "figures"
_SHOWN = 100
"""Points are shown as whole ones of this many; what is the same there does not differ."""


def kept_question(case: Case, pairs: pd.DataFrame) -> dict[str, Any]:
    """Return what a plan keeps beside its pairs: what was asked, and the figures it comes to.

    Parameters
    ----------
    case : the problem the pairs answer.
    pairs : ``tables.Assignments``.
    """
    return question_out(case) | {_FIGURES: asdict(coverage(case, pairs))}


def figures_of(edition: Edition) -> Coverage | None:
    """Return the figures an edition was saved with; None for one that was saved before they were kept."""
    question = edition.question.get(_FIGURES)
    try:
        return None if question is None else Coverage(**{**question, "unserved": tuple(question["unserved"])})
    except (KeyError, TypeError):
        return None


def lines_now(stored: Coverage, now: Coverage) -> tuple[str, ...]:
    """Return the sentences of today's figures that are not those of the plan; empty where nothing differs."""
    before = set(coverage_sentences(stored))
    return tuple(sentence for sentence in coverage_sentences(now) if sentence not in before)


def points_now(case: Case, pairs: pd.DataFrame) -> pd.Series[float]:
    """Return the fit (0 … 1) of pairs by today's data where it differs from the one kept; missing where it does not.

    Parameters
    ----------
    case : the problem as the data of today make it.
    pairs : ``tables.Assignments``; the index of what is returned is theirs.
    """
    keys = list(zip(pairs["agency"], pairs["code"], strict=True))
    fits = fit_of(case, set(keys))
    result = [fits[key][0] if key in fits else None for key in keys]
    now = pd.Series(result, index=pairs.index, dtype="float64")
    return now.where((_SHOWN * now).round().ne((_SHOWN * pairs["value"]).round()))
