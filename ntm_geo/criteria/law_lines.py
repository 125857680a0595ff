"""A criteria set as lines, one row per value, for a sheet or a table on screen; and the lines as mappings again."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.in_force import in_charge
from ntm_geo.criteria.law_levels import FOR_ALL, read_levels, write_level
from ntm_geo.criteria.yaml_source import placed
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.law_table import LawLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ntm_geo.criteria.model import (
        Check,
        CriteriaSet,
        Criterion,
        Department,
        Indicator,
        ThresholdCase,
        ThresholdValue,
    )

    PlaceOf = Callable[[int, str], str]
    """Row (from 0) and column of a line to where they stand, such as a cell."""

AS_SHIPPED: Final = "–"
"""Who checked a value that is shipped as checked without a name."""
COLUMNS: Final = tuple(LawLines.to_schema().columns)
_LEVELS: Final = ("for_all", "by_region", "by_group", "cases", "set_by_province")
_SITUATION: Final = re.compile(r"(?P<figure>[0-9.]+[a-z])(\s*>\s*(?P<above>[-0-9.,]+))?(\s*<=\s*(?P<up_to>[-0-9.,]+))?")


def law_lines(law: CriteriaSet, departments: Iterable[Department]) -> pd.DataFrame:
    """Return a set as lines.

    Parameters
    ----------
    law : the set.
    departments : of the province; named are those in charge on the last day of the set.

    Returns
    -------
    ``tables.LawLines`` in the order of the law: each criterion, its indicators, each followed by its parts.
    """
    named = tuple(departments)
    rows = [
        row | {"in_charge": charge_of(law, row["code"], named) or None}
        for criterion in law.criteria
        for row in _criterion_rows(law, criterion)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return validate(frame, LawLines, where=law.key).reset_index(drop=True)


def charge_of(law: CriteriaSet, code: str, departments: Iterable[Department]) -> str:
    """Return the names of who is in charge of a criterion or indicator on the last day of a set."""
    charged = in_charge(departments, code, on=law.expires, criteria_set=law.key)
    return "; ".join(department.name.vi for department in charged)


def in_order(lines: pd.DataFrame) -> pd.DataFrame:
    """Return lines in the order of the law: 2 before 10, an indicator before its parts, days as they come."""
    keys = [(*_order(row.code), row.effective, row.situation) for row in each_row(lines)]
    return lines.iloc[sorted(range(len(lines)), key=keys.__getitem__)].reset_index(drop=True)


def _order(code: str) -> tuple[int, int, str]:
    criterion, _dot, rest = code.partition(".")
    number = rest.rstrip(ascii_lowercase)
    return int(criterion), int(number or 0), rest[len(number) :]


def criterion_sections(law: CriteriaSet, lines: pd.DataFrame, place_of: PlaceOf, *, checks: int) -> Iterator[Any]:
    """Yield the mapping of each criterion of the lines, as a file of the law holds it.

    Parameters
    ----------
    law : the set the lines are for.
    lines : ``tables.LawLines`` whose codes, numbers and days were read already.
    place_of : where a row and column stand, for errors.
    checks : how many people have to have compared a value for it to count as checked.
    """
    rows: list[tuple[int, Any]] = sorted(enumerate(each_row(lines)), key=lambda row: _order(row[1].code))
    names = {line.code: line for line in law.lines}
    for number, head in rows:
        if "." not in head.code:
            inside = [(at, row) for at, row in rows if row.code.startswith(f"{head.code}.")]
            yield _criterion(law, number, head, inside, _Writer(place_of, names, checks))


def _criterion_rows(law: CriteriaSet, criterion: Criterion) -> Iterator[dict[str, Any]]:
    yield {
        **_named(criterion),
        "criterion_group": criterion.group,
        "effective": pd.Timestamp(law.effective),
        "situation": "",
    }
    for line in criterion.lines:
        about = {
            **_named(line),
            "wording": line.wording.vi if line.wording else None,
            "wording_en": line.wording.en if line.wording else None,
            "unit": line.unit,
            "sense": line.sense,
            "met_when": line.met_when if line.parts else None,
            "applies_when": line.applies_when or None,
            "measured_as": line.measured_as.vi if line.measured_as else None,
        }
        if line.sense == "count":
            yield {**about, "effective": pd.Timestamp(law.effective), "situation": ""}
        for value in line.values:  # noqa: PD011 - the law's own values, not an array
            yield from _value_rows(about, value)


def _named(line: Criterion | Indicator) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name.vi,
        "name_en": line.name.en if line.name.en != line.name.vi else None,
        "short_names": "; ".join(line.short_names) or None,
    }


def _value_rows(about: dict[str, Any], value: ThresholdValue) -> Iterator[dict[str, Any]]:
    row = {
        **about,
        "effective": pd.Timestamp(value.effective),
        "decision": value.reference.decision,
        "annex": value.reference.annex or None,
        "clause": value.reference.clause or None,
        **_checked(value),
    }
    for case in value.cases:
        yield {**row, "situation": _situation(case), "levels": write_level(case)}
    if not value.cases:
        yield {**row, "situation": "", "levels": write_level(value)}


def _checked(value: ThresholdValue) -> dict[str, Any]:
    checks: list[tuple[str, Check | None]] = [
        (prefix, check) for prefix, check in zip(("checked", "second"), value.checks, strict=False)
    ]
    if value.verified and not checks:
        return {"checked_by": AS_SHIPPED}
    return {
        key: entry
        for prefix, check in checks
        if check is not None
        for key, entry in (
            (f"{prefix}_by", check.by),
            (f"{prefix}_on", pd.Timestamp(check.day)),
            (f"{prefix}_page", check.page or None),
        )
    }


def _situation(case: ThresholdCase) -> str:
    above = "" if case.above is None else f" > {case.above:g}"
    return f"{case.figure}{above}" + ("" if case.up_to is None else f" <= {case.up_to:g}")


class _Writer:
    """Writes mappings with their places."""

    def __init__(self, place_of: PlaceOf, names: dict[str, Criterion | Indicator], checks: int) -> None:
        self.place_of, self.names, self.checks = place_of, names, checks

    def mapping(self, number: int, values: dict[Any, Any], columns: dict[str, str] | None = None) -> Any:
        """Return a mapping of a row; ``columns``: the column the value of a key stands in, where not its own."""
        same = {str(key): str(key) for key in values if key in COLUMNS}
        places = {key: self.place_of(number, column) for key, column in (same | (columns or {})).items()}
        return placed(values, self.place_of(number, "code"), places)

    def localized(self, number: int, row: Any, column: str) -> Any:
        """Return a name in both languages; one that was not changed keeps its English."""
        text = getattr(row, column)
        english = _text(getattr(row, f"{column}_en", None)) or text
        return self.mapping(number, {"vi": text, "en": english}, {"vi": column})

    def line(self, number: int, row: Any, group: list[tuple[int, Any]], law: CriteriaSet) -> Any:
        """Return the mapping of an indicator or part: what it is, and its values by day."""
        values: dict[str, Any] = {"code": row.code, "name": self.localized(number, row, "name")}
        if _text(row.wording):
            values["wording"] = self.localized(number, row, "wording")
        if _text(row.short_names):
            values["short_names"] = _names(row.short_names)
        values |= {"unit": _text(row.unit), "sense": _text(row.sense)}
        if _text(row.applies_when):
            values["applies_when"] = row.applies_when
        if _text(row.measured_as):
            values["measured_as"] = self.localized(number, row, "measured_as")
        if row.sense != "count":
            values["values"] = placed(self._values(group, law), self.place_of(number, "effective"))
        return self.mapping(number, values, {"values": "levels", "parts": "met_when"})

    def _values(self, group: list[tuple[int, Any]], law: CriteriaSet) -> dict[date, Any]:
        dated: dict[date, list[tuple[int, Any]]] = {}
        for number, row in group:
            dated.setdefault(row.effective.date(), []).append((number, row))
        return {day: self._value(rows, law) for day, rows in dated.items()}

    def _value(self, rows: list[tuple[int, Any]], law: CriteriaSet) -> Any:
        number, row = rows[0]
        reference = {"decision": _text(row.decision) or law.reference.decision}
        reference |= {key: getattr(row, key) for key in ("annex", "clause") if _text(getattr(row, key))}
        if row.situation:
            level: dict[str, Any] = {"cases": [self._case(at, case) for at, case in rows]}
        else:
            level = self._level(number, row)
        checks = [self._check(at, prefix, each) for at, each in rows[:1] for prefix in ("checked", "second")]
        named = [check for check in checks if check is not None]
        shipped = _text(row.checked_by) == AS_SHIPPED
        values = {
            **level,
            "reference": self.mapping(number, reference),
            "verified": shipped or len(named) >= self.checks,
        }
        if named:
            values["checks"] = named
        return self.mapping(number, values, dict.fromkeys(_LEVELS, "levels"))

    def _level(self, number: int, row: Any) -> dict[str, Any]:
        levels = read_levels(_text(row.levels))
        if not levels and row.sense == "pass":
            return {"for_all": 1}
        if FOR_ALL in levels:
            return {"set_by_province": True} if levels[FOR_ALL] is None else {"for_all": levels[FOR_ALL]}
        by_group = {area.removeprefix("="): level for area, level in levels.items() if area.startswith("=")}
        if by_group:
            return {"by_group": self.mapping(number, by_group, dict.fromkeys(by_group, "levels"))}
        return {"by_region": self.mapping(number, dict(levels))} if levels else {}

    def _case(self, number: int, row: Any) -> Any:
        match = _SITUATION.fullmatch(row.situation.strip())
        values: dict[str, Any] = {"figure": match["figure"] if match else row.situation}
        for key in ("above", "up_to"):
            if match and match[key]:
                values[key] = float(match[key].replace(",", "."))
        values |= self._level(number, row)
        return self.mapping(number, values, dict.fromkeys(("figure", "above", "up_to"), "situation"))

    def _check(self, number: int, prefix: str, row: Any) -> Any:
        by = _text(getattr(row, f"{prefix}_by"))
        if not by or by == AS_SHIPPED:
            return None
        on = getattr(row, f"{prefix}_on")
        values = {"by": by, "day": None if pd.isna(on) else on.date()}
        if _text(getattr(row, f"{prefix}_page")):
            values["page"] = getattr(row, f"{prefix}_page")
        return self.mapping(number, values, {"by": f"{prefix}_by", "day": f"{prefix}_on", "page": f"{prefix}_page"})


def _criterion(law: CriteriaSet, number: int, head: Any, inside: list[tuple[int, Any]], writer: _Writer) -> Any:
    group = _text(head.criterion_group)
    if not group and head.code in writer.names:
        group = law.criterion(head.code).group
    values: dict[str, Any] = {
        "code": head.code,
        "name": writer.localized(number, head, "name"),
        "group": group or law.groups[0].code,
        "met_when": "all_applicable",
    }
    if _text(head.short_names):
        values["short_names"] = _names(head.short_names)
    by_code: dict[str, list[tuple[int, Any]]] = {}
    for at, row in inside:
        by_code.setdefault(row.code, []).append((at, row))
    indicators = []
    for code, group_rows in by_code.items():
        if code[-1].isdigit():
            at, row = group_rows[0]
            mapping = writer.line(at, row, group_rows, law)
            parts = [(part, rows) for part, rows in by_code.items() if part[:-1] == code and part[-1].isalpha()]
            if parts:
                mapping["met_when"] = _text(row.met_when) or "all_parts"
                mapping["parts"] = [writer.line(*rows[0], rows, law) for _part, rows in parts]
            indicators.append(mapping)
    if indicators:
        values["indicators"] = indicators
    return writer.mapping(number, values, {"group": "criterion_group"})


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()
