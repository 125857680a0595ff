"""Read what it takes to complete a criterion, and which criterion comes before which: ``efforts/<set>.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_geo.criteria.yaml_source import read_section
from ntm_geo.errors import msg

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.criteria.yaml_source import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Efforts:
    """Costs in million VND, and the order of criteria."""

    costs: Mapping[str, tuple[float, float]]
    """Criterion to its fixed cost and the cost of the whole distance to its thresholds."""
    hamlet: float
    advanced: float
    model: float
    before: Mapping[str, tuple[str, ...]]
    illustrative: bool


def load_efforts(criteria_dir: Path, criteria_set: CriteriaSet) -> Efforts:
    """Read the efforts of a criteria set.

    Raises
    ------
    LawError
        A criterion has no cost or is not in the set, a cost is negative, or criteria wait for each other.
    """
    section = read_section(criteria_dir / "efforts" / f"{criteria_set.key}.yaml")
    section.only("criteria_set", "illustrative", "costs", "hamlet", "advanced", "model", "before")
    section.one_of("criteria_set", criteria_set.key)
    codes = [criterion.code for criterion in criteria_set.criteria]
    return Efforts(
        costs=_costs(section.section("costs"), codes),
        hamlet=_positive(section, "hamlet"),
        advanced=_positive(section, "advanced"),
        model=_positive(section, "model"),
        before=_before(section.section("before"), codes),
        illustrative=section.flag("illustrative"),
    )


def _costs(section: Section, codes: list[str]) -> dict[str, tuple[float, float]]:
    section.only(*codes)
    result = {}
    for code in codes:
        part = section.section(code)
        part.only("fixed", "per_gap")
        result[code] = (_positive(part, "fixed"), _positive(part, "per_gap"))
    return result


def _before(section: Section, codes: list[str]) -> dict[str, tuple[str, ...]]:
    section.only(*codes)
    texts_by_code = {code: section.texts(code) for code in section.names()}
    for code, others in texts_by_code.items():
        if set(others) - set(codes):
            raise section.error(code, msg("Criterion {code} waits for one the set does not have.", code=code))
        if code in _all_before(code, texts_by_code):
            raise section.error(code, msg("Criterion {code} waits for itself.", code=code))
    return texts_by_code


def _all_before(code: str, result: dict[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    todo = list(result.get(code, ()))
    while todo:
        item = todo.pop()
        if item not in seen:
            seen.add(item)
            todo += result.get(item, ())
    return seen


def _positive(section: Section, key: str) -> float:
    value = section.number(key)
    if value < 0:
        raise section.error(key, msg("The value of {key} must not be negative.", key=key))
    return value
