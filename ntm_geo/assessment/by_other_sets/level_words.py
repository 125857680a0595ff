"""Levels above the standard in words: what a commune still lacks, who may rise, what ended, sentences and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.by_other_sets.upper_level import STATES, upper_level
from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.engine.readiness import STAGES
from ntm_geo.assessment.engine.standards import next_levels
from ntm_geo.assessment.readiness_list import conditions_of
from ntm_geo.criteria.recognition_law import levels_of
from ntm_geo.i18n import _, format_date, format_number
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import levels_from, years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.assessment.by_other_sets.upper_level import UpperLevel
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Condition, CriteriaSet
    from ntm_geo.workspace.workspace import Workspace

_MOST_CODES: Final = 12
_DIGITS: Final = 9


def state_names() -> dict[str, str]:
    """Return the words for where a commune is on the way to a level, in the current language."""
    return {
        "recognised": _("Recognised at the level"),
        "reached": _("Meets the level, not yet recognised"),
        "near": _("Near the level"),
        "standard": _("Has the standard, further away"),
        "unknown": _("Has the standard, no values of the level"),
        "no_standard": _("Has not reached the standard"),
    }


def level_name(level: str) -> str:
    """Return the short word for a level."""
    return {"advanced": _("advanced"), "modern": _("modern"), "model": _("model")}.get(level, _("standard"))


def level_text(upper: UpperLevel, row: Any, *, lacking: Sequence[str] = (), unknown: Sequence[str] = ()) -> str:
    """Return where a commune is on the way to a level as one text: "advanced: 60/75 indicators, still missing: …".

    Parameters
    ----------
    upper : the level.
    row : of its table.
    lacking, unknown : what else is missing or not known, beside the criteria.
    """
    name = level_name(upper.level)
    if row.state == "no_standard":
        return _("{level}: asked for once the standard is reached", level=name)
    if not row.total:
        return _("{level}: its indicators are not entered", level=name)
    parts = [_("{level}: {met}/{total} indicators", level=name, met=row.met, total=row.total)]
    missing = [_shortened(row.missing)] if row.missing else []
    if row.standard_missing:
        missing.append(_("criteria of the standard {codes}", codes=_shortened(row.standard_missing)))
    if missing or lacking:
        parts.append(_("still missing: {what}", what="; ".join([*missing, *lacking])))
    open_ones = [_shortened(row.unknown)] if row.unknown else []
    if row.standard_unknown:
        open_ones.append(_("criteria of the standard {codes}", codes=_shortened(row.standard_unknown)))
    if open_ones or unknown:
        parts.append(_("not known: {what}", what="; ".join([*open_ones, *unknown])))
    if not upper.complete:
        parts.append(entered_text(upper))
    return "; ".join(parts)


def entered_text(upper: UpperLevel) -> str:
    """Return how much of the set of a level is entered."""
    count = format_number(upper.entered)
    if not upper.expected:
        return _("its criteria set: {count} indicators entered, how many it has is not known", count=count)
    return _("its criteria set: {count} of {total} indicators entered", count=count, total=upper.expected)


def level_of_commune(workspace: Workspace, standing: PeriodAssessment, code: str) -> str:
    """Return where a commune with the standard is on the way to the level above; empty where none is asked for."""
    for level in levels_of(standing.criteria_set):
        upper = upper_level(workspace, standing, level)
        if upper is None or upper.assessment is None:
            continue
        rows = upper.table[upper.table["code"].eq(code)]
        if len(rows) and rows["state"].iloc[0] not in {"recognised", "no_standard"}:
            return level_text(upper, next(each_row(rows)))
    return ""


def level_sentence(upper: UpperLevel, standing: PeriodAssessment) -> str:
    """Return how many communes are where on the way to a level."""
    counts = {key: int(upper.table["state"].eq(key).sum()) for key in STATES}
    number = {key: format_number(count) for key, count in counts.items()}
    if not upper.entered:
        waiting = _("The set of the level is not entered yet: nobody is judged by it.")
        return f"{waiting} {_recognised(counts['recognised'], standing.period)}"
    if upper.assessment is None:
        return _("Values of the level are of the units of their year: choose those to see who has reached it.")
    words = {
        "reached": _("{count} communes meet all it asks for", count=number["reached"]),
        "near": _("{count} are near", count=number["near"]),
        "standard": _("{count} are further away", count=number["standard"]),
        "unknown": _("of {count} no values are known", count=number["unknown"]),
        "no_standard": _("{count} have not reached the standard", count=number["no_standard"]),
    }
    parts = "; ".join(word for key, word in words.items() if counts[key])
    sentence = _recognised(counts["recognised"], standing.period)
    if parts:
        sentence += " " + _("Of the others: {parts}.", parts=parts)
    return sentence if upper.complete else f"{sentence} {entered_text(upper)[:1].upper()}{entered_text(upper)[1:]}."


def _recognised(count: int, year: int) -> str:
    if not count:
        return _("By the end of {year}, no commune is recognised at the level.", year=year)
    return _(
        "By the end of {year}, {count} communes are recognised at the level.", year=year, count=format_number(count)
    )


def level_list(workspace: Workspace, standing: PeriodAssessment, upper: UpperLevel) -> pd.DataFrame:
    """Return the communes with the standard that are not recognised at a level, the readiest first.

    The conditions of recognition beside the criteria are those of the standard: the law names them for recognition, not
    for one level (our reading, not checked).

    Returns
    -------
    ``code, name, district, state, stage, count, text``; ``stage`` is one of `engine.readiness.STAGES`, ``count`` is
    indicators met of all.
    """
    law = standing.criteria_set
    conditions = law.recognition.conditions_of() if law.recognition else ()
    entered = conditions_of(workspace, standing).dropna(subset=["met"])
    known = {(row.code, row.condition): bool(row.met) for row in each_row(entered)}
    rows = []
    for row in each_row(upper.table[~upper.table["state"].isin(["recognised", "no_standard"])]):
        lacking = [str(item.to_do) for item in conditions if known.get((row.code, item.key)) is False]
        open_ones = [str(item.name) for item in conditions if (row.code, item.key) not in known]
        every = len(open_ones) == len(conditions) > 0
        unknown = [_("the conditions beside the criteria")] if every else open_ones
        text = level_text(upper, row, lacking=lacking, unknown=unknown)
        reached = row.state == "reached"
        stage = (
            "ready"
            if reached and conditions and not (lacking or open_ones)
            else "conditions"
            if reached
            else "criteria"
        )
        text += "; " + _("ready to be proposed") if stage == "ready" else ""
        count = f"{row.met}/{row.total}" if row.total else ""
        rows.append((row.code, row.state, stage, count, text, len(row.missing) + len(row.unknown)))
    table = pd.DataFrame(rows, columns=["code", "state", "stage", "count", "text", "left"])
    joined = communes_of(standing).merge(table, on="code")
    order = joined.assign(
        rank=joined["state"].map(STATES.index).astype(int), stages=joined["stage"].map(STAGES.index).astype(int)
    )
    ordered = order.sort_values(["stages", "rank", "left", "code"], ignore_index=True)
    return ordered[["code", "name", "district", "state", "stage", "count", "text"]]


def rising_table(workspace: Workspace, standing: PeriodAssessment) -> pd.DataFrame:
    """Return what recognised communes lack for the level above theirs: ``code, level, next_level, text``."""
    law = standing.criteria_set
    table = next_levels(
        standing.recognitions,
        conditions_of(workspace, standing),
        law,
        period=standing.period,
        judged=judged_conditions(workspace, standing),
    )
    rules = {condition.key: condition for condition in law.recognition.conditions} if law.recognition else {}
    uppers = {level: upper_level(workspace, standing, level) for level in levels_of(law)}
    texts = []
    for row in each_row(table):
        parts = [str(rules[key].to_do) for key in row.missing]
        parts += [_("not known: {what}", what=str(rules[key].name)) for key in row.unknown]
        upper = uppers.get(row.next_level)
        if upper is not None and upper.assessment is not None:
            parts.append(level_text(upper, next(each_row(upper.table[upper.table["code"].eq(row.code)]))))
        elif upper is not None:
            parts.append(entered_text(upper))
        texts.append("; ".join(parts))
    return table.assign(text=texts)[["code", "level", "next_level", "text"]]


def judged_conditions(workspace: Workspace, standing: PeriodAssessment) -> dict[tuple[str, str], bool]:
    """Return which conditions of levels figures tell of: commune and key to whether it is met."""
    law = standing.criteria_set
    rules = [rule for rule in (law.recognition.conditions if law.recognition else ()) if rule.judged_by]
    upper = upper_level(workspace, standing) if rules else None
    judged: dict[tuple[str, str], bool] = {}
    for rule in rules:
        by_code = (
            _advanced_of_period(standing, upper)
            if rule.judged_by == "advanced_set"
            else _above_level(standing, upper, rule)
        )
        judged |= {(code, rule.key): met for code, met in by_code.items()}
    return judged


def _advanced_of_period(standing: PeriodAssessment, upper: UpperLevel | None) -> dict[str, bool]:
    """Return who is advanced of the period of the set: recognised for one of its years, or by meeting its criteria.

    Source: Decision 319/QĐ-TTg: a commune that was advanced of 2018-2020 has to meet the set of 2021-2025.
    """
    table = standing.recognitions
    advanced = table["level"].isin(levels_from("advanced"))
    if upper is None:
        return {}
    of_period = years_of(table).between(upper.law.effective.year, upper.law.expires.year).astype(bool)
    known = dict.fromkeys(table.loc[advanced & of_period, "code"], True)
    for row in each_row(upper.table) if upper.assessment is not None and upper.complete else ():
        if row.code in known:
            continue
        if row.missing or row.standard_missing:
            known[row.code] = False
        elif not (row.unknown or row.standard_unknown):
            known[row.code] = row.state != "no_standard"
    return known


def _above_level(standing: PeriodAssessment, upper: UpperLevel | None, rule: Condition) -> dict[str, bool]:
    """Return whose value is above the advanced level of the time by the share the law asks for.

    The value is the one entered for the advanced set, else that of the set of the year in the same unit.
    """
    if upper is None or upper.assessment is None or upper.assessment.verdicts is None:
        return {}
    code = _only_in_unit(upper.law, rule.unit)
    if not code:
        return {}
    verdicts = upper.assessment.verdicts
    rows = verdicts[verdicts["indicator"].eq(code)].set_index("code")
    values = rows["value"]
    other = _only_in_unit(standing.criteria_set, rule.unit)
    if other and standing.scores is not None:
        scores = standing.scores[standing.scores["indicator"].eq(other)].set_index("code")["value"]
        values = values.fillna(scores.reindex(values.index).astype("float64"))
    level = rows["threshold"] * (1 + rule.above)
    known = values.notna() & level.notna()
    enough = values.sub(level).round(_DIGITS).ge(0)
    return {str(key): bool(met) for key, met in enough[known].items()}


def _only_in_unit(law: CriteriaSet, unit: str) -> str:
    """Return the code of the one indicator or part measured in a unit; empty where there is none or are several."""
    codes = [line.code for criterion in law.criteria for line in criterion.entries if line.unit == unit]
    return codes[0] if len(codes) == 1 else ""


def ended_levels(workspace: Workspace, year: int, recognitions: pd.DataFrame) -> pd.DataFrame:
    """Return the recognitions that ended with their set before a year: ``code, level, for_year, ended, checked``.

    Parameters
    ----------
    workspace : of the door.
    year : looked at.
    recognitions : ``tables.Recognitions`` as they are kept, those that ended among them.
    """
    years, parts = years_of(recognitions), []
    for law in workspace.criteria_sets.values():
        rule = law.recognition.ends_with_set if law.recognition else None
        if rule is None or year <= law.expires.year:
            continue
        chosen = recognitions["level"].isin(rule.levels) & years.between(law.effective.year, law.expires.year)
        rows = recognitions.loc[chosen & recognitions["revoked_on"].isna(), ["code", "level"]]
        parts.append(rows.assign(for_year=years[rows.index], ended=format_date(law.expires), checked=rule.verified))
    columns = ["code", "level", "for_year", "ended", "checked"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _shortened(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:_MOST_CODES]) + (f" … ({len(codes)})" if len(codes) > _MOST_CODES else "")
