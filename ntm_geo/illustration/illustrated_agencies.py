"""Illustrative agencies of a province, and whom they helped in earlier years: made from a list of names and a recipe.

The names are those of public bodies; everything else is drawn from the seed of ``recipe.toml`` by what
``agencies.toml`` says of each kind. Contacts stay empty. Nobody's real promise is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.records.made_up.made_up_agencies import AGENCIES, LIST_NAME, PARTNERS, load_agency_recipe
from ntm_geo.records.recipe import load_recipe
from ntm_geo.tables.agency_table import Agencies
from ntm_geo.tables.assignment_table import Partners
from ntm_geo.tables.base import each_row, validate
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.records.made_up.made_up_agencies import AgencyRecipe, NamedAgency
    from ntm_geo.records.recipe import Recipe

_ROUND: Final = 10
"""Money is drawn in steps of so many million VND."""


def draw_agencies(made: AgencyRecipe, recipe: Recipe, units: pd.DataFrame) -> pd.DataFrame:
    """Return ``tables.Agencies`` of a list: capacity and money drawn within what its kind says.

    Parameters
    ----------
    made : the list of names and what is said of each kind.
    recipe : holds the seed.
    units : ``tables.Units``; seats are the centre points of theirs.
    """
    places = units.set_index("code")
    homes = [_home(places, agency) for agency in made.agencies]
    chance = recipe.draw("agencies: communes", len(made.agencies))
    money = recipe.draw("agencies: money", len(made.agencies))
    rows = []
    for item, home, takes, gives in zip(made.agencies, homes, chance, money, strict=True):
        kind = made.kinds[item.kind]
        low, high = kind.resources
        rows.append(
            {
                "agency": item.key,
                "name": item.name,
                "kind": item.kind,
                "capacity_min": kind.fewest,
                "capacity_max": kind.most[0] + int(takes * (kind.most[1] - kind.most[0] + 1)),
                "strong_in": item.strong_in or None,
                "resources": float(round((low + gives * (high - low)) / _ROUND) * _ROUND),
                "lon": home["lon"],
                "lat": home["lat"],
                "only_districts": item.only_districts or None,
                "not_districts": None,
                "contact": None,
                "active": True,
                "home": f"{full_name(home['kind'], home['name'])}, {home['parent_name']}",
                "other_resources": kind.other or None,
            }
        )
    return validate(pd.DataFrame(rows), Agencies, where=LIST_NAME).sort_values("agency", ignore_index=True)


def draw_partners(made: AgencyRecipe, recipe: Recipe, units: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    """Return ``tables.Partners``: one commune for each agency a year, most of them kept from the year before.

    Every commune of an agency's districts is as likely; a unit on the border is drawn for the armed forces.
    """
    communes = units[units["kind"].eq(PROGRAMME_KIND)].sort_values("code")
    rows: list[tuple[str, str, int]] = []
    before: dict[str, str] = {}
    for year in made.years:
        chance = recipe.draw(f"partners {year}", len(agencies), 2)
        for row, (pick, stay) in zip(each_row(agencies), chance, strict=True):
            key, allowed = str(row.agency), _open_to(row, communes)
            stored = before.get(key) if stay < made.kept else None
            before[key] = stored or str(allowed["code"].iloc[int(pick * len(allowed))])
            rows.append((key, before[key], year))
    frame = pd.DataFrame(rows, columns=["agency", "code", "year"]).assign(decision=None)
    return validate(frame, Partners).sort_values(["year", "agency"], ignore_index=True)


def write_agencies(folder: Path, home: Path, units: pd.DataFrame) -> list[Path]:
    """Write the illustrative agencies and earlier partners of a province; none where it has no list of them.

    Parameters
    ----------
    folder : where the tables go.
    home : where the recipe and the list stand.
    units : ``tables.Units`` of the recipe's vintage.

    Returns
    -------
    The files written.
    """
    if not (home / LIST_NAME).is_file():
        return []
    made, recipe = load_agency_recipe(home), load_recipe(home)
    agencies = draw_agencies(made, recipe, units)
    partners = draw_partners(made, recipe, units, agencies)
    written = agencies.assign(
        resources=agencies["resources"].map("{:g}".format), active=agencies["active"].astype("Int8")
    )
    for name, table in ((AGENCIES, written), (PARTNERS, partners)):
        table.to_csv(folder / name, index=False, lineterminator="\n", encoding="utf-8")
    return [folder / AGENCIES, folder / PARTNERS]


def _open_to(row: Any, communes: pd.DataFrame) -> pd.DataFrame:
    allowed = communes
    if isinstance(row.only_districts, str):
        allowed = allowed[allowed["parent_code"].isin(row.only_districts.split(";"))]
    if row.kind == "armed_forces":
        allowed = allowed[allowed["border"]]
    return allowed


def _home(places: pd.DataFrame, named_agency: NamedAgency) -> dict[str, Any]:
    if named_agency.home not in places.index:
        raise ProvinceError(
            msg("The seat of {name} is not among the units: {code}.", name=named_agency.name, code=named_agency.home),
            where=LIST_NAME,
            fix=msg("Correct the recipe and make the figures again."),
        )
    return {str(key): value for key, value in places.loc[named_agency.home].to_dict().items()}
