"""What the province adds to the law: its targets, its departments in charge, its own thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast, get_args

from ntm_geo.criteria.criterion_reader import read_values
from ntm_geo.criteria.model import Department, Target, TargetMeasure
from ntm_geo.criteria.references import read_reference
from ntm_geo.criteria.yaml_source import read_sections
from ntm_geo.errors import msg
from ntm_geo.tables.attribute_table import ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet, ThresholdValue
    from ntm_geo.criteria.yaml_source import Section


def load_targets(criteria_dir: Path, province: str) -> tuple[Target, ...]:
    """Read the targets of a province's programme.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong; file, line and key are named.
    """
    return tuple(_target(section) for section in read_sections(criteria_dir / "provinces" / province / "targets.yaml"))


def load_departments(criteria_dir: Path, province: str) -> tuple[Department, ...]:
    """Read which departments are in charge of what, and when.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong; file, line and key are named.
    """
    path = criteria_dir / "provinces" / province / "departments.yaml"
    return tuple(_department(section) for section in read_sections(path))


def load_commune_groups(
    criteria_dir: Path, province: str, sets: Mapping[str, CriteriaSet]
) -> dict[tuple[str, str], dict[str, str]]:
    """Read the communes a province has placed in groups: by criteria set and vintage, code to group.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, the set has no such group, or a commune is in two; file, line and key are
        named.
    """
    result: dict[tuple[str, str], dict[str, str]] = {}
    for section in read_sections(criteria_dir / "provinces" / province / "commune_groups.yaml"):
        section.only("criteria_set", "vintage", "group", "codes", "reference")
        key = section.one_of("criteria_set", *sets)
        group = section.one_of("group", *(commune_group.key for commune_group in sets[key].commune_groups))
        read_reference(section.section("reference"))
        placed = result.setdefault((key, section.text("vintage")), {})
        for code in section.texts("codes"):
            if code in placed:
                raise section.error("codes", msg("Commune {code} is in two groups.", code=code))
            placed[code] = group
    return result


def load_zones(criteria_dir: Path, province: str, *, vintage: str, on: date) -> tuple[dict[str, str], date | None]:
    """Read the ethnic-minority zones in force on a day: zone by code, and since when; none and None where none are.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, or a unit is in two zones; file, line and key are named.
    """
    path = criteria_dir / "provinces" / province / "zones.yaml"
    lists: dict[date, dict[str, str]] = {}
    for section in read_sections(path) if path.is_file() else ():
        section.only("vintage", "zone", "effective", "codes", "reference")
        read_reference(section.section("reference"))
        zone, effective, of = section.one_of("zone", *ZONES), section.day("effective"), section.text("vintage")
        zones = lists.setdefault(effective, {}) if of == vintage else {}
        for code in section.texts("codes"):
            if code in zones:
                raise section.error("codes", msg("Unit {code} is in two zones.", code=code))
            zones[code] = zone
    since = max((effective for effective in lists if effective <= on), default=None)
    return (lists[since], since) if since is not None else ({}, None)


def load_other_regions(
    criteria_dir: Path, province: str, *, vintage: str, on: date, regions: Iterable[str]
) -> dict[str, str]:
    """Read the communes that are judged by the levels of another region than their province: code to region.

    Source: Decision 318/QĐ-TTg: levels of the northern mountains also hold for especially difficult communes and safe
    zones of poor districts elsewhere (as summed up in the press, not checked).

    Parameters
    ----------
    criteria_dir, province : of the law as data.
    vintage : of the codes.
    on : the day.
    regions : keys that may be named.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, or a commune is in two regions; file, line and key are named.
    """
    path = criteria_dir / "provinces" / province / "regions.yaml"
    placed: dict[str, str] = {}
    for section in read_sections(path) if path.is_file() else ():
        section.only("vintage", "region", "effective", "codes", "reference")
        read_reference(section.section("reference"))
        region, effective = section.one_of("region", *regions), section.day("effective")
        if section.text("vintage") != vintage or effective > on:
            continue
        for code in section.texts("codes"):
            if code in placed:
                raise section.error("codes", msg("Commune {code} is in two regions.", code=code))
            placed[code] = region
    return placed


def load_province_thresholds(
    criteria_dir: Path,
    province: str,
    sets: Mapping[str, CriteriaSet],
) -> dict[str, tuple[ThresholdValue, ...]]:
    """Read the thresholds the law leaves to the province: dated values per indicator code.

    Parameters
    ----------
    criteria_dir, province : folder of the law as data, and the province's folder in it.
    sets : criteria sets by key, the oldest first; a value belongs to the one in force on its day.

    Raises
    ------
    LawError
        A key is missing, unknown or wrong, or the indicator is not in the set of the day.
    """
    laws = list(sets.values())
    result = {}
    for section in read_sections(criteria_dir / "provinces" / province / "thresholds.yaml"):
        section.only("indicator", "values")
        period = (laws[0].effective, laws[-1].expires)
        values = read_values(section, regions=dict(laws[0].regions), period=period)
        for value in values:
            law = next(law for law in laws if value.effective <= law.expires)
            section.one_of("indicator", *(line.code for item in law.criteria for line in item.lines if line.measured))
        result[section.text("indicator")] = values
    return result


def _target(section: Section) -> Target:
    section.only("key", "name", "measure", "value", "sense", "year", "limit", "tier", "verified")
    measure = cast("TargetMeasure", section.one_of("measure", *get_args(TargetMeasure)))
    return Target(
        key=section.text("key"),
        name=section.localized("name"),
        measure=measure,
        value=section.number("value"),
        sense=cast('Literal["at_least", "at_most"]', section.one_of("sense", "at_least", "at_most")),
        year=section.whole("year"),
        limit=section.whole("limit") if measure == "below_criteria" else None,
        tier=section.text("tier") if measure == "tier_rise" else "",
        verified=section.flag("verified") if "verified" in section.values else True,
    )


def _department(section: Section) -> Department:
    section.only("key", "name", "in_charge_of", "criteria_set", "effective", "expires", "verified")
    return Department(
        key=section.text("key"),
        name=section.localized("name"),
        in_charge_of=section.texts("in_charge_of"),
        criteria_set=section.text("criteria_set"),
        effective=section.day("effective"),
        expires=section.day("expires") if "expires" in section.values else None,
        verified=section.flag("verified") if "verified" in section.values else True,
    )
