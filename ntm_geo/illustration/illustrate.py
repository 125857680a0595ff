"""Illustrate: make the illustrative figures of a province anew from their recipe.

What is published (communes per tier, certified hamlets, names of recognised communes) is met exactly; the rest is
drawn: who is in which tier and which criteria they meet in `illustrated_results`, values in `illustrated_values`,
agencies and whom they helped in `illustrated_agencies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ntm_geo.assessment.engine.inputs import programme_codes
from ntm_geo.boundaries.units import read_units
from ntm_geo.criteria.in_force import thresholds_in_force
from ntm_geo.errors import Message, ProvinceError, msg
from ntm_geo.illustration.illustrated_agencies import write_agencies
from ntm_geo.illustration.illustrated_results import draw_hardship, draw_recognitions, draw_results, rank, spacing_km
from ntm_geo.illustration.illustrated_values import Course, draw_scores
from ntm_geo.records.recipe import RECIPE_NAME, Recipe, load_recipe
from ntm_geo.records.shipped import Figures, Registers, illustrative_dir, made_up_sources, write_illustrative

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ntm_geo.criteria.model import CriteriaSet
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
    recipe = load_recipe(home)
    law = workspace.set_on(date(recipe.years[-1], 12, 31))
    days = [date(year, 12, 31) for year in recipe.years]
    thresholds = {
        day.year: thresholds_in_force(law, on=day, region=workspace.province.region)
        for day in days
        if law.effective <= day <= law.expires
    }
    units = read_units(workspace.province, recipe.vintage)
    target = folder or home
    written = write_illustrative(make_figures(units, recipe, criteria_set=law, thresholds=thresholds), target)
    return [*written, *write_agencies(target, home, units)]


def make_figures(
    units: pd.DataFrame,
    recipe: Recipe,
    *,
    criteria_set: CriteriaSet,
    thresholds: Mapping[int, pd.DataFrame],
) -> Figures:
    """Draw the figures of a recipe.

    Parameters
    ----------
    units : ``tables.Units`` of the recipe's vintage, in any order.
    recipe : what to meet exactly, and the seed.
    criteria_set : the law whose criteria and tiers are used.
    thresholds : ``tables.Thresholds`` of the years with indicator values; other years have criterion results only.

    Raises
    ------
    ProvinceError
        The recipe's communes or tiers are not those of the units.
    """
    units = units.sort_values("code", ignore_index=True)
    codes = programme_codes(units)
    _check(recipe, units, criteria_set)
    hardship = draw_hardship(units, recipe)
    won = draw_recognitions(hardship, recipe, codes=codes, criteria_set=criteria_set)
    met = draw_results(hardship, won, recipe, criteria_set=criteria_set)
    attributes = _draw_attributes(codes, recipe)
    course = Course(recipe=recipe, codes=codes, hardship=hardship, attributes=attributes, criteria_set=criteria_set)
    results, scores = _results(met, codes, recipe, criteria_set), draw_scores(course, met, thresholds)
    registers = Registers(recognitions=_recognitions(codes, won), hamlets=_draw_hamlets(units, hardship, recipe))
    return Figures(
        results=results,
        scores=scores,
        registers={recipe.vintage: registers},
        attributes=attributes,
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


def _recognitions(codes: pd.Index, won: NDArray[np.int_]) -> pd.DataFrame:
    """Return ``tables.Recognitions``; only the year is known, so its last day stands for it."""
    state = won > 0
    return pd.DataFrame(
        {
            "code": codes[state],
            "level": "standard",
            "recognised_on": pd.to_datetime([f"{year}-12-31" for year in won[state]]),
            "revoked_on": pd.NaT,
            "decision": None,
        },
    )


def _draw_attributes(codes: pd.Index, recipe: Recipe) -> pd.DataFrame:
    """Return ``UnitAttributes``."""
    chosen = rank(recipe.draw("craft villages", len(codes))) < recipe.attributes.craft_villages
    return pd.DataFrame({"code": codes, "has_craft_village": pd.array(chosen, dtype="boolean")})


def _draw_hamlets(units: pd.DataFrame, hardship: NDArray[np.float64], recipe: Recipe) -> pd.DataFrame:
    """Return ``tables.Hamlets``: more of them where communes are large, certified ones where the way is easier."""
    codes, plan = programme_codes(units), recipe.hamlets
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
        certified[ease < count] = pd.Timestamp(year=year, month=12, day=31)
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
