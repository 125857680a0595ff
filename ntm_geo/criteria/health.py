"""Is the law data whole, dated and referenced? What a careful clerk would check before a meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ntm_geo.criteria.cite import say_clause
from ntm_geo.criteria.decisions import load_decisions
from ntm_geo.criteria.efforts import load_efforts
from ntm_geo.criteria.in_force import in_charge
from ntm_geo.criteria.load import list_criteria_sets, load_criteria_set
from ntm_geo.criteria.province import load_departments, load_province_thresholds, load_targets
from ntm_geo.criteria.recognition_law import load_ended_steps, load_procedure_rules, recognition_rules
from ntm_geo.criteria.set_succession import load_successions
from ntm_geo.errors import Message, msg
from ntm_geo.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet, Department, Indicator, ThresholdCase, ThresholdValue


def check_law(criteria_dir: Path, province: str) -> list[Finding]:
    """Check every criteria set that is shipped, and what the province adds.

    Parameters
    ----------
    criteria_dir : folder of the law as data.
    province : key of the province.

    Returns
    -------
    Findings: errors where something is missing, infos for thresholds that were not checked against the official
    text or that the province has not set.

    Raises
    ------
    LawError
        A file cannot be read at all.
    """
    departments = load_departments(criteria_dir, province)
    load_targets(criteria_dir, province)
    load_ended_steps(criteria_dir)
    load_procedure_rules(criteria_dir)
    known = {decision.number for decision in load_decisions(criteria_dir)}
    laws = [load_criteria_set(criteria_dir, key) for key in list_criteria_sets(criteria_dir)]
    for law in laws:
        # A set that lacks criteria is reported by their count; its efforts would only repeat it.
        full = len(law.criteria) == law.expects[0]
        if full and (criteria_dir / "efforts" / f"{law.key}.yaml").is_file():
            load_efforts(criteria_dir, law)
    if all(len(law.criteria) == law.expects[0] for law in laws):
        load_successions(criteria_dir, {law.key: law for law in laws})
    findings = [*_unknown_codes(laws, departments)]
    dated = {law.key: law for law in sorted(laws, key=lambda law: law.effective)}
    province_thresholds = load_province_thresholds(criteria_dir, province, dated)
    for law in laws:
        entered = {
            code
            for code, values in province_thresholds.items()
            if any(law.effective <= value.effective <= law.expires for value in values)
        }
        findings += [
            *_counts(law),
            *_references(law, known),
            *_named(law),
            *_in_charge(law, departments),
            *_values(law, entered),
        ]
    return findings


def law_page(criteria_sets: Sequence[CriteriaSet]) -> str:
    """Return the page of docs that lists what is not yet entered or not yet checked against the official text."""
    lines = [
        "# The law as data: what is still to be checked",
        "",
        "Made from `data/criteria`; a test holds it current. Each value below was entered from secondary sources and",
        "is shown with a warning until somebody compares it with the official text and sets `verified: true`.",
        "",
    ]
    for law in criteria_sets:
        lines += [f"## {law.name.vi} ({law.reference.decision})", "", *_unchecked(law), ""]
        rules = [
            f"| {text} | {say_clause(rule.reference)} |"
            for text, rule in recognition_rules(law.recognition, law.levels)
            if not rule.verified
        ]
        lines += ["| rule of recognition | source |", "|---|---|", *rules, ""] if rules else []
    return "\n".join(lines[:-1]) + "\n"


def _unchecked(law: CriteriaSet) -> list[str]:
    """Return what of a set is not entered or not checked, as lines of the page."""
    if not law.has_indicators:
        tiers = "" if law.tiers_verified else " The limits of its tiers are not checked."
        return [f"Entered at the level of its {len(law.criteria)} criteria; its indicators are not entered.{tiers}"]
    rows = [
        f"| {indicator.code} {indicator.name.vi} | {value.effective} | {_asked(law, indicator, value)} "
        f"| {say_clause(value.reference)} |"
        for criterion in law.criteria
        for indicator in criterion.lines
        for value in indicator.values
        if not value.verified
    ]
    return ["| indicator | from | value | source |", "|---|---|---|---|", *rows]


def _asked(law: CriteriaSet, indicator: Indicator, value: ThresholdValue) -> str:
    """Return what is asked, in English whatever the language of the reader, so that the page is always the same."""
    if indicator.parts:
        return "all parts" if indicator.met_when == "all_parts" else "one of the parts"
    if indicator.sense == "pass":
        return "pass"
    if value.set_by_province:
        return "set by the province"
    if value.cases:
        return "; ".join(f"{_level(law, indicator, case)} where {_where(case)}" for case in value.cases)
    if value.by_group:
        names = {group.key: group.name.en for group in law.commune_groups}
        levels = [(names[group], ThresholdCase(figure="", for_all=level)) for group, level in value.by_group]
        return "; ".join(f"{_level(law, indicator, level)} ({name})" for name, level in levels)
    return _level(law, indicator, value)


def _level(law: CriteriaSet, indicator: Indicator, value: ThresholdValue | ThresholdCase) -> str:
    side = "at least" if indicator.sense == "at_least" else "at most"
    sign = dict(law.units)[indicator.unit].en
    unit = sign if sign == "%" else f" {sign}"
    if value.for_all is not None:
        return f"{side} {value.for_all:g}{unit}"
    names, regions = dict(law.regions), dict[float, list[str]]()
    for region, number in value.by_region:
        regions.setdefault(number, []).append(names[region].en)
    return "; ".join(f"{side} {number:g}{unit} ({', '.join(places)})" for number, places in regions.items())


def _where(case: ThresholdCase) -> str:
    above = [] if case.above is None else [f"over {case.above:g}"]
    up_to = [] if case.up_to is None else [f"{case.up_to:g} or less"]
    return f"{case.figure} is {' and '.join(above + up_to)}"


def _unknown_codes(laws: list[CriteriaSet], departments: tuple[Department, ...]) -> Iterator[Finding]:
    known = {(law.key, criterion.code) for law in laws for criterion in law.criteria}
    known |= {(law.key, indicator.code) for law in laws for criterion in law.criteria for indicator in criterion.lines}
    for department in departments:
        for code in department.in_charge_of:
            if (department.criteria_set, code) not in known:
                what = msg("{name} is in charge of {code}, which no criteria set has.", name=department.name, code=code)
                yield _finding("error", "unknown-code", department.key, what)


def _counts(law: CriteriaSet) -> Iterator[Finding]:
    criteria, indicators = law.expects
    count = len(law.criteria)
    if count != criteria:
        what = msg("The set has {count} criteria, but {expected} are expected.", count=count, expected=criteria)
        yield _finding("error", "count", law.key, what)
    count = sum(len(criterion.indicators) for criterion in law.criteria)
    if not count:
        what = msg("The {expected} indicators of the set are not entered yet.", expected=indicators)
        yield _finding("info", "no-indicators", law.key, what)
    elif count != indicators:
        what = msg("The set has {count} indicators, but {expected} are expected.", count=count, expected=indicators)
        yield _finding("error", "count", law.key, what)


def _references(law: CriteriaSet, known: set[str]) -> Iterator[Finding]:
    cited = {value.reference.decision for c in law.criteria for i in c.lines for value in i.values}
    cited |= {rule.reference.decision for _text, rule in recognition_rules(law.recognition, law.levels)}
    for decision in sorted((cited | {law.reference.decision}) - known):
        what = msg("The decision {decision} is not in decisions.yaml.", decision=decision)
        yield _finding("error", "unknown-decision", law.key, what)


def _named(law: CriteriaSet) -> Iterator[Finding]:
    """Say which criteria the rule of withdrawal names that the set does not have."""
    rule = law.recognition.withdrawal if law.recognition else None
    for code in rule.named if rule else ():
        if not any(criterion.code == code for criterion in law.criteria):
            what = msg("The rule of withdrawal names criterion {code}, which the set does not have.", code=code)
            yield _finding("error", "unknown-code", law.key, what)


def _in_charge(law: CriteriaSet, departments: tuple[Department, ...]) -> Iterator[Finding]:
    if not any(department.criteria_set == law.key for department in departments):
        yield _finding("info", "no-departments", law.key, msg("No department is entered for this criteria set yet."))
        return
    days = [date(year, 12, 31) for year in range(law.effective.year, law.expires.year + 1)]
    for criterion in law.criteria:
        for day in days:
            if not in_charge(departments, criterion.code, on=day, criteria_set=law.key):
                what = msg("Nobody is in charge of criterion {code} on {day}.", code=criterion.code, day=day)
                yield _finding("error", "nobody-in-charge", law.key, what)


def _values(law: CriteriaSet, provincial: set[str]) -> Iterator[Finding]:
    for criterion in law.criteria:
        for indicator in criterion.lines:
            if indicator.sense == "count":
                continue
            text = f"{law.key} › {indicator.code}"
            if indicator.values[0].effective > law.effective:
                what = msg("Indicator {code} has no value at the start of the set.", code=indicator.code)
                yield _finding("error", "late-value", text, what)
            if any(value.set_by_province for value in indicator.values) and indicator.code not in provincial:
                what = msg("Indicator {code}: the province has not set a threshold.", code=indicator.code)
                yield _finding("info", "not-set", text, what)
            elif not all(value.verified for value in indicator.values):
                what = msg("Indicator {code} is to be checked against the official text.", code=indicator.code)
                yield _finding("info", "unverified", text, what)


def _finding(severity: Severity, kind: str, text: str, what: Message) -> Finding:
    return Finding(severity=severity, kind=kind, place=text, what=what)
