"""What the papers of a dossier say: lines with both results, appraisals by department, votes, conditions, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.assessment.departments import departments_on
from ntm_geo.assessment.period import assess_period
from ntm_geo.assessment.readiness_list import KIND as CONDITIONS
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.dossier_papers.evidence_files import with_paths
from ntm_geo.dossiers.appraising import charged_with, checked_until
from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_lines import law_of, lines_of
from ntm_geo.dossiers.dossier_rows import day_of, read_dossiers
from ntm_geo.dossiers.filling import evidence_of
from ntm_geo.errors import UnknownUnitError, msg
from ntm_geo.i18n import _
from ntm_geo.records.registers import read_register
from ntm_geo.store.versions import Slot
from ntm_geo.tables.base import each_row
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import Condition, CriteriaSet, Criterion
    from ntm_geo.dossiers.dossier_rows import Dossiers
    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

OPINION_COLUMNS: Final = ("department", "criterion", "name", "step", "verdict", "reason", "on", "by")
_FIGURES: Final = ("results", "scores")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DossierFacts:
    """Everything the papers of a commune and year say."""

    code: str
    name: str
    """Such as ``Xã Bảo Lâm``."""
    short_name: str
    district: str
    """District it sends to; empty where districts no longer check."""
    province: str
    period: int
    vintage: str
    law: CriteriaSet
    lines: pd.DataFrame
    """Columns of `dossiers.dossier_lines.lines_of`, ``appraised`` (met, not_met, not_applicable, unknown: by the
    assessment on the level of appraised figures), ``appraised_value``, and ``by_dossier``: whether that result was
    found in this dossier and not brought in for the year."""
    sent_on: date | None
    """Day of the newest sending; None where the papers show a draft."""
    opinions: pd.DataFrame
    """``OPINION_COLUMNS``, a row for every department and criterion, and for every check by the district, of what was
    sent last; an empty verdict where nothing was found yet."""
    vote: Any
    """Newest row of ``tables.Councils``; None where the council has not voted."""
    conditions: tuple[tuple[Condition, bool | None, str], ...]
    """Conditions beside the criteria: whether they are met (None: not known) and what was noted."""
    evidence: pd.DataFrame
    """Columns of `dossiers.filling.evidence_of` and ``path`` in the file; empty where a file is off the list."""
    mark: str
    """Said on every paper where something in it is made up; else empty."""

    @property
    def criteria(self) -> pd.DataFrame:
        """The lines that are criteria."""
        return self.lines[self.lines["item"].eq(self.lines["criterion"])]

    def codes(self, column: str, *words: str) -> list[str]:
        """Return the criteria whose ``status`` or ``appraised`` is one of some words, in the order of the law."""
        rows = self.criteria
        return list(rows.loc[rows[column].isin(words), "item"])


def dossier_facts(workspace: Workspace, figures: Figures, code: str, *, vintage: str, period: int) -> DossierFacts:
    """Read what the papers of a dossier say.

    Parameters
    ----------
    workspace : of the door.
    figures : on the level of appraised figures, see `records.figure_levels`.
    code, vintage, period : commune, units and year.

    Raises
    ------
    UnknownUnitError
        The code is not of a commune of the programme.
    """
    unit = _unit(workspace, code, vintage)
    dossiers = read_dossiers(workspace, vintage=vintage, period=period)
    mine = dossiers.of(code)
    standing = assess_period(workspace, figures, period=period, vintage=vintage)
    lines = lines_of(workspace, figures, dossiers, code, sent=len(mine.sent) > 0)
    lines = _with_appraised(lines, standing, figures, code)
    register = read_register(workspace, Slot(kind=CONDITIONS, vintage=vintage))
    entered = register.table[register.table["code"].eq(code) & register.table["period"].eq(period)]
    votes = mine.councils[mine.councils["level"].eq("standard")]
    made_up = len(entered) and register.provenance is not None and register.provenance.illustrative
    ended = checked_until(workspace)
    checks = pd.notna(unit["parent_name"]) and (ended is None or date(period, 12, 31) <= ended)
    return DossierFacts(
        code=code,
        name=full_name(unit["kind"], unit["name"]),
        short_name=str(unit["name"]),
        district=str(unit["parent_name"]) if checks else "",
        province=str(workspace.province.name),
        period=period,
        vintage=vintage,
        law=law_of(workspace, period),
        lines=lines,
        sent_on=day_of(mine.sent["at"].max()) if len(mine.sent) else None,
        opinions=_opinions(workspace, dossiers, code),
        vote=None if votes.empty else next(iter(each_row(votes.tail(1)))),
        conditions=_conditions(law_of(workspace, period), entered),
        evidence=with_paths(evidence_of(workspace, code, vintage=vintage, period=period)),
        mark=_("Illustrative figures") if made_up or _shows_made_up(lines, figures, period) else "",
    )


def _unit(workspace: Workspace, code: str, vintage: str) -> pd.Series:
    units = read_units(workspace.province, vintage)
    rows = units[units["code"].eq(code) & units["kind"].eq(PROGRAMME_KIND)]
    if rows.empty:
        raise UnknownUnitError(
            msg("There is no commune {code} in the programme.", code=code),
            fix=msg("Towns and wards are outside the programme; give the code of a commune."),
        )
    return rows.iloc[0]


def _with_appraised(lines: pd.DataFrame, standing: PeriodAssessment, figures: Figures, code: str) -> pd.DataFrame:
    """Return the lines with what the assessment says of them on the level of appraised figures."""
    results = standing.assessment.results
    of_commune = results[results["code"].eq(code) & results["period"].eq(standing.period)].dropna(subset="met")
    status = dict(zip(of_commune["criterion"], of_commune["met"].map({True: "met", False: "not_met"}), strict=True))
    if standing.assessment.verdicts is not None:
        verdicts = standing.assessment.verdicts[standing.assessment.verdicts["code"].eq(code)]
        status |= dict(zip(verdicts["indicator"], verdicts["status"], strict=True))
    values: dict[str, float] = {}
    if standing.scores is not None:
        scores = standing.scores[standing.scores["code"].eq(code)]
        values = dict(zip(scores["indicator"], scores["value"], strict=True))
    cases = figures.from_dossiers
    mine: set[str] = set()
    if cases is not None:
        mine = set(cases.loc[cases["code"].eq(code) & cases["period"].eq(standing.period), "criterion"])
    return lines.assign(
        appraised=[status.get(item, "unknown") for item in lines["item"]],
        appraised_value=lines["item"].map(values).astype(float),
        by_dossier=lines["criterion"].isin(mine),
    )


def _shows_made_up(lines: pd.DataFrame, figures: Figures, period: int) -> bool:
    """Return whether results are shown that were not found in the dossier and are made up."""
    brought_in = lines[~lines["by_dossier"]]
    return bool(brought_in["appraised"].isin(["met", "not_met"]).any()) and any(
        source.provenance.illustrative
        for source in figures.sources
        if source.kind in _FIGURES and source.period == period
    )


def _opinions(workspace: Workspace, dossiers: Dossiers, code: str) -> pd.DataFrame:
    """Return what every department says of the criteria it is in charge of, and what the district said before."""
    period, mine = dossiers.period, dossiers.of(code)
    criteria = law_of(workspace, period).criteria
    charged = {item.code: charged_with(workspace, item.code, period) for item in criteria}
    states = criterion_states(mine).get(code, {})
    newest = mine.appraisals["criterion"].map({key: state.sending for key, state in states.items()})
    acts = mine.appraisals[mine.appraisals["sending"].eq(newest)].drop_duplicates(["criterion", "step"], keep="last")
    known = {(row.criterion, row.step): row for row in each_row(acts)}
    rows = [
        _opinion(str(department.name), item, "department", known.get((item.code, "department")))
        for department in departments_on(workspace, date(period, 12, 31))
        for item in criteria
        if department.key in charged[item.code]
    ]
    rows += [
        _opinion("", item, "district", known[item.code, "district"])
        for item in criteria
        if (item.code, "district") in known
    ]
    return pd.DataFrame(rows, columns=list(OPINION_COLUMNS))


def _opinion(department: str, criterion: Criterion, step: str, act: Any) -> dict[str, Any]:
    """Return a row of opinions; ``act`` is a row of ``tables.Appraisals``, None where nothing was found yet."""
    known = {"department": department, "criterion": criterion.code, "name": str(criterion.name), "step": step}
    if act is None:
        return known | {"verdict": "", "reason": "", "on": None, "by": ""}
    reason = "" if pd.isna(act.reason) else str(act.reason)
    return known | {"verdict": act.verdict, "reason": reason, "on": day_of(act.at), "by": str(act.by)}


def _conditions(law: CriteriaSet, entered: pd.DataFrame) -> tuple[tuple[Condition, bool | None, str], ...]:
    known = entered.drop_duplicates("condition", keep="last").set_index("condition")
    rows: list[tuple[Condition, bool | None, str]] = []
    for condition in law.recognition.conditions_of() if law.recognition else ():
        row = known.loc[condition.key] if condition.key in known.index else None
        met = None if row is None or pd.isna(row["met"]) else bool(row["met"])
        rows.append((condition, met, "" if row is None or pd.isna(row["note"]) else str(row["note"])))
    return tuple(rows)
