"""Illustrate: make the illustrative figures of a province anew from their recipes.

What is published (communes per tier, certified hamlets, names of recognised communes) is met exactly; the rest is
drawn: who is in which tier and which criteria they meet in `illustrated_results`, values in `illustrated_values`,
agencies and whom they helped in `illustrated_agencies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.inputs import programme_codes
from ntm_geo.assessment.engine.matrix_form import grid
from ntm_geo.assessment.engine.other_set import succeed
from ntm_geo.boundaries.carrying import carry_results
from ntm_geo.boundaries.crosswalks import main_target, read_crosswalk
from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.errors import Message, ProvinceError, msg
from ntm_geo.illustration.illustrated_agencies import write_agencies
from ntm_geo.illustration.illustrated_results import (
    draw_hardship,
    draw_recognitions,
    draw_results,
    hardship_after,
    rank,
    spacing_km,
)
from ntm_geo.illustration.illustrated_values import Course, draw_scores
from ntm_geo.illustration.illustrated_work import YearWork, work_of, write_work
from ntm_geo.records.made_up.made_up_agencies import read_agencies
from ntm_geo.records.recipe import RECIPE_NAME, Recipe, load_recipe, recipe_folders
from ntm_geo.records.registers import empty_table
from ntm_geo.records.shipped import Figures, Registers, illustrative_dir, made_up_sources, write_illustrative

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet
    from ntm_geo.records.made_up.made_up_work import WorkRecipe
    from ntm_geo.workspace.workspace import Workspace


def illustrate(workspace: Workspace, folder: Path | None = None) -> list[Path]:
    """Make the illustrative figures of the province anew; returns the files written.

    Parameters
    ----------
    workspace : of the door.
    folder : where the tables go; beside the recipe unless given.

    Raises
    ------
    ProvinceError
        The recipe is missing, or does not fit the province's units.
    """
    home = illustrative_dir(workspace.criteria_dir, workspace.province.key)
    target, written = folder or home, []
    start: Start | None = None
    for source in recipe_folders(home):
        recipe = load_recipe(source)
        law, units = law_of(workspace, recipe), read_units(workspace.province, recipe.vintage)
        before = None if start is None else results_before(workspace, start, recipe, law)
        attributes = None if start is None else start.attributes
        thresholds = thresholds_of(workspace, recipe, law)
        made = make_figures(
            units, recipe, criteria_set=law, thresholds=thresholds, before=before, attributes=attributes
        )
        start = Start(recipe=recipe, law=law, results=made.results, attributes=made.attributes)
        beside = target / source.relative_to(home)
        written += write_illustrative(made, recipe, beside)
        if source == home:
            written += write_agencies(target, home, units)
        if work := work_of(source):
            written += write_work(_year_work(workspace, work, recipe, made, target), source, beside)
    return written


def _year_work(workspace: Workspace, work: WorkRecipe, recipe: Recipe, made: Figures, target: Path) -> YearWork:
    """Return what the registers of a year are drawn from: its figures, and the agencies written before."""
    first = load_recipe(illustrative_dir(workspace.criteria_dir, workspace.province.key)).vintage
    districts: dict[str, frozenset[str]] = {}
    if first != recipe.vintage:
        older = read_units(workspace.province, first).set_index("code")["parent_code"].dropna()
        into = main_target(read_crosswalk(workspace.province, first, recipe.vintage))
        districts = {str(key): frozenset(into.reindex(codes.index).dropna()) for key, codes in older.groupby(older)}
    return YearWork(
        work=work,
        recipe=recipe,
        law=law_of(workspace, recipe),
        results=made.results[made.results["period"].eq(work.year)],
        recognitions=made.recognitions,
        units=read_units(workspace.province, recipe.vintage),
        departments=workspace.departments,
        agencies=read_agencies(target),
        districts=districts,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """What a recipe goes on from: the figures of the one before it."""

    recipe: Recipe
    law: CriteriaSet
    results: pd.DataFrame
    """``tables.CriterionResults`` of its years, by its units and set."""
    attributes: pd.DataFrame
    """``UnitAttributes``."""


def law_of(workspace: Workspace, recipe: Recipe) -> CriteriaSet:
    """Return the criteria set the results of a recipe are counted by: that of its last year."""
    return workspace.set_on(date(recipe.years[-1], 12, 31))


def thresholds_of(workspace: Workspace, recipe: Recipe, law: CriteriaSet) -> dict[int, pd.DataFrame]:
    """Return ``tables.Thresholds`` by year, for the years of a recipe whose indicators get values."""
    days = [date(year, 12, 31) for year in recipe.years if recipe.with_values]
    return {
        day.year: thresholds_in_force(law, on=day, region=workspace.province.region)
        for day in days
        if law.effective <= day <= law.expires
    }


def results_before(workspace: Workspace, start: Start, recipe: Recipe, law: CriteriaSet) -> pd.DataFrame:
    """Return the last results before a recipe on its units and by its set, ``tables.CriterionResults`` of one year.

    Units that were merged meet what most of their parts met; criteria of another set are stood in for.

    Raises
    ------
    ProvinceError
        Nothing says how the units or the criteria go over into those of the recipe.
    """
    results = start.results[start.results["period"].eq(start.recipe.years[-1])]
    if start.recipe.vintage != recipe.vintage:
        crosswalk = read_crosswalk(workspace.province, start.recipe.vintage, recipe.vintage)
        older = read_units(workspace.province, start.recipe.vintage)
        results = carry_results(results, crosswalk, source_units=older, rule="majority")
    if start.law.key == law.key:
        return results
    succession = workspace.succession(start.law.key, law.key)
    if succession is None:
        raise _misfit(msg("years of the set {key}, which nothing goes over into", key=law.key))
    return succeed(results, succession)


def make_figures(
    units: pd.DataFrame,
    recipe: Recipe,
    *,
    criteria_set: CriteriaSet,
    thresholds: Mapping[int, pd.DataFrame],
    before: pd.DataFrame | None = None,
    attributes: pd.DataFrame | None = None,
) -> Figures:  # fmt: skip
    """Draw the figures of a recipe.

    Parameters
    ----------
    units : ``tables.Units`` of the recipe's vintage, in any order.
    recipe : what to meet exactly, and the seed.
    criteria_set : the law whose criteria and tiers are used.
    thresholds : ``tables.Thresholds`` of the years with indicator values; other years have criterion results only.
    before : ``tables.CriterionResults`` of the year before, on these units by this set; None where the recipe is the
        first.
    attributes : ``UnitAttributes`` where the recipe does not draw them.

    Raises
    ------
    ProvinceError
        The recipe's communes or tiers are not those of the units.
    """
    units = units.sort_values("code", ignore_index=True)
    codes = programme_codes(units)
    _check(recipe, units, criteria_set)
    hardship = draw_hardship(units, recipe)
    matrix = None if before is None else _matrix(before, codes, criteria_set)
    if matrix is not None:
        hardship = hardship_after(matrix, hardship)
    won = draw_recognitions(hardship, recipe, codes=codes, criteria_set=criteria_set)
    met = draw_results(hardship, won, recipe, criteria_set=criteria_set, before=matrix)
    chosen = attributes if recipe.attributes is None and attributes is not None else _draw_attributes(codes, recipe)
    course = Course(recipe=recipe, codes=codes, hardship=hardship, attributes=chosen, criteria_set=criteria_set)
    results, scores = _results(met, codes, recipe, criteria_set), draw_scores(course, met, thresholds)
    registers = Registers(
        recognitions=_recognitions(codes, won, recipe), hamlets=_draw_hamlets(units, hardship, recipe)
    )
    return Figures(
        results=results,
        scores=scores,
        registers={recipe.vintage: registers},
        attributes=chosen,
        sources=made_up_sources(results, scores, recipe),
    )


def _check(recipe: Recipe, units: pd.DataFrame, criteria_set: CriteriaSet) -> None:
    """Refuse a recipe that is not made for these units and this law."""
    communes = units[units["code"].isin(programme_codes(units))].set_index("code")["name"]
    strangers = [item.published for item in recipe.recognised if item.code and communes.get(item.code) != item.name]
    if strangers:
        raise _misfit(msg("recognised communes that are not on the list of units: {names}", names=", ".join(strangers)))
    keys = {rule.key for rule in criteria_set.tiers}
    for year, counts in recipe.tiers.items():
        if set(counts) != keys or sum(counts.values()) != len(communes):
            raise _misfit(msg("tiers of {year} that do not add up to {count} communes", year=year, count=len(communes)))
    if set(recipe.criteria.difficulty) != {criterion.code for criterion in criteria_set.criteria}:
        raise _misfit(msg("difficulties of other criteria than those of the set {key}", key=criteria_set.key))


def _misfit(what: Message) -> ProvinceError:
    return ProvinceError(
        msg("The recipe of the illustrative figures has {what}.", what=what),
        where=RECIPE_NAME,
        fix=msg("Correct the recipe and make the figures again."),
    )


def _results(met: NDArray[np.float64], codes: pd.Index, recipe: Recipe, criteria_set: CriteriaSet) -> pd.DataFrame:
    """Return ``tables.CriterionResults`` from the cube of year × commune × criterion."""
    criteria = [criterion.code for criterion in criteria_set.criteria]
    keys = pd.MultiIndex.from_product([recipe.years, codes, criteria], names=["period", "code", "criterion"])
    table = pd.Series(met.ravel(), index=keys).astype("boolean").rename("met").reset_index()
    return table[["code", "criterion", "period", "met"]]


def _matrix(results: pd.DataFrame, codes: pd.Index, criteria_set: CriteriaSet) -> NDArray[np.float64]:
    """Return commune × criterion of one year: 1 for met, 0 for not met, half for unknown."""
    keys = pd.Index([criterion.code for criterion in criteria_set.criteria])
    matrix: NDArray[np.float64] = grid(results, "met", codes=codes, column="criterion", keys=keys)
    return np.nan_to_num(matrix, nan=0.5)


def _recognitions(codes: pd.Index, won: NDArray[np.int_], recipe: Recipe) -> pd.DataFrame:
    """Return ``tables.Recognitions``; where the decision is not published, one day of the year stands for its."""
    state = won > 0
    published = {item.code: (item.decision, item.decided_on) for item in recipe.recognised if item.decided_on}
    winners = zip(codes[state], map(int, won[state]), strict=True)
    decisions = [published.get(code, (None, recipe.day_of(year))) for code, year in winners]
    return pd.DataFrame(
        {
            "code": codes[state],
            "level": "standard",
            "for_year": pd.array(won[state], dtype="Int64"),
            "recognised_on": pd.to_datetime([day for _number, day in decisions]),
            "revoked_on": pd.NaT,
            "decision": [number for number, _day in decisions],
        },
    )


def _draw_attributes(codes: pd.Index, recipe: Recipe) -> pd.DataFrame:
    """Return ``UnitAttributes``."""
    count = recipe.attributes.craft_villages if recipe.attributes else 0
    chosen = rank(recipe.draw("craft villages", len(codes))) < count
    return pd.DataFrame({"code": codes, "has_craft_village": pd.array(chosen, dtype="boolean")})


def _draw_hamlets(units: pd.DataFrame, hardship: NDArray[np.float64], recipe: Recipe) -> pd.DataFrame:
    """Return ``tables.Hamlets``: more of them where communes are large, certified ones where the way is easier."""
    codes, plan = programme_codes(units), recipe.hamlets
    if plan is None:
        return empty_table("hamlets")
    weight = spacing_km(units) * (0.5 + recipe.draw("hamlets per commune", len(codes)))
    exact = weight / weight.sum() * (plan.total - plan.fewest * len(codes))
    floor = np.floor(exact).astype(int)
    floor[rank(floor - exact) < plan.total - plan.fewest * len(codes) - floor.sum()] += 1
    counts = floor + plan.fewest
    owner = np.repeat(np.arange(len(codes)), counts)
    number = pd.Series(owner).groupby(owner).cumcount() + 1
    code = codes.take(owner)
    ease = rank(rank(hardship)[owner] / len(codes) + recipe.draw("certified hamlets", len(owner)))
    certified = pd.Series(pd.NaT, index=number.index, dtype="datetime64[ns]")
    for year, count in sorted(plan.certified.items(), reverse=True):
        certified[ease < count] = pd.Timestamp(recipe.day_of(year))
    return pd.DataFrame(
        {
            "hamlet": code + "-" + number.astype("str").str.zfill(2).to_numpy(),
            "code": code,
            "name": [plan.name.format(number=each) for each in number],
            "certified_on": certified,
            "revoked_on": pd.NaT,
            "decision": None,
        },
    )
