"""Profile of one unit in a period: its criteria, history and partners, for the panel beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.by_other_sets.level_words import level_of_commune
from ntm_geo.assessment.hamlet_standing import class_names, hamlets_of, lacking_words, met_words
from ntm_geo.assessment.readiness_list import conditions_of, readiness_of
from ntm_geo.assessment.rules.shortfalls import names_in_charge, shortfalls_of
from ntm_geo.assessment.withdrawal_list import risk_names, rule_source, withdrawal_table
from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import UnknownUnitError, msg
from ntm_geo.maps.palette import PATTERNS, tier_colours
from ntm_geo.partners.partner_history import partners_of, year_lines
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.assessment.hamlet_standing import HamletStanding
    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.assessment.rules.shortfalls import Shortfall
    from ntm_geo.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """One criterion of a unit: ``status`` is met, not_met or unknown."""

    code: str
    name: str
    status: str
    departments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the unit stood in a year; ``tier`` is a tier key or ``unknown``."""

    period: int
    tier: str
    count: str
    colour: str
    """Fill of the tier on the map; of the class without data where it is unknown."""
    pending: bool = False
    """Whether it is recognised as its parts were before a merger, and waits for a decision of its own."""
    name: str = ""
    """Name of the tier by the set of the year; empty where it is unknown."""
    total: int = 0
    """Number of criteria of that set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionLine:
    """One thing that is asked for beside the criteria: ``status`` is met, not_met or unknown."""

    name: str
    status: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HamletLine:
    """One hamlet of the unit: its class by the set for hamlets, how many criteria it meets, what it misses."""

    name: str
    tier: str
    """Name of its class."""
    count: str
    """Criteria met of all; a range where some are not known."""
    lacking: str
    """What it lacks, by number and name of the criteria; empty where it is certified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """Who helped the unit in a year."""

    year: int
    names: str
    """Names of the agencies, a semicolon between them."""
    illustrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the panel shows of one unit."""

    code: str
    title: str
    district: str
    in_programme: bool
    standing: Standing | None
    criteria: tuple[CriterionLine, ...]
    missing: tuple[Shortfall, ...]
    hamlets_certified: int
    hamlets_total: int
    history: tuple[Standing, ...]
    parts: tuple[str, ...]
    """Former units that were merged into it, where figures were carried over."""
    partners: tuple[PartnerLine, ...] = ()
    """Newest year first."""
    conditions: tuple[RecognitionLine, ...] = ()
    """Conditions of recognition beside the criteria, in the order of the law."""
    readiness: str = ""
    """What a commune that is not recognised still lacks; empty for the others."""
    level: str = ""
    """Where a recognised commune is on the way to the level above, where its set is entered; empty elsewhere."""
    risk: str = ""
    """That a recognised commune is at risk of withdrawal, or may be, and what would lift it; empty where neither."""
    hamlets: tuple[HamletLine, ...] = ()
    """Its hamlets, best class and nearest first; empty where none are judged."""


def profile(
    workspace: Workspace, code: str, standings: Sequence[PeriodAssessment], hamlets: HamletStanding | None = None
) -> Profile:
    """Return the profile of a unit.

    Parameters
    ----------
    workspace : of the door.
    code : of a unit of the vintage assessed.
    standings : the period shown first, then every period with figures, all on the same vintage.
    hamlets : of the period shown, as the set for hamlets judges them; None where nothing is judged.

    Raises
    ------
    UnknownUnitError
        The vintage has no unit of that code.
    """
    shown = standings[0]
    chosen_units = shown.units[shown.units["code"] == code]
    if chosen_units.empty:
        raise UnknownUnitError(
            msg("There is no unit {code} among the units of {vintage}.", code=code, vintage=shown.vintage),
            fix=msg("Click a commune on the map, or choose one from the list."),
        )
    unit = chosen_units.iloc[0]
    counts = shown.assessment.hamlet_counts
    chosen_counts = counts[counts["code"] == code]
    return Profile(
        code=code,
        title=full_name(unit["kind"], unit["name"]),
        district="" if pd.isna(unit["parent_name"]) else str(unit["parent_name"]),
        in_programme=unit["kind"] == PROGRAMME_KIND,
        standing=_standing(shown, code),
        criteria=_criteria(workspace, shown, code),
        missing=shortfalls_of(workspace, shown, code),
        hamlets_certified=int(chosen_counts["certified"].sum()),
        hamlets_total=int(chosen_counts["total"].sum()),
        history=tuple(
            line
            for item in sorted(standings[1:], key=lambda standing: standing.period)
            if (line := _standing(item, code)) is not None
        ),
        parts=_parts(workspace, shown, code),
        partners=tuple(
            PartnerLine(year=year, names=names, illustrative=made_up)
            for year, names, made_up in year_lines(partners_of(workspace, code, vintage=shown.vintage))
        ),
        conditions=_conditions(workspace, shown, code),
        readiness=_readiness(workspace, shown, code),
        level=level_of_commune(workspace, shown, code),
        risk=_risk(shown, code),
        hamlets=() if hamlets is None or not hamlets.has_results else hamlet_lines(hamlets, code),
    )


def hamlet_lines(hamlets: HamletStanding, code: str) -> tuple[HamletLine, ...]:
    """Return the hamlets of a commune, best class and nearest first, each with what it misses."""
    names = class_names(hamlets.law)
    return tuple(
        HamletLine(
            name=str(row.name),
            tier=names[row.tier],
            count=met_words(hamlets, row),
            lacking=lacking_words(hamlets, row),
        )
        for row in hamlets_of(hamlets, code)
    )


def _conditions(workspace: Workspace, shown: PeriodAssessment, code: str) -> tuple[RecognitionLine, ...]:
    law, standings = shown.criteria_set.recognition, shown.assessment.standings
    if law is None or not standings["code"].eq(code).any():
        return ()
    entered = conditions_of(workspace, shown)
    rows = entered[entered["code"].eq(code)].set_index("condition")
    return tuple(
        RecognitionLine(
            name=str(condition.name),
            status=_status(rows["met"].get(condition.key, pd.NA)),
            note=_text(rows["note"].get(condition.key)),
        )
        for condition in law.conditions_of()
    )


def _readiness(workspace: Workspace, shown: PeriodAssessment, code: str) -> str:
    standings = shown.assessment.standings
    if not (standings["code"].eq(code) & (standings["recognition"].isna() | standings["pending"])).any():
        return ""
    table = readiness_of(workspace, shown)
    return str(table.loc[table["code"].eq(code), "text"].iloc[0])


def _risk(shown: PeriodAssessment, code: str) -> str:
    rows = withdrawal_table(shown)
    rows = rows[rows["code"].eq(code)]
    if rows.empty:
        return ""
    return f"{risk_names()[rows['risk'].iloc[0]]} ({rule_source(shown)}): {rows['lift'].iloc[0]}"


def _standing(period: PeriodAssessment, code: str) -> Standing | None:
    standings = period.assessment.standings
    rows = standings[standings["code"] == code]
    if rows.empty:
        return None
    row = rows.iloc[0]
    most = row["met"] + row["unknown"]
    count = f"{row['met']}" if not row["unknown"] else f"{row['met']}–{most}"
    colours = tier_colours([tier.key for tier in period.criteria_set.tiers])
    tier = str(row["tier"])
    return Standing(
        period=period.period,
        tier=tier,
        count=count,
        colour=colours.get(tier, PATTERNS["no_data"]),
        pending=bool(row["pending"]),
        name=next((str(rule.name) for rule in period.criteria_set.tiers if rule.key == tier), ""),
        total=len(period.criteria_set.criteria),
    )


def _criteria(workspace: Workspace, shown: PeriodAssessment, code: str) -> tuple[CriterionLine, ...]:
    results = shown.assessment.results
    met = results[results["code"] == code].set_index("criterion")["met"]
    if met.empty:
        return ()
    return tuple(
        CriterionLine(
            code=criterion.code,
            name=str(criterion.name),
            status=_status(met.get(criterion.code, pd.NA)),
            departments=names_in_charge(workspace, shown, criterion.code),
        )
        for criterion in shown.criteria_set.criteria
    )


def _parts(workspace: Workspace, shown: PeriodAssessment, code: str) -> tuple[str, ...]:
    if not shown.carried:
        return ()
    native = workspace.province.vintage_on(date(shown.period, 12, 31)).key
    crosswalk = read_crosswalk(workspace.province, native, shown.vintage)
    return tuple(crosswalk.loc[crosswalk["target_code"] == code, "source_name"])


def _status(met: Any) -> str:
    if pd.isna(met):
        return "unknown"
    return "met" if met else "not_met"


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
