"""A rule as a sentence: what is asked, by which decision and clause, and whether that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.i18n import _, format_number

if TYPE_CHECKING:
    from ntm_geo.criteria.model import CriteriaSet, Indicator, Reference

NO_BREAK = "\u00a0"
_DIGITS = 2


def say_clause(reference: Reference) -> str:
    """Return decision, annex and clause in one line, such as ``318/QĐ-TTg, 10.1``."""
    return ", ".join(part for part in (reference.decision, reference.annex, reference.clause) if part)


def say_value(criteria_set: CriteriaSet, indicator: Indicator, value: float | None) -> str:
    """Return a value with its unit: ``36,5 triệu đồng/người/năm``; pass/fail as a word."""
    if value is None or pd.isna(value):
        return _("no data")
    if indicator.sense == "pass":
        return _("passed") if value else _("not passed")
    sign = str(dict(criteria_set.units)[indicator.unit])
    return f"{format_number(value, digits=_DIGITS)}{'' if sign == '%' else NO_BREAK}{sign}"


def say_rule(criteria_set: CriteriaSet, indicator: Indicator, threshold: float | None) -> str:
    """Return what is asked of a value: ``từ 39 triệu đồng/người/năm trở lên``."""
    if indicator.sense == "pass":
        return _("must pass")
    if threshold is None or pd.isna(threshold):
        return _("the province has not set a threshold")
    value = say_value(criteria_set, indicator, threshold)
    return _("{value} or more", value=value) if indicator.sense == "at_least" else _("{value} or less", value=value)


def cite(
    criteria_set: CriteriaSet,
    indicator: Indicator,
    threshold: float | None,
    *,
    clause: str,
    verified: bool,
) -> str:
    """Return an indicator's rule with its source, and a warning where it was not checked against the official text.

    Parameters
    ----------
    criteria_set : the law, for the names of units.
    indicator : of the set.
    threshold : in force, in the indicator's unit; None where the province has not set one.
    clause : decision and clause.
    verified : whether the threshold was checked.
    """
    source = clause if verified else f"{clause}; {unverified()}"
    rule = say_rule(criteria_set, indicator, threshold)
    return f"{indicator.code} {indicator.name}: {rule} ({source})"


def unverified() -> str:
    """Return the warning that stands beside every threshold that was not checked."""
    return _("to be checked against the official text")
