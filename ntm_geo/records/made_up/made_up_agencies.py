"""Illustrative agencies shipped with a province, and whom they helped in earlier years; the list they are made of."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from ntm_geo.errors import msg
from ntm_geo.records.recipe import RECIPE_NAME, load_recipe
from ntm_geo.records.shipped import illustrative_dir
from ntm_geo.strict_toml import StrictModel, read_toml, unknown_key
from ntm_geo.tables.agency_table import AGENCY_KINDS, Agencies
from ntm_geo.tables.assignment_table import Partners
from ntm_geo.tables.base import Table, validate
from ntm_geo.tables.provenance import Provenance

LIST_NAME: Final = "agencies.toml"
AGENCIES: Final = "agencies.csv"
PARTNERS: Final = "partners.csv"


class KindRecipe(StrictModel):
    """What is drawn for the agencies of a kind."""

    fewest: int
    most: tuple[int, int]
    """Least and greatest number of communes it takes at most."""
    resources: tuple[float, float]
    """Million VND a year."""
    other: str = ""
    """What it can bring beside money, in the words of the list."""


class NamedAgency(StrictModel):
    """A public body: its name, kind, seat, and what is its field of work."""

    key: str
    name: str
    kind: str
    home: str
    """Code of the unit its seat lies in."""
    strong_in: str = ""
    """Empty: what it is in charge of by the province's list of departments."""
    only_districts: str = ""


class AgencyRecipe(StrictModel):
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


def read_agencies(folder: Path) -> pd.DataFrame:
    """Return the illustrative agencies written to a folder, ``tables.Agencies``; empty where there are none."""
    path = folder / AGENCIES
    return _table(path, Agencies) if path.is_file() else _empty(Agencies)


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
        The file is missing or not TOML, a key is missing, unknown or of the wrong kind, or an agency has a kind nobody
        knows.
    """
    path = folder / LIST_NAME
    made = read_toml(path, AgencyRecipe, missing=msg("The list of illustrative agencies is missing."))
    if strange := set(made.kinds) - set(AGENCY_KINDS):
        raise unknown_key(path, min(strange), "kinds")
    for number, agency in enumerate(made.agencies):
        if agency.kind not in made.kinds:
            raise unknown_key(path, agency.kind, "agencies", number)
    return made


def _read(folder: Path, name: str, model: type[Table]) -> tuple[pd.DataFrame, Provenance]:
    path = folder / name
    if not path.is_file() or not (folder / RECIPE_NAME).is_file():
        return _empty(model), Provenance(source="")
    table, source = _read_once(path, model, path.stat().st_mtime_ns)
    return table.copy(), Provenance(source=source, illustrative=True)


@functools.lru_cache(maxsize=8)
def _read_once(path: Path, model: type[Table], changed: int) -> tuple[pd.DataFrame, str]:
    """Return a table and its source; a page asks for them at every click, the file changes with the program only."""
    del changed  # only tells one state of the file from another
    return _table(path, model), load_agency_recipe(path.parent).source


def _table(path: Path, model: type[Table]) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8").replace({"": None})
    if "active" in frame:
        frame["active"] = frame["active"].map({"1": True, "0": False}).astype("boolean")
    return validate(frame, model, where=path.name)


def _empty(model: type[Table]) -> pd.DataFrame:
    columns = model.to_schema().columns
    return pd.DataFrame({key: pd.Series(dtype=str(about.dtype)) for key, about in columns.items()})
