"""Illustrative agencies of a province, and whom they helped in earlier years: made from a list of names and a recipe.

The names are those of public bodies; everything else is drawn from the seed of ``recipe.toml`` by what
``agencies.toml`` says of each kind. Contacts stay empty. Nobody's real promise is meant.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import full_name
from ntm_geo.errors import ProvinceError, msg
from ntm_geo.tables.agencies import AGENCY_KINDS, Agencies
from ntm_geo.tables.assignments import Partners
from ntm_geo.tables.base import Table, each_row, validate
from ntm_geo.tables.provenance import Provenance
from ntm_geo.tables.units import PROGRAMME_KIND
from ntm_geo.workflows.recipe import RECIPE_NAME, load_recipe
from ntm_geo.workflows.shipped import illustrative_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ntm_geo.workflows.recipe import Recipe

LIST_NAME: Final = "agencies.toml"
AGENCIES: Final = "agencies.csv"
PARTNERS: Final = "partners.csv"
_ROUND: Final = 10
"""Money is drawn in steps of so many million VND."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRecipe:
    """What is drawn for the agencies of a kind."""

    fewest: int
    most: tuple[int, int]
    """Least and greatest number of communes it takes at most."""
    resources: tuple[float, float]
    """Million VND a year."""
    other: str = ""
    """What it can bring beside money, in the words of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAgency:
    """A public body: its name, kind, seat, and what is its field of work."""

    key: str
    name: str
    kind: str
    home: str
    """Code of the unit its seat lies in."""
    strong_in: str = ""
    """Empty: what it is in charge of by the province's list of departments."""
    only_districts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRecipe:
    """Everything the illustrative agencies of a province are made from, besides its units and the seed."""

    source: str
    kinds: Mapping[str, KindRecipe]
    agencies: tuple[NamedAgency, ...]
    years: tuple[int, ...]
    """Years of earlier help, oldest first."""
    kept: float
    """Share of the pairs of a year that are kept in the next."""


def load_made_up_agencies(criteria_dir: Path, province: str) -> tuple[pd.DataFrame, Provenance]:
    """Return the illustrative agencies shipped with a province, empty where there are none.

    Returns
    -------
    ``tables.Agencies``, sorted by key, and where they come from: illustrative.
    """
    folder = illustrative_dir(criteria_dir, province)
    return _read(folder, AGENCIES, Agencies)


def load_made_up_partners(criteria_dir: Path, province: str, *, vintage: str) -> tuple[pd.DataFrame, Provenance]:
    """Return who helped whom in the illustrative earlier years; empty for units of another vintage.

    Returns
    -------
    ``tables.Partners``, and where they come from: illustrative.
    """
    folder = illustrative_dir(criteria_dir, province)
    table, provenance = _read(folder, PARTNERS, Partners)
    if len(table) and load_recipe(folder).vintage != vintage:
        return table.iloc[:0], Provenance(source="")
    return table, provenance


def load_agency_recipe(folder: Path) -> AgencyRecipe:
    """Read ``agencies.toml`` of a province's illustrative figures.

    Raises
    ------
    ProvinceError
        The file is not TOML, a key is missing or unknown, or an agency has a kind nobody knows.
    """
    path = folder / LIST_NAME
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        kinds = {
            key: KindRecipe(fewest=one["fewest"], most=tuple(one["most"]), resources=tuple(one["resources"]),
                            other=one.get("other", ""))
            for key, one in read["kinds"].items()
        }  # fmt: skip
        agencies = tuple(NamedAgency(**one) for one in read["agencies"])
        made = AgencyRecipe(source=read["source"], kinds=kinds, agencies=agencies, years=tuple(read["years"]),
                            kept=float(read["kept"]))  # fmt: skip
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as caught:
        raise ProvinceError(
            msg("The list of illustrative agencies cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Put the file back, or take the province's folder anew."),
        ) from caught
    strange = {agency.kind for agency in agencies} - set(kinds) | set(kinds) - set(AGENCY_KINDS)
    if strange:
        raise ProvinceError(
            msg("Unknown key {key}.", key=min(strange)), where=str(path),
            fix=msg("Remove it, or correct its spelling."),
        )  # fmt: skip
    return made


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
    for one, home, takes, gives in zip(made.agencies, homes, chance, money, strict=True):
        kind = made.kinds[one.kind]
        low, high = kind.resources
        rows.append(
            {
                "agency": one.key,
                "name": one.name,
                "kind": one.kind,
                "capacity_min": kind.fewest,
                "capacity_max": kind.most[0] + int(takes * (kind.most[1] - kind.most[0] + 1)),
                "strong_in": one.strong_in or None,
                "resources": float(round((low + gives * (high - low)) / _ROUND) * _ROUND),
                "lon": home["lon"],
                "lat": home["lat"],
                "only_districts": one.only_districts or None,
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
            kept = before.get(key) if stay < made.kept else None
            before[key] = kept or str(allowed["code"].iloc[int(pick * len(allowed))])
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


def _home(places: pd.DataFrame, one: NamedAgency) -> dict[str, Any]:
    if one.home not in places.index:
        raise ProvinceError(
            msg("The seat of {name} is not among the units: {code}.", name=one.name, code=one.home),
            where=LIST_NAME,
            fix=msg("Correct the recipe and make the figures again."),
        )
    return {str(key): value for key, value in places.loc[one.home].to_dict().items()}


def _read(folder: Path, name: str, model: type[Table]) -> tuple[pd.DataFrame, Provenance]:
    path = folder / name
    if not path.is_file() or not (folder / RECIPE_NAME).is_file():
        columns = model.to_schema().columns
        empty = pd.DataFrame({key: pd.Series(dtype=str(about.dtype)) for key, about in columns.items()})
        return empty, Provenance(source="")
    table, source = _read_once(path, model, path.stat().st_mtime_ns)
    return table.copy(), Provenance(source=source, illustrative=True)


@functools.lru_cache(maxsize=8)
def _read_once(path: Path, model: type[Table], changed: int) -> tuple[pd.DataFrame, str]:
    """Return a table and its source; a page asks for them at every click, the file changes with the program only."""
    del changed  # only tells one state of the file from another
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8").replace({"": None})
    if "active" in frame:
        frame["active"] = frame["active"].map({"1": True, "0": False}).astype("boolean")
    return validate(frame, model, where=path.name), load_agency_recipe(path.parent).source
