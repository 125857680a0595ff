"""What holds on a date: thresholds as a table, and the departments in charge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_lowercase
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.criteria.cite import say_clause
from ntm_geo.criteria.threshold_cases import write_cases, write_groups
from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import format_date
from ntm_geo.tables.base import empty_frame, validate
from ntm_geo.tables.threshold_table import Thresholds

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.criteria.model import CriteriaSet, Department, Indicator, ThresholdValue

_NONE: Final[Mapping[str, tuple[ThresholdValue, ...]]] = MappingProxyType({})


def thresholds_in_force(
    criteria_set: CriteriaSet,
    *,
    on: date,
    region: str,
    province_thresholds: Mapping[str, tuple[ThresholdValue, ...]] = _NONE,
) -> pd.DataFrame:
    """Return the thresholds of a set on a date, for a region.

    Parameters
    ----------
    criteria_set : the law.
    on : the date, within the period of the set.
    region : key of the region of the province.
    province_thresholds : dated values per indicator the province has set itself; they stand before the law's.

    Returns
    -------
    ``tables.Thresholds``, one row per indicator and part in the order of the set; no number where the province has not
    set one, or the set has none for the region.

    Raises
    ------
    NotInForceError
        The set is not in force on the date.
    """
    if not criteria_set.effective <= on <= criteria_set.expires:
        raise NotInForceError(
            msg("The criteria set {key} is not in force on {day}.", key=criteria_set.key, day=format_date(on)),
            fix=msg(
                "Choose a date from {first} to {last}.",
                first=format_date(criteria_set.effective),
                last=format_date(criteria_set.expires),
            ),
        )
    rows = [
        _row(criterion.code, indicator, _value_on(indicator, on, criteria_set.effective, province_thresholds), region)
        for criterion in criteria_set.criteria
        for indicator in criterion.lines
    ]
    return validate(pd.DataFrame(rows), Thresholds, where=criteria_set.key) if rows else empty_frame(Thresholds)


def in_charge(departments: Iterable[Department], code: str, *, on: date, criteria_set: str) -> tuple[Department, ...]:
    """Return the departments in charge of a criterion or indicator on a date.

    A department named for the indicator itself stands before those named for its criterion.

    Parameters
    ----------
    departments : of the province.
    code : criterion (``18``) or indicator (``18.4``).
    on : the date.
    criteria_set : key of the set the code belongs to.
    """
    in_set = [department for department in departments if department.criteria_set == criteria_set]
    present = [item for item in in_set if item.effective <= on and (item.expires is None or on <= item.expires)]
    named = tuple(item for item in present if {code, code.rstrip(ascii_lowercase)} & set(item.in_charge_of))
    return named or tuple(item for item in present if code.split(".", maxsplit=1)[0] in item.in_charge_of)


def _value_on(
    indicator: Indicator,
    on: date,
    since: date,
    province_thresholds: Mapping[str, tuple[ThresholdValue, ...]],
) -> ThresholdValue | None:
    """Return the value in force; None for what is counted and not judged, the province's only since the set began."""
    if indicator.sense == "count":
        return None
    set_by_province = [value for value in province_thresholds.get(indicator.code, ()) if since <= value.effective <= on]
    dated = indicator.values  # noqa: PD011 - the law's own values, not a pandas array
    values = set_by_province or [value for value in dated if value.effective <= on]
    if values:
        return values[-1]
    raise NotInForceError(
        msg("Indicator {code} has no threshold in force on {day}.", code=indicator.code, day=format_date(on)),
        fix=msg("Correct the file of the law."),
    )


def _row(criterion: str, indicator: Indicator, value: ThresholdValue | None, region: str) -> dict[str, object]:
    number = None
    if value is not None:
        number = dict(value.by_region).get(region) if value.for_all is None else value.for_all
    return {
        "criterion": criterion,
        "indicator": indicator.code,
        "part_of": indicator.part_of or None,
        "met_when": indicator.met_when if indicator.parts else None,
        "sense": indicator.sense,
        "threshold": number,
        "cases": _levels(value, region),
        "unit": indicator.unit,
        "applies_when": indicator.applies_when,
        "clause": say_clause(value.reference) if value is not None else "",
        "verified": value.verified if value is not None else True,
    }


def _levels(value: ThresholdValue | None, region: str) -> str | None:
    if value is None:
        return None
    return write_groups(value.by_group) or write_cases(value.cases, region) or None
