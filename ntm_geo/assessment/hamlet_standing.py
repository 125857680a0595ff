"""Where single hamlets stand: judged by the set for hamlets as communes are by theirs, certified by decision alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ntm_geo.assessment.carried_registers import registers_of
from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.derived import derived
from ntm_geo.assessment.engine import Assessment, assess
from ntm_geo.assessment.engine.matrix_form import grid
from ntm_geo.assessment.engine.tiers import recognised_tier, tier_of
from ntm_geo.assessment.group_placement import placed_groups
from ntm_geo.boundaries.crosswalks import carry_hamlets, read_crosswalk
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.i18n import _, format_number
from ntm_geo.records.hamlet_records import hamlet_set
from ntm_geo.tables.base import each_row
from ntm_geo.tables.standing_table import UNKNOWN_TIER, hamlet_recognitions
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.records.shipped import Figures
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.workspace.workspace import Workspace

COLUMNS: Final = (
    "hamlet", "name", "code", "commune", "district", "tier", "met", "not_met", "unknown", "missed", "open", "note",
    "certified_on", "decision",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class HamletStanding:
    """Where the hamlets of the programme's communes stand at the end of a year."""

    period: int
    law: CriteriaSet
    assessment: Assessment
    """Of the hamlets as units; their codes are those of the register."""
    table: pd.DataFrame
    """`COLUMNS`, a row for each hamlet, by commune and code: ``code`` is that of the commune on the units shown,
    ``tier`` a key of the set or ``unknown``, ``missed`` and ``open`` are tuples of criteria not met and not known."""
    strangers: tuple[str, ...]
    """Codes of hamlets that have results and stand in no register."""
    provenance: Provenance

    @property
    def criteria_set(self) -> CriteriaSet:
        """The set they are judged by, as it is called of communes."""
        return self.law

    @property
    def certified(self) -> str:
        """Key of the tier of certified hamlets."""
        return recognised_tier(self.law)

    @property
    def classes(self) -> tuple[str, ...]:
        """Keys of the classes, best first; those that cannot be told come last."""
        return (*(tier.key for tier in self.law.tiers), UNKNOWN_TIER)

    @property
    def has_results(self) -> bool:
        """Whether any result of the year is known."""
        return bool(self.table["met"].add(self.table["not_met"]).gt(0).any())


def hamlet_standing(workspace: Workspace, figures: Figures, standing: PeriodAssessment) -> HamletStanding | None:
    """Judge the hamlets of a year.

    Parameters
    ----------
    workspace, figures : of the door.
    standing : of the communes in that year; hamlets are shown under its units.

    Returns
    -------
    None where no set for hamlets is in force, or no criterion of it is entered yet.

    Notes
    -----
    A hamlet is judged as a unit of its own by the same steps as a commune: indicators and their parts, then criteria, a
    result reported for a criterion before its values, then the number met. Certified is who has a decision in force,
    whatever the count. While fewer criteria are entered than the decision has, those missing count as unknown.
    """
    law = hamlet_set(workspace, standing.period)
    return None if law is None or not law.criteria else _judged(figures, standing, workspace, law)


@derived
def _judged(figures: Figures, standing: PeriodAssessment, workspace: Workspace, law: CriteriaSet) -> HamletStanding:
    period, native = standing.period, workspace.province.vintage_on(date(standing.period, 12, 31)).key
    register = registers_of(workspace, figures, vintage=native, period=period)[0].hamlets
    listed, shown = frozenset(register["hamlet"]), register
    if standing.vintage != native:
        shown = carry_hamlets(register, read_crosswalk(workspace.province, native, standing.vintage))
    communes = communes_of(standing).set_index("code")
    inside = shown["code"].isin(communes.index)
    register, shown = register[inside], shown[inside].sort_values(["code", "hamlet"])
    results = figures.hamlet_results[figures.hamlet_results["period"].eq(period)]
    known = results[results["hamlet"].isin(register["hamlet"])]
    assessment = _assess(workspace, figures, law, register, known, vintage=native, period=period)
    return HamletStanding(
        period=period,
        law=law,
        assessment=assessment,
        table=_table(assessment, law, shown, communes, known),
        strangers=tuple(sorted(set(results["hamlet"]) - listed)),
        provenance=figures.provenance_of_hamlets(period, native),
    )


def _assess(  # noqa: PLR0913 - one question with all its tables
    workspace: Workspace,
    figures: Figures,
    law: CriteriaSet,
    register: pd.DataFrame,
    results: pd.DataFrame,
    *,
    vintage: str,
    period: int,
) -> Assessment:
    """Assess hamlets as units; levels of groups of communes and conditions hold for the hamlets of each commune."""
    values = results.rename(columns={"hamlet": "code"})
    of_criteria = values["item"].isin([criterion.code for criterion in law.criteria])
    reported = values[of_criteria].rename(columns={"item": "criterion"})
    reported = reported.assign(met=reported["value"].map({1.0: True, 0.0: False}).astype("boolean"))
    scores = values[~of_criteria].rename(columns={"item": "indicator"})
    explained: dict[str, Any] = {}
    if law.has_indicators:
        attributes = register[["hamlet", "code"]].merge(figures.attributes, on="code")
        explained = {
            "scores": scores[["code", "indicator", "period", "value"]],
            "thresholds": thresholds_in_force(law, on=date(period, 12, 31), region=workspace.province.region),
            "attributes": attributes.drop(columns="code").rename(columns={"hamlet": "code"}),
        }
        if law.commune_groups:
            codes = pd.Index(register["code"].unique())
            groups = placed_groups(workspace, law, codes=codes, vintage=vintage, period=period)
            explained["groups"] = pd.Series(register["code"].map(groups).to_numpy(), index=register["hamlet"])
    return assess(
        criteria_set=law,
        units=pd.DataFrame({"code": register["hamlet"], "kind": PROGRAMME_KIND}),
        period=period,
        recognitions=hamlet_recognitions(register),
        criterion_results=reported[["code", "criterion", "period", "met"]],
        **explained,
    )


def _table(
    assessment: Assessment, law: CriteriaSet, shown: pd.DataFrame, communes: pd.DataFrame, results: pd.DataFrame
) -> pd.DataFrame:
    """Return the hamlets with what came of judging each, see `COLUMNS`."""
    index = pd.Index(shown["hamlet"])
    standings = assessment.standings.set_index("code").reindex(index)
    keys = [criterion.code for criterion in law.criteria]
    matrix = grid(assessment.results, "met", codes=index, column="criterion", keys=pd.Index(keys))
    names = np.array(keys, dtype=object)
    notes = results.dropna(subset="note").drop_duplicates(["hamlet", "note"]).groupby("hamlet")["note"].agg("; ".join)
    certified = standings["recognition"].notna().to_numpy()
    frame = pd.DataFrame(
        {
            "hamlet": index,
            "name": shown["name"].to_numpy(),
            "code": shown["code"].to_numpy(),
            "commune": shown["code"].map(communes["name"]).to_numpy(),
            "district": shown["code"].map(communes["district"]).to_numpy(),
            "tier": np.where(certified, recognised_tier(law), _tier(standings, law)),
            "met": standings["met"].to_numpy("int64"),
            "not_met": standings["not_met"].to_numpy("int64"),
            "unknown": standings["unknown"].to_numpy("int64"),
            "missed": [tuple(names[row == 0]) for row in matrix],
            "open": [tuple(names[np.isnan(row)]) for row in matrix],
            "note": index.map(notes.to_dict()),
            "certified_on": pd.to_datetime(shown["certified_on"]).where(certified).to_numpy(),
            "decision": shown["decision"].where(certified).to_numpy(),
        }
    )
    return frame[list(COLUMNS)]


def _tier(standings: pd.DataFrame, law: CriteriaSet) -> np.ndarray[Any, Any]:
    """Return the class by the number of criteria met; unknown where criteria not known or not entered leave it open."""
    missing = max(0, law.expects[0] - len(law.criteria))
    lowest = tier_of(standings["met"].to_numpy("int64"), law)
    highest = tier_of((standings["met"] + standings["unknown"] + missing).to_numpy("int64"), law)
    return np.where(lowest == highest, lowest, UNKNOWN_TIER)


def class_names(law: CriteriaSet) -> dict[str, str]:
    """Return what each class of hamlets is called, best first, in the current language."""
    return {tier.key: str(tier.name) for tier in law.tiers} | {UNKNOWN_TIER: _("Not enough data")}


def class_counts(hamlets: HamletStanding) -> pd.DataFrame:
    """Return how many hamlets of each class a commune has.

    Returns
    -------
    Codes of communes as index, a column for each of `HamletStanding.classes`; communes without hamlets have no row.
    """
    table = hamlets.table
    counts = pd.crosstab(table["code"], table["tier"])
    return counts.reindex(columns=list(hamlets.classes), fill_value=0)


def nearest_first(hamlets: HamletStanding, rows: pd.DataFrame) -> pd.DataFrame:
    """Return those of some hamlets that are not certified, those with the fewest criteria still to meet first.

    Hamlets of which nothing is known are left out. Criteria that are not known count as still to meet; of two with as
    many the one with fewer known to be unmet, then the order of communes.
    """
    table = rows[rows["tier"].ne(hamlets.certified) & rows["met"].add(rows["not_met"]).gt(0)]
    lacking = table["not_met"] + table["unknown"]
    return table.assign(lacking=lacking).sort_values(
        ["lacking", "not_met", "code", "hamlet"], kind="stable", ignore_index=True
    )


def missed_words(hamlets: HamletStanding, row: Any, *, numbers: bool = False) -> str:
    """Return what a hamlet misses and how much is not known; that all is met where only the certificate is missing.

    Parameters
    ----------
    hamlets : of the year.
    row : of `HamletStanding.table`.
    numbers : whether criteria are told by their numbers alone, those not known with a question mark.
    """
    if not row.missed and not row.open:
        return "" if row.tier == hamlets.certified else _("all met, not certified yet")
    if numbers:
        return ", ".join([*row.missed, *(f"{code}?" for code in row.open)])
    names = {criterion.code: str(criterion.name) for criterion in hamlets.law.criteria}
    parts = [f"{code}. {names[code]}" for code in row.missed]
    if row.open:
        parts.append(_("{count} not known", count=format_number(len(row.open))))
    return "; ".join(parts)


def lacking_words(hamlets: HamletStanding, row: Any) -> str:
    """Return what a hamlet that is not certified lacks, as a remark that stands alone; empty for the certified."""
    if row.tier == hamlets.certified:
        return ""
    words = missed_words(hamlets, row)
    return _("misses: {criteria}", criteria=words) if row.missed else words


def met_words(hamlets: HamletStanding, row: Any) -> str:
    """Return how many of all criteria a hamlet meets, a range where some are not known: ``12–13/16``."""
    most = f"–{row.met + row.unknown}" if row.unknown else ""
    return f"{row.met}{most}/{len(hamlets.law.criteria)}"


def class_sentence(hamlets: HamletStanding, rows: pd.DataFrame) -> str:
    """Return how many of some hamlets of the register are in each class, as it can be read aloud."""
    names = class_names(hamlets.law)
    counts = rows["tier"].value_counts()
    parts = [f"{names[key].lower()} {format_number(int(counts[key]))}" for key in hamlets.classes if counts.get(key, 0)]
    return _("{total} hamlets on the register: {parts}.", total=format_number(len(rows)), parts=", ".join(parts))


def contradiction_sentences(hamlets: HamletStanding) -> tuple[str, ...]:
    """Return what is out of order in the results of a year: contradictions, hamlets nobody knows, criteria missing."""
    sentences = []
    if hamlets.strangers:
        shown = ", ".join(hamlets.strangers[:5])
        count = format_number(len(hamlets.strangers))
        sentences.append(_("{count} hamlets with results stand in no register: {shown}.", count=count, shown=shown))
    sentences += [
        _("Reported results and values contradict each other, the results stand: {place}.", place=finding.place)
        for finding in hamlets.assessment.findings
        if finding.kind == "result-against-values"
    ]
    entered, expected = len(hamlets.law.criteria), hamlets.law.expects[0]
    if entered < expected:
        sentences.append(
            _("{entered} of {expected} criteria are entered: the others count as not known.",
              entered=format_number(entered), expected=format_number(expected))
        )  # fmt: skip
    return tuple(sentences)


def hamlets_of(hamlets: HamletStanding, code: str) -> tuple[Any, ...]:
    """Return the hamlets of a commune as rows of `HamletStanding.table`: best class, then nearest, then by code."""
    table = hamlets.table[hamlets.table["code"].eq(code)]
    rank = {key: number for number, key in enumerate(hamlets.classes)}
    ordered = table.assign(rank=table["tier"].map(rank), lacking=table["not_met"] + table["unknown"])
    return tuple(each_row(ordered.sort_values(["rank", "lacking", "hamlet"])))
