"""What a commune has to fill in for a year: every line of the set, its threshold, the year before, its result."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.cite import say_rule
from ntm_geo.criteria.model import Criterion
from ntm_geo.dossiers.criterion_states import OPEN, CriterionState, criterion_states
from ntm_geo.dossiers.dossier_judging import judge_reports
from ntm_geo.dossiers.dossier_rows import read_dossiers

if TYPE_CHECKING:
    from ntm_geo.assessment.engine import Assessment
    from ntm_geo.criteria.model import CriteriaSet, Indicator
    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

LINE_COLUMNS: Final = (
    "criterion", "item", "name", "entry", "sense", "unit", "rule", "verified", "before", "value", "met", "note",
    "status", "missing", "evidence", "state",
)  # fmt: skip


def law_of(workspace: Workspace, period: int) -> CriteriaSet:
    """Return the set a dossier of a year is filled in by: that in force at its end."""
    return workspace.set_on(date(period, 12, 31))


def lines_of(
    workspace: Workspace, figures: Figures, dossiers: Dossiers, code: str, *, sent: bool = False
) -> pd.DataFrame:
    """Return what is to be filled in for a commune, and how far it is.

    Parameters
    ----------
    workspace, figures : of the door.
    dossiers : of the year.
    code : of the commune.
    sent : whether the newest copy that was sent is shown, as whoever appraises sees it; the draft unless given.

    Returns
    -------
    ``LINE_COLUMNS``, a row for every criterion, indicator and part in the order of the law. ``entry``: whether it is
    filled in itself, and not through its parts. ``before``: the value of the year before, pass/fail as 1/0;
    illustrative figures are none. ``status``: met, not_met, not_applicable, or unknown by the law. ``missing``: whether
    it has to be filled in before sending.
    ``state`` is that of its criterion, see `criterion_states`. Names are in the language of the moment.
    """
    law, mine = law_of(workspace, dossiers.period), dossiers.of(code)
    rows = newest_sent(mine.sent) if sent else mine.reports
    judged = judge_reports(workspace, figures, rows, code, vintage=mine.vintage, period=mine.period)
    levels = None if judged.thresholds is None else judged.thresholds.set_index("indicator")
    entered = rows.set_index("item")
    before = _before(workspace, figures, mine, code)
    states = criterion_states(mine).get(code, {})
    counts = mine.evidence["item"].value_counts()
    status = _statuses(judged)
    lines = []
    for criterion in law.criteria:
        entries: tuple[Criterion | Indicator, ...] = (criterion, *criterion.lines)
        for line in entries:
            level: Any = levels.loc[line.code] if levels is not None and line.code in levels.index else None
            entry = entered.loc[line.code] if line.code in entered.index else None
            lines.append(
                {
                    "criterion": criterion.code,
                    "item": line.code,
                    "name": str(line.name),
                    "entry": line is criterion or line in criterion.entries,
                    "sense": getattr(line, "sense", ""),
                    "unit": _unit(law, line),
                    "rule": _rule(law, line, level),
                    "verified": True if level is None else bool(level["verified"]),
                    "before": before.get(line.code),
                    "value": None if entry is None else entry["value"],
                    "met": pd.NA if entry is None else entry["met"],
                    "note": None if entry is None else entry["note"],
                    "status": status.get(line.code, "unknown"),
                    "evidence": int(counts.get(line.code, 0)),
                    "state": states.get(criterion.code, OPEN).state,
                }
            )
    frame = pd.DataFrame(lines)
    frame["missing"] = frame["item"].isin(missing_of(law, rows, status))
    frame["met"] = frame["met"].astype("boolean")
    return frame.astype({"value": float, "before": float})[list(LINE_COLUMNS)]


def states_of(workspace: Workspace, dossiers: Dossiers, code: str) -> dict[str, CriterionState]:
    """Return where every criterion of a commune is; those never sent are open."""
    states = criterion_states(dossiers.of(code)).get(code, {})
    return {item.code: states.get(item.code, OPEN) for item in law_of(workspace, dossiers.period).criteria}


def newest_sent(sent: pd.DataFrame) -> pd.DataFrame:
    """Return of every item the copy that was sent last, of the newest sending of its criterion."""
    last = sent.groupby(["code", "criterion"])["sending"].transform("max")
    return sent[sent["sending"].eq(last)]


def missing_of(law: CriteriaSet, rows: pd.DataFrame, status: dict[str, str]) -> list[str]:
    """Return the codes that have neither a value nor a remark that says why, in the order of the law.

    Parts are asked for one by one, unless their indicator is given as a whole, or one of them is enough and there. What
    is known not to apply is not asked for.
    """
    filled = rows[rows["value"].notna() | rows["met"].notna() | rows["note"].fillna("").str.strip().ne("")]
    there = set(filled["item"])
    missing: list[str] = []
    for criterion in law.criteria:
        if not criterion.indicators:
            missing += [] if criterion.code in there else [criterion.code]
        for indicator in criterion.indicators:
            if indicator.code in there or status.get(indicator.code) == "not_applicable":
                continue
            parts = [part.code for part in indicator.parts] or [indicator.code]
            left = [code for code in parts if code not in there]
            enough = indicator.parts and indicator.met_when == "any_part" and len(left) < len(parts)
            missing += [] if enough else left
    return missing


def _statuses(judged: Assessment) -> dict[str, str]:
    met = judged.results.dropna(subset="met")
    status = dict(zip(met["criterion"], met["met"].map({True: "met", False: "not_met"}), strict=True))
    if judged.verdicts is not None:
        status |= dict(zip(judged.verdicts["indicator"], judged.verdicts["status"], strict=True))
    return {str(code): str(word) for code, word in status.items()}


def _unit(law: CriteriaSet, line: Criterion | Indicator) -> str:
    unit = getattr(line, "unit", "")
    return str(dict(law.units).get(unit, "")) if unit and getattr(line, "sense", "") != "pass" else ""


def _rule(law: CriteriaSet, line: Criterion | Indicator, level: pd.Series | None) -> str:
    """Return what is asked for, in words; empty for a criterion."""
    if level is None or isinstance(line, Criterion):
        return ""
    return say_rule(law, line, level["threshold"], "" if pd.isna(level["cases"]) else str(level["cases"]))


def _before(workspace: Workspace, figures: Figures, dossiers: Dossiers, code: str) -> dict[str, float]:
    """Return the values of the year before by item: those sent, else those reported; made-up ones are none."""
    year = dossiers.period - 1
    if workspace.province.vintage_on(date(year, 12, 31)).key != dossiers.vintage:
        return {}
    if law_of(workspace, year).key != law_of(workspace, dossiers.period).key:
        return {}
    scores = figures.scores[figures.scores["code"].eq(code) & figures.scores["period"].eq(year)]
    results = figures.results[figures.results["code"].eq(code) & figures.results["period"].eq(year)]
    made_up = any(
        source.provenance.illustrative and source.period == year and source.kind in {"results", "scores"}
        for source in figures.sources
    )
    known = {} if made_up else dict(zip(scores["indicator"], scores["value"], strict=True))
    known |= {} if made_up else dict(zip(results["criterion"], results["met"].astype("Float64"), strict=True))
    sent = newest_sent(read_dossiers(workspace, vintage=dossiers.vintage, period=year).of(code).sent)
    known |= dict(zip(sent["item"], sent["value"].fillna(sent["met"].astype("Float64").astype(float)), strict=True))
    return {str(item): float(value) for item, value in known.items() if pd.notna(value)}
