"""Pieces of the fit of an agency and a commune, each between 0 and 1, computed from the stored data.

sector      |M ∩ S| / √(|M| · |S|): criteria the commune misses (M) against those the agency is strong in (S); 1 where
            the two are the same criteria, 0 where none is shared or the agency is strong in none
need        points of the commune in the ranking, out of 100
continuity  1 if the agency helped the commune in the year before, 2/3 two years before, 1/3 three years before, else 0
closeness   1 − km / 100, never under 0: by road where the way is kept, else straight between the centres in the
            province's own projection
resources   (money the agency can raise / most of any) · (cost of what the commune misses / most of any)
border      1 for armed forces and a commune on the national border, else 0

What is not known is missing in the table, never 0, and reported; the assignment counts it as half (`pieces.NEUTRAL`).
The formulas are proposals of ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from pyproj import Transformer

from ntm_geo.boundaries.crosswalks import older_crosswalks
from ntm_geo.boundaries.units import full_name, read_units
from ntm_geo.criteria.efforts import load_efforts
from ntm_geo.errors import LawError, msg
from ntm_geo.partners.partner_history import history
from ntm_geo.pathway.planning import Wishes, make_problem
from ntm_geo.records.agency_list import codes_in, load_agencies, road_distances, strengths
from ntm_geo.tables.base import each_row
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntm_geo.assessment.period import PeriodAssessment
    from ntm_geo.tables.provenance import Provenance
    from ntm_geo.workspace.workspace import Workspace

PIECE_KEYS: Final = ("sector", "need", "continuity", "closeness", "resources", "border")
"""Pieces of the fit of a pair, in the order they are listed."""
REACH_KM: Final = 100.0
"""Distance at which closeness is used up."""
_YEARS_BACK: Final = 3
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pieces:
    """What the figures say of agencies, communes and their pairs, before anybody weighs or rules."""

    agencies: pd.DataFrame
    """``tables.Agencies`` that take part, sorted by key."""
    communes: pd.DataFrame
    """``code, name, district, district_name, border, score, cost, missing``, sorted by code; ``missing`` is a tuple of
    criteria, ``cost`` million VND."""
    pairs: pd.DataFrame
    """``agency, code, km, by_road`` and one column a piece, missing where not known; sorted by agency and code."""
    strong_in: Mapping[str, tuple[str, ...]]
    earlier: frozenset[tuple[str, str]]
    """Agency and commune of the year before."""
    findings: tuple[Finding, ...]
    provenance: tuple[Provenance, ...]


def make_pieces(
    workspace: Workspace, standing: PeriodAssessment, codes: Sequence[str], *, scores: Mapping[str, float], year: int
) -> Pieces:
    """Return the pieces of every allowed pair.

    Parameters
    ----------
    workspace : of the door.
    standing : where the communes are.
    codes : of the communes that are to get partners.
    scores : points of each in the ranking, 0 to 100; communes without any have none.
    year : the plan begins in; partners of the years before it count as earlier ones.
    """
    register = load_agencies(workspace)
    agencies = register.table[register.table["active"].fillna(value=True).astype(bool)].sort_values(
        "agency", ignore_index=True
    )
    communes = _communes(workspace, standing, sorted(set(codes)), scores)
    day = date(standing.period, 12, 31)
    strong = strengths(workspace, agencies, law=standing.criteria_set, day=day)
    pairs, limits = _allowed(workspace, standing, agencies, communes)
    shown = history(workspace, vintage=standing.vintage, today=date(year - 1, 12, 31))
    # Made-up partners say nothing of the province's own agencies.
    shown = shown[~shown["illustrative"].astype(bool) | register.provenance.illustrative]
    pairs, far = _distances(workspace, standing, pairs, agencies, communes)
    money, unknown = _money(agencies)
    pairs["sector"] = _sector(pairs, strong, communes)
    pairs["need"] = pairs["code"].map(communes.set_index("code")["score"]) / 100
    pairs["continuity"] = _continuity(pairs, shown, year)
    pairs["resources"] = _resources(pairs, money, communes)
    kinds, border = agencies.set_index("agency")["kind"], communes.set_index("code")["border"]
    armed = pairs["agency"].map(kinds).eq("armed_forces")
    pairs["border"] = (armed & pairs["code"].map(border).astype(bool)).astype(float)
    last = shown[shown["year"].eq(year - 1)]
    columns = ["agency", "code", "km", "by_road", *PIECE_KEYS]
    return Pieces(
        agencies=agencies,
        communes=communes,
        pairs=pairs[columns].sort_values(["agency", "code"], ignore_index=True),
        strong_in=strong,
        earlier=frozenset(zip(last["agency"], last["code"], strict=True)),
        findings=(*limits, *far, *unknown, *_costs_known(communes)),
        provenance=(standing.provenance, register.provenance),
    )


def _communes(
    workspace: Workspace, standing: PeriodAssessment, codes: list[str], scores: Mapping[str, float]
) -> pd.DataFrame:
    units = standing.units.set_index("code")
    work = _missing(workspace, standing)
    rows = []
    for code in codes:
        unit = units.loc[code].to_dict()
        missing = work.get(code, {})
        rows.append(
            {
                "code": code,
                "name": full_name(str(unit["kind"]), str(unit["name"])),
                "district": "" if pd.isna(unit["parent_code"]) else str(unit["parent_code"]),
                "district_name": "" if pd.isna(unit["parent_name"]) else str(unit["parent_name"]),
                "border": bool(unit["border"]),
                "score": float(scores.get(code, math.nan)),
                "cost": float(sum(missing.values())),
                "missing": tuple(missing),
            }
        )
    columns = ["code", "name", "district", "district_name", "border", "score", "cost", "missing"]
    return pd.DataFrame(rows, columns=columns)


def _missing(workspace: Workspace, standing: PeriodAssessment) -> dict[str, dict[str, float]]:
    """Return for every commune the criteria it is not known to meet, and what each costs as on the page of the path."""
    try:
        efforts = load_efforts(workspace.criteria_dir, standing.criteria_set)
    except LawError:
        results = standing.assessment.results
        open_ones = results[~results["met"].fillna(value=False).astype(bool)]
        return {str(code): dict.fromkeys(rows, math.nan) for code, rows in open_ones.groupby("code")["criterion"]}
    problem = make_problem(workspace, standing, efforts, Wishes(goals=(), years=(standing.period + 1,)))
    return {commune.code: dict(commune.missing) for commune in problem.communes}


def _allowed(
    workspace: Workspace, standing: PeriodAssessment, agencies: pd.DataFrame, communes: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the pairs, and which agencies are left with none.

    Where there are districts every pair is there, and a rule of the assignment keeps agencies to theirs. Where there
    are none any more, only pairs the former districts allow are.
    """
    homes = _districts(workspace, standing, communes)
    every = bool(communes["district"].ne("").all())
    rows, nowhere = [], []
    for row in each_row(agencies):
        codes = [code for code, districts in homes.items() if may_go(row, districts)]
        rows += [(str(row.agency), code) for code in (homes if every else codes)]
        if not codes:
            nowhere.append(str(row.name))
    pairs = pd.DataFrame(rows, columns=["agency", "code"])
    if not nowhere or communes.empty:
        return pairs, []
    finding = Finding(
        severity="info", kind="agency-nowhere", place=_first(nowhere),
        what=msg("{count} agencies may go to none of these communes.", count=len(nowhere)),
        hint=msg("Look at the districts they may go to."),
    )  # fmt: skip
    return pairs, [finding]


def may_go(agency: Any, districts: set[str]) -> bool:
    """Return whether a row of ``tables.Agencies`` may go to a commune that lies, or lay, in these districts."""
    only, never = set(codes_in(agency.only_districts)), set(codes_in(agency.not_districts))
    inside = not only or bool(districts & (only - never))
    return inside and not (districts and districts <= never)


def _districts(workspace: Workspace, standing: PeriodAssessment, communes: pd.DataFrame) -> dict[str, set[str]]:
    """Return the districts of each commune; where there is no district level, those its former units lay in."""
    district_by_code = {
        str(code): {str(item)} if item else set() for code, item in communes[["code", "district"]].to_numpy()
    }
    if all(district_by_code.values()):
        return district_by_code
    for older, crosswalk in older_crosswalks(workspace.province, standing.vintage):
        parents = read_units(workspace.province, older).set_index("code")["parent_code"]
        for source, target in crosswalk[["source_code", "target_code"]].to_numpy():
            if target in district_by_code and pd.notna(parents[source]):
                district_by_code[target].add(str(parents[source]))
        break
    return district_by_code


def _distances(
    workspace: Workspace,
    standing: PeriodAssessment,
    pairs: pd.DataFrame,
    agencies: pd.DataFrame,
    communes: pd.DataFrame,
) -> tuple[pd.DataFrame, list[Finding]]:
    to_local = Transformer.from_crs("EPSG:4326", workspace.province.local_crs, always_xy=True)
    units = standing.units.set_index("code").loc[communes["code"]]
    seats = agencies.set_index("agency")
    centres = pd.DataFrame(
        np.column_stack(to_local.transform(units["lon"], units["lat"])), index=units.index, columns=["x", "y"]
    )
    homes = pd.DataFrame(np.nan, index=seats.index, columns=["x", "y"])
    known = seats["lon"].notna() & seats["lat"].notna()
    if known.any():
        placed = to_local.transform(seats.loc[known, "lon"].to_numpy(), seats.loc[known, "lat"].to_numpy())
        homes.loc[known, ["x", "y"]] = np.column_stack(placed)
    apart = homes.reindex(pairs["agency"]).to_numpy() - centres.reindex(pairs["code"]).to_numpy()
    straight = np.hypot(apart[:, 0], apart[:, 1]) / 1000
    roads = road_distances(workspace, vintage=standing.vintage).table.set_index(["agency", "code"])["km"]
    keys = pd.MultiIndex.from_frame(pairs[["agency", "code"]])
    road = roads.reindex(keys).to_numpy(dtype=float) if len(roads) else np.full(len(pairs), np.nan)
    km = np.where(np.isnan(road), straight, road)
    closeness = pd.Series((1 - km / REACH_KM).clip(min=0), index=pairs.index).where(~np.isnan(km))
    placed_pairs = pairs.assign(km=np.round(km, 1), by_road=~np.isnan(road), closeness=closeness)
    lost = sorted(set(pairs.loc[np.isnan(km), "agency"]))
    if not lost:
        return placed_pairs, []
    return placed_pairs, [
        Finding(
            severity="warning", kind="location-missing", place=_first(seats.loc[lost, "name"]),
            what=msg("{count} agencies have no location; how near they are is not known and counts half.",
                     count=len(lost)),
            hint=msg("Enter where their seat is."),
        )
    ]  # fmt: skip


def _money(agencies: pd.DataFrame) -> tuple[pd.Series, list[Finding]]:
    """Return the money each agency can raise, missing where it does not say."""
    lost = agencies.loc[agencies["resources"].isna(), "name"]
    resources: pd.Series = agencies.set_index("agency")["resources"]
    if lost.empty:
        return resources, []
    finding = Finding(
        severity="info", kind="resources-missing", place=_first(lost),
        what=msg("{count} agencies do not say what money they can raise; their resources count half.",
                 count=len(lost)),
        hint=msg("Enter million VND a year, 0 for none."),
    )  # fmt: skip
    return resources, [finding]


def _costs_known(communes: pd.DataFrame) -> list[Finding]:
    if communes["cost"].notna().all():
        return []
    return [
        Finding(
            severity="info", kind="costs-missing", place="",
            what=msg("What the missing criteria cost is not known; resources count half everywhere."),
            hint=msg("Add a table of efforts for the criteria set."),
        )
    ]  # fmt: skip


def _sector(pairs: pd.DataFrame, strong: Mapping[str, tuple[str, ...]], communes: pd.DataFrame) -> list[float]:
    missing = {code: set(missed) for code, missed in communes[["code", "missing"]].to_numpy()}
    sets = {key: set(value) for key, value in strong.items()}
    counts = []
    for agency, code in pairs[["agency", "code"]].to_numpy():
        able, lacks = sets[agency], missing[code]
        counts.append(len(able & lacks) / math.sqrt(len(able) * len(lacks)) if able and lacks else 0.0)
    return counts


def _continuity(pairs: pd.DataFrame, table: pd.DataFrame, year: int) -> pd.Series:
    newest = table[table["year"].lt(year)].groupby(["agency", "code"])["year"].max()
    if newest.empty:
        return pd.Series(0.0, index=pairs.index)
    last = newest.reindex(pd.MultiIndex.from_frame(pairs[["agency", "code"]])).to_numpy(dtype=float)
    share = np.clip((_YEARS_BACK + 1 - (year - last)) / _YEARS_BACK, 0, 1)
    return pd.Series(np.nan_to_num(share, nan=0.0), index=pairs.index)


def _resources(pairs: pd.DataFrame, money: pd.Series, communes: pd.DataFrame) -> pd.Series:
    costs = communes.set_index("code")["cost"]
    most_money, most_cost = money.max(), costs.max()
    if not most_money or not most_cost:
        return pd.Series(0.0, index=pairs.index)
    share: pd.Series = pairs["agency"].map(money) / most_money * (pairs["code"].map(costs) / most_cost)
    return share


def _first(names: Sequence[str] | pd.Series) -> str:
    listed = list(names)
    return ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")
