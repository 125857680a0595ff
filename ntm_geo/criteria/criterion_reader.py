"""Read criteria, indicators and their dated values, wherever their mappings come from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from ntm_geo.criteria.model import (
    Check,
    Criterion,
    Indicator,
    MetWhen,
    Sense,
    ThresholdCase,
    ThresholdValue,
)
from ntm_geo.criteria.references import read_reference
from ntm_geo.criteria.yaml_source import Section, is_day
from ntm_geo.errors import msg

if TYPE_CHECKING:
    from datetime import date

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.i18n import Localized

_VALUES: Final = ("for_all", "by_region", "by_group", "cases", "set_by_province")
_LINE: Final = ("code", "name", "wording", "short_names", "unit", "sense", "applies_when", "measured_as", "values")


def read_values(
    section: Section,
    *,
    regions: dict[str, Localized],
    period: tuple[date, date],
    commune_groups: tuple[str, ...] = (),
) -> tuple[ThresholdValue, ...]:
    """Read the dated values of a threshold, oldest first.

    Parameters
    ----------
    section : of an indicator, with a mapping ``values``.
    regions : keys that may stand in ``by_region``.
    period : first and last day of the set; a value outside it is an error.
    commune_groups : keys that have to stand in ``by_group``, all of them.
    """
    dated = section.section("values")
    values = []
    for day in dated.values:
        if not is_day(day):
            raise dated.error(day, msg("The key {key} should be a date such as 2022-12-31.", key=day))
        if not period[0] <= day <= period[1]:
            raise dated.error(day, msg("The date {key} lies outside the period of the set.", key=day))
        values.append(_value(dated.section(cast("str", day)), day, regions, commune_groups))
    if not values:
        raise section.error("values", msg("The value of {key} should be a mapping.", key="values"))
    return tuple(sorted(values, key=lambda value: value.effective))


class CriterionReader:
    """Reads criteria, remembering what was read, so that no code stands twice in a set."""

    def __init__(self, law: CriteriaSet) -> None:
        """Read for a set: its units, regions, groups and days."""
        self._units, self._regions = dict(law.units), dict(law.regions)
        self._groups = {group.code for group in law.groups}
        self._commune_groups = tuple(group.key for group in law.commune_groups)
        self._period = law.effective, law.expires
        self._codes: set[str] = set()

    def read(self, section: Section) -> Criterion:
        """Return the criterion a mapping holds; LawError, with its place, where it holds none."""
        section.only("code", "name", "short_names", "group", "met_when", "indicators")
        section.one_of("met_when", "all_applicable")
        # A set that is being entered lacks some; `health` counts them.
        indicators = section.sections("indicators") if "indicators" in section.values else ()
        return Criterion(
            code=self._code(section),
            name=section.localized("name"),
            group=section.one_of("group", *sorted(self._groups)),
            indicators=tuple(self._indicator(indicator, section.text("code")) for indicator in indicators),
            short_names=_short_names(section),
        )

    def _indicator(self, section: Section, criterion: str) -> Indicator:
        section.only(*_LINE, "met_when", "parts")
        indicator = self._line(section)
        code = indicator.code
        if not code.startswith(f"{criterion}."):
            raise section.error(
                "code", msg("The code {key} does not belong to criterion {of}.", key=code, of=criterion)
            )
        if "parts" not in section.values:
            if "met_when" in section.values:
                raise section.error("met_when", msg("Indicator {code} has no parts.", code=code))
            if indicator.sense == "count" or any(value.cases for value in indicator.values):
                raise section.error("values", msg("Only a part of an indicator can be a count or have cases."))
            return indicator
        if indicator.sense != "pass":
            raise section.error("sense", msg("Indicator {code} has parts: it is passed or not.", code=code))
        parts = tuple(self._part(part, code) for part in section.sections("parts"))
        counts = {part.code for part in parts if part.sense == "count"}
        for part in parts:
            for case in (case for value in part.values for case in value.cases):
                if case.figure not in counts:
                    what = msg("Part {code} asks by {figure}, which is no count of its indicator.", code=part.code,
                               figure=case.figure)  # fmt: skip
                    raise section.error("parts", what)
        met_when = cast("MetWhen", section.one_of("met_when", "all_parts", "any_part"))
        return replace(indicator, parts=parts, met_when=met_when)

    def _part(self, section: Section, indicator: str) -> Indicator:
        section.only(*_LINE)
        part = self._line(section)
        if not re.fullmatch(rf"{re.escape(indicator)}[a-z]", part.code):
            what = msg("The code {key} does not belong to indicator {of}: it is {of} and a letter.",
                       key=part.code, of=indicator)  # fmt: skip
            raise section.error("code", what)
        return replace(part, part_of=indicator)

    def _line(self, section: Section) -> Indicator:
        code = self._code(section)
        sense = cast("Sense", section.one_of("sense", "at_least", "at_most", "pass", "count"))
        values: tuple[ThresholdValue, ...] = ()
        if sense != "count":
            values = read_values(
                section, regions=self._regions, period=self._period, commune_groups=self._commune_groups
            )
        if sense == "count" and "values" in section.values:
            raise section.error(
                "values", msg("{code} is counted, nothing is asked of it: it has no values.", code=code)
            )
        if sense == "pass" and any(value.for_all != 1 for value in values):
            raise section.error("values", msg("Indicator {code} is passed or not: its value is 1 for all.", code=code))
        return Indicator(
            code=code,
            name=section.localized("name"),
            wording=section.localized("wording") if "wording" in section.values else None,
            unit=section.one_of("unit", *self._units),
            sense=sense,
            applies_when=section.optional_text("applies_when"),
            measured_as=section.localized("measured_as") if "measured_as" in section.values else None,
            values=values,
            short_names=_short_names(section),
        )

    def _code(self, section: Section) -> str:
        code = section.text("code")
        if code in self._codes:
            raise section.error("code", msg("The code {key} stands twice in the set.", key=code))
        self._codes.add(code)
        return code


def _short_names(section: Section) -> tuple[str, ...]:
    return section.texts("short_names") if "short_names" in section.values else ()


def _value(
    section: Section, day: date, regions: dict[str, Localized], commune_groups: tuple[str, ...]
) -> ThresholdValue:
    section.only(*_VALUES, "reference", "verified", "checks")
    keys = [key for key in _VALUES if key in section.values]
    if len(keys) != 1:
        what = msg("Exactly one of these keys is needed: {choices}.", choices=", ".join(_VALUES))
        raise section.error(keys[-1] if keys else "", what)
    by_region = _by_region(section, regions) if "by_region" in keys else ()
    if "set_by_province" in keys and not section.flag("set_by_province"):
        what = msg("The value of {key} should be true; leave the key out otherwise.", key="set_by_province")
        raise section.error("set_by_province", what)
    return ThresholdValue(
        effective=day,
        reference=read_reference(section.section("reference")),
        verified=section.flag("verified"),
        for_all=section.number("for_all") if "for_all" in keys else None,
        by_region=by_region,
        by_group=_by_group(section, commune_groups) if "by_group" in keys else (),
        cases=tuple(_case(part, regions) for part in section.sections("cases")) if "cases" in keys else (),
        set_by_province="set_by_province" in keys,
        checks=tuple(_check(part) for part in section.sections("checks")) if "checks" in section.values else (),
    )


def _check(section: Section) -> Check:
    section.only("by", "day", "page")
    return Check(by=section.text("by"), day=section.day("day"), page=section.optional_text("page"))


def _by_region(section: Section, regions: dict[str, Localized]) -> tuple[tuple[str, float], ...]:
    part = section.section("by_region")
    part.only(*regions)
    if not part.names():
        raise section.error("by_region", msg("The value of {key} should be a mapping.", key="by_region"))
    return tuple((region, part.number(region)) for region in part.names())


def _by_group(section: Section, commune_groups: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    part = section.section("by_group")
    part.only(*commune_groups)
    return tuple((group, part.number(group)) for group in commune_groups)


def _case(section: Section, regions: dict[str, Localized]) -> ThresholdCase:
    section.only("figure", "above", "up_to", "for_all", "by_region")
    if not {"above", "up_to"} & set(section.values) or len({"for_all", "by_region"} & set(section.values)) != 1:
        raise section.error(
            "figure",
            msg(
                "A case needs one of {limits}, and one of {levels}.", limits="above, up_to", levels="for_all, by_region"
            ),
        )
    return ThresholdCase(
        figure=section.text("figure"),
        above=section.number("above") if "above" in section.values else None,
        up_to=section.number("up_to") if "up_to" in section.values else None,
        for_all=section.number("for_all") if "for_all" in section.values else None,
        by_region=_by_region(section, regions) if "by_region" in section.values else (),
    )
