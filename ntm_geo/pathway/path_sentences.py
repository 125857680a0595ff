"""A path in words: what it asks for and reaches, or what clashes and how far each target can be reached."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ntm_geo.i18n import _, format_money, format_number, format_percent
from ntm_geo.pathway.engine import Plan, Problem

_STEPS: Final = 10_000
"""A gap is told to a hundredth of a percent, rounded up."""


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Pathway:
    """A plan that the checker has passed, or why there is none."""

    problem: Problem
    plan: Plan
    reached: Mapping[str, float]
    clash: tuple[str, ...] = ()
    nearest: Mapping[str, float | None] | None = None
    """Goal of the clash to how far it can be reached."""


def path_sentence(pathway: Pathway) -> str:
    """Return what the plan asks for and reaches, as it can be read aloud."""
    plan, have = pathway.plan, pathway.reached
    hamlets = sum(count for _code, _year, count, _cost in plan.hamlets)
    touched = {code for code, _key, _year, _cost in plan.work}
    values = {
        "first": pathway.problem.years[0],
        "last": pathway.problem.years[-1],
        "criteria": format_number(len(plan.work)),
        "communes": format_number(len(touched)),
        "hamlets": format_number(hamlets),
        "cost": format_money(plan.cost),
        "standard": format_number(have["standard"]),
        "advanced": format_number(have["advanced"]),
        "model": format_number(have["model"]),
        "floor": format_number(have["floor"]),
        "share": format_percent(have["hamlets"]),
    }
    # From 2026 on the law knows no levels above the standard: nothing is said of them where nobody is there.
    sentence = (
        _(
            "From {first} to {last}, {criteria} criteria in {communes} communes and {hamlets} hamlets, for {cost}: "
            "then {standard} communes are recognised, {advanced} of them advanced and {model} model, none has "
            "fewer than {floor} criteria, and {share} of the hamlets are certified.",
            **values,
        )
        if have["advanced"] or have["model"]
        else _(
            "From {first} to {last}, {criteria} criteria in {communes} communes and {hamlets} hamlets, for {cost}: "
            "then {standard} communes are recognised, none has fewer than {floor} criteria, and {share} of the "
            "hamlets are certified.",
            **values,
        )
    )
    proof = (
        _("No cheaper plan exists.")
        if pathway.problem.objective == "cost"
        else _("No better plan exists for what was asked.")
    )
    if plan.status != "optimal":
        above = math.ceil(plan.gap * _STEPS) / _STEPS
        proof = _("The best plan may be better by at most {gap}.", gap=format_percent(above, digits=2))
    return f"{sentence} {proof}"


def clash_lines(pathway: Pathway) -> list[str]:
    """Return why there is no plan and how far each goal of the clash can be reached, as lines to read."""
    words = condition_names()
    lines = [
        _(
            "There is no plan: these cannot hold together: {clash}.",
            clash="; ".join(words[item] for item in pathway.clash),
        )
    ]
    for key, value in (pathway.nearest or {}).items():
        if value is None:
            lines.append(_("{goal}: the other conditions clash even without it.", goal=words[key]))
        else:
            lines.append(
                _(
                    "{goal}: with all else as it is, at most {value} can be reached.",
                    goal=words[key],
                    value=say_goal(key, value),
                )
            )
    return lines


def condition_names() -> dict[str, str]:
    """Return the words for goals and limits, in the current language."""
    return {
        "standard": _("communes at the standard"),
        "advanced": _("advanced communes"),
        "model": _("model communes"),
        "floor": _("least number of criteria"),
        "hamlets": _("share of certified hamlets"),
        "budget": _("the yearly budget"),
        "district": _("what a district can complete in a year"),
        "department": _("what a department can complete in a year"),
        "locks": _("what was fixed by hand"),
    }


def say_goal(key: str, value: float) -> str:
    """Return a value of a goal in its unit."""
    return format_percent(value) if key == "hamlets" else format_number(value)
