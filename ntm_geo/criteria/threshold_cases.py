"""Levels that differ by a figure or the group of a commune, as a text: ``5.1c>3:70;5.1c<=3:50`` or ``=1:90;=2:80``."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.criteria.model import ThresholdCase

_GROUP: Final = re.compile(r"=(?P<group>[^:;=]+):(?P<level>[-0-9.e+]+)")
_CASE: Final = re.compile(
    r"(?P<figure>[0-9.a-z]+?)(?:>(?P<above>[-0-9.e]+))?(?:<=(?P<up_to>[-0-9.e]+))?:(?P<level>[-0-9.e]+)"
)


class Level(NamedTuple):
    """A level, and what it is asked for at: a figure above ``above`` and up to ``up_to``, or a group of communes."""

    figure: str
    above: float
    up_to: float
    level: float
    group: str = ""


def write_groups(by_group: Iterable[tuple[str, float]]) -> str:
    """Return the levels of groups of communes as a text."""
    return ";".join(f"={group}:{level:g}" for group, level in by_group)


def write_cases(cases: Iterable[ThresholdCase], region: str) -> str:
    """Return the cases of a threshold for a region as a text; a case without a level for the region is left out."""
    parts = []
    for case in cases:
        level = dict(case.by_region).get(region) if case.for_all is None else case.for_all
        if level is not None:
            above = "" if case.above is None else f">{case.above:g}"
            up_to = "" if case.up_to is None else f"<={case.up_to:g}"
            parts.append(f"{case.figure}{above}{up_to}:{level:g}")
    return ";".join(parts)


def read_cases(text: str) -> tuple[Level, ...]:
    """Return the levels such a text holds."""
    if text.startswith("="):
        return tuple(
            Level(figure="", above=-inf, up_to=inf, level=float(group["level"]), group=group["group"])
            for group in map(_GROUP.fullmatch, text.split(";"))
            if group
        )
    return tuple(
        Level(
            figure=case["figure"],
            above=float(case["above"] or -inf),
            up_to=float(case["up_to"] or inf),
            level=float(case["level"]),
        )
        for case in (_CASE.fullmatch(part) for part in text.split(";") if part)
        if case
    )
