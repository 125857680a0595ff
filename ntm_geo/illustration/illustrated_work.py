"""Illustrative registers of the work of a year, drawn from its figures and ``work.toml``.

Communes near all criteria register some and begin the procedure; difficulties stand in the way of criteria that are
missing, with the department in charge of them; agencies register something with a commune they help. Nobody is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.criteria.in_force import in_charge
from ntm_geo.records.made_up.made_up_work import FILES, WORK_NAME, WorkKind, load_work_recipe
from ntm_geo.records.registers import empty_table
from ntm_geo.store.kinds import MODELS
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.criteria.model import CriteriaSet, Department
    from ntm_geo.records.made_up.made_up_work import WorkRecipe
    from ntm_geo.records.recipe import Recipe

_SPAN_DAYS: Final = 270
"""Days of the year within which things happen, from its tenth day on."""
_DUE_DAYS: Final = 300
_MONEY_STEP: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class YearWork:
    """What the registers of a year are drawn from."""

    work: WorkRecipe
    recipe: Recipe
    law: CriteriaSet
    results: pd.DataFrame
    """``tables.CriterionResults`` of the year."""
    recognitions: pd.DataFrame
    """``tables.Recognitions`` of the year."""
    units: pd.DataFrame
    """``tables.Units``."""
    departments: Sequence[Department]
    agencies: pd.DataFrame
    """``tables.Agencies``."""
    districts: Mapping[str, frozenset[str]]
    """Codes of the communes that lie in each district the agencies know, mostly; empty where districts are the same."""

    def day(self, share: float) -> date:
        """Return the day of the year a number from 0 to 1 stands for."""
        return date(self.work.year, 1, 10) + timedelta(days=int(share * _SPAN_DAYS))

    @property
    def missing(self) -> pd.DataFrame:
        """Criteria known to be missing: ``code, criterion``, communes that miss fewest first."""
        gaps = self.results[self.results["met"].eq(other=False).fillna(value=False).astype(bool)]
        count = gaps.groupby("code")["criterion"].size()
        ordered = gaps.assign(
            count=gaps["code"].map(count), turn=gaps["criterion"].map(self.recipe.criteria.difficulty)
        )
        return ordered.sort_values(["count", "code", "turn"], ignore_index=True)[["code", "criterion"]]


def draw_work(year: YearWork) -> dict[WorkKind, pd.DataFrame]:
    """Return the registers by kind, each with the columns of its model, see `store.schema.MODELS`."""
    partners = draw_year_partners(year)
    tables: dict[WorkKind, pd.DataFrame] = {
        "registrations": _registrations(year),
        "steps": _steps(year),
        "difficulties": _difficulties(year),
        "inspections": _inspections(year),
        "support": _support(year, partners),
        "partners": partners,
    }
    return {kind: _checked(kind, table) for kind, table in tables.items()}


def write_work(year: YearWork, source: Path, target: Path) -> list[Path]:
    """Write the registers of a year; none where it has no ``work.toml``.

    Parameters
    ----------
    year : what they are drawn from.
    source : folder of the recipe.
    target : folder the tables go to.
    """
    if not (source / WORK_NAME).is_file():
        return []
    written = []
    for kind, table in draw_work(year).items():
        shown = table.assign(to_ministry=table["to_ministry"].astype("Int8")) if "to_ministry" in table else table
        path = target / FILES[kind]
        shown.to_csv(path, index=False, lineterminator="\n", encoding="utf-8", date_format="%Y-%m-%d")
        written.append(path)
    return written


def work_of(folder: Path) -> WorkRecipe | None:
    """Return the recipe of the registers of a folder; None where it has none."""
    return load_work_recipe(folder) if (folder / WORK_NAME).is_file() else None


def draw_year_partners(year: YearWork) -> pd.DataFrame:
    """Return ``tables.Partners`` of the year: one commune for each agency, on the border for soldiers."""
    communes = year.units[year.units["kind"].eq(PROGRAMME_KIND)].sort_values("code")
    chance = year.recipe.draw("work: partners", len(year.agencies))
    rows = []
    for row, pick in zip(each_row(year.agencies), chance, strict=True):
        allowed = _open_to(year, row, communes)
        rows.append(
            {"agency": row.agency, "code": allowed["code"].iloc[int(pick * len(allowed))], "year": year.work.year}
        )
    return pd.DataFrame(rows).assign(decision=None)


def _open_to(year: YearWork, row: Any, communes: pd.DataFrame) -> pd.DataFrame:
    allowed = communes
    if isinstance(row.only_districts, str):
        inside = {code for key in row.only_districts.split(";") for code in year.districts.get(key, ())}
        allowed = allowed[allowed["code"].isin(inside)]
    if row.kind == "armed_forces":
        allowed = allowed[allowed["border"]]
    return allowed if len(allowed) else communes


def _registrations(year: YearWork) -> pd.DataFrame:
    """Return what the communes nearest to all criteria registered: the hardest met, the easiest two missing."""
    turn = pd.Series(year.recipe.criteria.difficulty)
    missing = year.missing
    chosen = list(dict.fromkeys(missing["code"]))[: year.work.registered]
    met = year.results[year.results["met"].fillna(value=False).astype(bool)]
    rows = []
    for code in chosen:
        reached = met.loc[met["code"].eq(code), "criterion"]
        wanted = [
            reached.iloc[turn[reached].to_numpy().argmax()],
            *missing.loc[missing["code"].eq(code), "criterion"][:2],
        ]
        rows += [{"code": code, "year": year.work.year, "criterion": str(item), "note": None} for item in wanted]
    return pd.DataFrame(rows).sort_values(["code", "criterion"], ignore_index=True)


def _steps(year: YearWork) -> pd.DataFrame:
    """Return how far procedures are: recognised ones to their end, the next communes to their own assessment."""
    recognised = year.recognitions[year.recognitions["recognised_on"].dt.year.eq(year.work.year)]
    rows = []
    for row in each_row(recognised.sort_values("code")):
        last = pd.Timestamp(row.recognised_on).date()
        for step, before in (("registered", 210), ("self_assessed", 120), ("appraised", 30), ("recognised", 0)):
            rows.append({"code": row.code, "step": step, "on": last - timedelta(days=before)})
    begun = [code for code in dict.fromkeys(year.missing["code"]) if code not in set(recognised["code"])]
    chance = year.recipe.draw("work: steps", len(begun), 2)
    for turn, (code, (first, second)) in enumerate(zip(begun[: year.work.registered], chance, strict=False)):
        rows.append({"code": code, "step": "registered", "on": year.day(first / 3)})
        if turn < year.work.registered // 2:
            rows.append({"code": code, "step": "self_assessed", "on": year.day(0.6 + second / 3)})
    return pd.DataFrame(rows).assign(level="standard", document=None, note=None)


def _difficulties(year: YearWork) -> pd.DataFrame:
    """Return difficulties in the way of missing criteria: a third solved, the rest open, with a day they are due."""
    work, missing = year.work, year.missing
    kinds = {item.criterion: item for item in work.difficulty}
    known = missing[missing["criterion"].isin(kinds)].reset_index(drop=True)
    lot = year.recipe.draw("work: which difficulties", len(known))
    chosen = known.iloc[pd.Series(lot).sort_values().index[: work.difficulties]].reset_index(drop=True)
    chance = year.recipe.draw("work: days of difficulties", len(chosen), 3)
    rows = []
    for number, (row, (raised, solved, due)) in enumerate(zip(each_row(chosen), chance, strict=True), start=1):
        kind, day = kinds[row.criterion], year.day(raised * 0.8)
        charged = in_charge(year.departments, row.criterion, on=day, criteria_set=year.law.key)
        done = number % 3 == 0
        rows.append(
            {
                "number": number, "code": row.code, "criterion": row.criterion, "what": kind.what,
                "raised_by": work.raised_by, "in_charge": charged[0].key if charged else None,
                "to_ministry": number <= work.to_ministry, "raised_on": day,
                "due_on": day + timedelta(days=30 + int(due * _DUE_DAYS)),
                "solved_on": day + timedelta(days=10 + int(solved * 30)) if done else None,
                "solution": kind.solution if done else None,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _inspections(year: YearWork) -> pd.DataFrame:
    """Return visits to communes drawn among all, each with who came and what was found."""
    work, codes = year.work, sorted(year.results["code"].unique())
    chance = year.recipe.draw("work: inspections", work.inspections, 4)
    rows = [
        {
            "code": codes[int(which * len(codes))],
            "on": year.day(day),
            "who": work.inspectors[int(who * len(work.inspectors))],
            "findings": work.findings[int(what * len(work.findings))],
        }
        for which, day, who, what in chance
    ]
    table = pd.DataFrame(rows).sort_values(["on", "code"], ignore_index=True)
    return table.assign(number=range(1, len(table) + 1))


def _support(year: YearWork, partners: pd.DataFrame) -> pd.DataFrame:
    """Return what agencies registered with their communes, a part of it done."""
    kinds = year.agencies.set_index("agency")["kind"]
    money = year.agencies.set_index("agency")["resources"]
    lot = pd.Series(year.recipe.draw("work: who registers", len(partners)), index=partners.index)
    chosen = partners.loc[lot.sort_values().index[: year.work.supported]].sort_values("agency")
    chance = year.recipe.draw("work: support", len(chosen), 4)
    rows = []
    for row, (which, part, due, ready) in zip(each_row(chosen), chance, strict=True):
        choices = [item for item in year.work.support if item.kind == kinds[row.agency]]
        if not choices:
            continue
        item = choices[int(which * len(choices))]
        promised = max(_MONEY_STEP, round(money[row.agency] * (0.3 + 0.5 * part) / _MONEY_STEP) * _MONEY_STEP)
        day, done = year.day(0.2 + 0.8 * due), ready < 1 / 2 and due < 2 / 3
        rows.append(
            {
                "agency": row.agency, "code": row.code, "year": year.work.year, "content": item.content,
                "criterion": item.criterion, "money": promised, "days": None, "due_on": day,
                "done_on": day - timedelta(days=5) if done else None, "done": item.done if done else None,
                "money_done": promised if done else None, "days_done": None,
            }
        )  # fmt: skip
    return pd.DataFrame(rows).assign(number=range(1, len(rows) + 1))


def _checked(kind: WorkKind, table: pd.DataFrame) -> pd.DataFrame:
    columns = list(empty_table(kind).columns)
    frame = table.reindex(columns=columns)
    return validate(frame.astype(object).where(frame.notna(), None), MODELS[kind], where=FILES[kind])
