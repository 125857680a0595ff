"""A rule as a sentence: what is asked, by which decision and clause, and whether that was checked."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd

from ntm_geo.criteria.threshold_cases import Level, read_cases
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


def say_rule(criteria_set: CriteriaSet, indicator: Indicator, threshold: float | None, cases: str = "") -> str:
    """Return what is asked of a value: ``từ 39 triệu đồng/người/năm trở lên``.

    Parameters
    ----------
    criteria_set : the law, for the names of units.
    indicator : of the set.
    threshold : in force, in the indicator's unit; None where there is none, or one a case.
    cases : levels by a figure of the commune, as in ``tables.Thresholds``.
    """
    if indicator.parts:
        return _("all parts must be met") if indicator.met_when == "all_parts" else _("one of the parts must be met")
    if indicator.sense == "pass":
        return _("must pass")
    if indicator.sense == "count":
        return _("only counted")
    if threshold is None or pd.isna(threshold):
        levels = [_say_level(criteria_set, indicator, level) for level in read_cases(cases)]
        return (
            _("required: {levels}", levels="; ".join(levels)) if levels else _("the province has not set a threshold")
        )
    value = say_value(criteria_set, indicator, threshold)
    return _("{value} or more", value=value) if indicator.sense == "at_least" else _("{value} or less", value=value)


def _say_level(criteria_set: CriteriaSet, indicator: Indicator, level: Level) -> str:
    value = say_value(criteria_set, indicator, level.level)
    rule = _("at least {value}", value=value) if indicator.sense == "at_least" else _("at most {value}", value=value)
    if level.group:
        names = {group.key: str(group.name) for group in criteria_set.commune_groups}
        return f"{names.get(level.group, level.group)}: {rule}"
    values = {
        "rule": rule,
        "figure": str(criteria_set.indicator(level.figure).name).lower(),
        "above": format_number(level.above, digits=_DIGITS) if isfinite(level.above) else "",
        "up_to": format_number(level.up_to, digits=_DIGITS) if isfinite(level.up_to) else "",
    }
    if not values["up_to"]:
        return _("{rule} where the {figure} is over {above}", **values)
    if not values["above"]:
        return _("{rule} where the {figure} is {up_to} or less", **values)
    return _("{rule} where the {figure} is over {above} and up to {up_to}", **values)


def cite(
    criteria_set: CriteriaSet,
    indicator: Indicator,
    threshold: float | None,
    *,
    cases: str = "",
    clause: str,
    verified: bool,
) -> str:
    """Return an indicator's rule with its source, and a warning where it was not checked against the official text.

    Parameters
    ----------
    criteria_set : the law, for the names of units.
    indicator : of the set.
    threshold : in force, in the indicator's unit; None where the province has not set one.
    cases : levels by a figure of the commune, as in ``tables.Thresholds``.
    clause : decision and clause.
    verified : whether the threshold was checked.
    """
    rule = say_rule(criteria_set, indicator, threshold, cases)
    if indicator.sense == "count":
        return f"{indicator.code} {indicator.name}: {rule}"
    source = clause if verified else f"{clause}; {unverified()}"
    return f"{indicator.code} {indicator.name}: {rule} ({source})"


def unverified() -> str:
    """Return the warning that stands beside every threshold that was not checked."""
    return _("to be checked against the official text")
