"""An edition of a set: the lines an office entered, judged like a file of ours; all that is wrong with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.law_lines import charge_of, criterion_sections
from ntm_geo.criteria.load import with_criteria
from ntm_geo.criteria.model import Department
from ntm_geo.criteria.yaml_source import Section
from ntm_geo.errors import LawError, Message, msg
from ntm_geo.i18n import Localized
from ntm_geo.tables.base import each_row
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.criteria.law_lines import PlaceOf
    from ntm_geo.criteria.model import CriteriaSet

_PERCENT: Final = 100.0
_NOWHERE: Final = Path()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What came of reading lines: the set, None where something is wrong, and what is wrong with its place."""

    law: CriteriaSet | None
    findings: tuple[Finding, ...]


def read_edition(
    law: CriteriaSet,
    lines: pd.DataFrame,
    *,
    place_of: PlaceOf | None = None,
    checks: int = 1,
    noted: tuple[Finding, ...] = (),
) -> Edition:
    """Read the lines of a set.

    Parameters
    ----------
    law : the set they are of: its days, groups, regions, units and tiers stay.
    lines : ``tables.LawLines``.
    place_of : where a row and column stand; code and column where it is not given.
    checks : people who have to have compared a value for it to count as checked.
    noted : what was wrong with cells already; what follows from it is not said again.

    Returns
    -------
    The edition. Where no single cell is wrong, the reader of the law's files may name one more fault a criterion.
    """

    def by_code(number: int, column: str) -> str:
        return f"{lines['code'].iloc[number]} › {column}"

    where = place_of or by_code
    places = {finding.place for finding in noted}
    findings = [*noted, *(finding for finding in _check_lines(law, lines, where) if finding.place not in places)]
    sections = [] if findings else list(criterion_sections(law, lines, where, checks=checks))
    for mapping in sections:
        try:
            with_criteria(law, [Section(mapping, _NOWHERE)])
        except LawError as caught:
            findings.append(Finding(severity="error", kind="law", place=caught.where, what=caught.what))
    if findings:
        return Edition(law=None, findings=tuple(findings))
    return Edition(law=with_criteria(law, [Section(mapping, _NOWHERE) for mapping in sections]), findings=())


def departments_of(
    law: CriteriaSet, lines: pd.DataFrame, departments: tuple[Department, ...]
) -> tuple[Department, ...]:
    """Return the departments with those the lines put in charge instead of the ones known; for all days of the set.

    Parameters
    ----------
    law : the set.
    lines : ``tables.LawLines``; names in ``in_charge`` as the province writes them, with semicolons.
    departments : known ones.
    """
    changed: dict[str, tuple[str, ...]] = {}
    for row in each_row(lines.dropna(subset=["in_charge"]).drop_duplicates("code")):
        names = tuple(name.strip() for name in str(row.in_charge).split(";") if name.strip())
        above = charge_of(law, row.code, departments)
        if names and "; ".join(names) != above and changed.get(_above(row.code)) != names:
            changed[row.code] = names
    if not changed:
        return departments
    kept = [_without(item, set(changed)) if item.criteria_set == law.key else item for item in departments]
    keys = {item.name.vi: item for item in departments}
    fresh: dict[str, list[str]] = {}
    for code, names in changed.items():
        for name in names:
            fresh.setdefault(name, []).append(code)
    new = [
        Department(
            key=keys[name].key if name in keys else name,
            name=keys[name].name if name in keys else Localized(vi=name, en=name),
            in_charge_of=tuple(codes),
            criteria_set=law.key,
            effective=law.effective,
        )
        for name, codes in fresh.items()
    ]
    return (*(item for item in kept if item.in_charge_of), *new)


def _above(code: str) -> str:
    """Return what an indicator or part belongs to."""
    return code[:-1] if code[-1].isalpha() else code.partition(".")[0] if "." in code else ""


def _without(department: Department, codes: set[str]) -> Department:
    return replace(department, in_charge_of=tuple(code for code in department.in_charge_of if code not in codes))


def _check_lines(law: CriteriaSet, lines: pd.DataFrame, where: PlaceOf) -> Iterator[Finding]:
    """Yield what is wrong with single cells, and with rows beside each other."""
    codes, seen = set(lines["code"]), set[tuple[Any, ...]]()
    for number, row in enumerate(each_row(lines)):
        key = (row.code, row.effective, row.situation)
        if key in seen:
            what = msg("{code} stands twice for the same day.", code=row.code)
            yield _wrong("line-twice", where(number, "code"), what)
        seen.add(key)
        above = _above(row.code)
        if above and above not in codes:
            what = msg("{code} belongs to {above}, which has no row of its own.", code=row.code, above=above)
            yield _wrong("code-unknown", where(number, "code"), what)
        if "." in row.code:
            yield from _check_value(law, number, row, where)
    for criterion in law.criteria:
        if criterion.code not in codes:
            what = msg("Criterion {code} has no row: its row stays even where nothing below it is entered.",
                       code=criterion.code)  # fmt: skip
            yield _wrong("criterion-missing", criterion.code, what)


def _check_value(law: CriteriaSet, number: int, row: Any, where: PlaceOf) -> Iterator[Finding]:
    written = "" if pd.isna(row.levels) else str(row.levels)
    numbers = [float(part.rpartition(":")[2]) for part in written.split(";") if _is_number(part)]
    if row.unit == "percent" and any(not 0 <= level <= _PERCENT for level in numbers):
        what = msg("A level of {code} is no share from 0 to 100.", code=row.code)
        yield _wrong("level", where(number, "levels"), what)
    elif any(level < 0 for level in numbers):
        yield _wrong("level", where(number, "levels"), msg("A level of {code} is below 0.", code=row.code))
    if row.sense in {"at_least", "at_most"} and not written:
        yield _wrong("level-missing", where(number, "levels"), msg("{code} has no level.", code=row.code))
    same = pd.notna(row.checked_by) and pd.notna(row.second_by)
    if same and str(row.checked_by).strip().casefold() == str(row.second_by).strip().casefold():
        what = msg("{code} was compared twice by the same person.", code=row.code)
        yield _wrong("same-person", where(number, "second_by"), what)
    group_keys = {f"={group.key}" for group in law.commune_groups}
    areas = {part.rpartition(":")[0] for part in written.split(";") if part.startswith("=")}
    if areas and areas != group_keys:
        what = msg("{code} needs a level for every group of communes.", code=row.code)
        yield _wrong("group-missing", where(number, "levels"), what)


def _is_number(part: str) -> bool:
    try:
        float(part.rpartition(":")[2])
    except ValueError:
        return False
    return True


def _wrong(kind: str, place: str, what: Message) -> Finding:
    return Finding(severity="error", kind=kind, place=place, what=what)
