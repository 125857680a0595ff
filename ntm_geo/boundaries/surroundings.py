"""What lies around a province on a printed map: the names of its neighbours, and the country it is a part of.

Both are sketches for reading the map, never boundaries anything is computed with.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import geopandas as gpd

from ntm_geo.errors import ProvinceError, msg
from ntm_geo.i18n import Localized

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.boundaries.vintages import Province

NEIGHBOURS: Final = "neighbours.csv"
COUNTRY: Final = "country/country.geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A neighbour's name and where it is written: longitude and latitude in EPSG:4326."""

    name: Localized
    lon: float
    lat: float


def neighbours_on(province: Province, day: date) -> tuple[Neighbour, ...]:
    """Return the neighbours of a province on a day; none where the province names none.

    Raises
    ------
    ProvinceError
        A line of the file cannot be read.
    """
    path = province.folder / NEIGHBOURS
    if not path.exists():
        return ()
    result = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                begins = date.fromisoformat(row["from"]) if row["from"] else date.min
                ends = date.fromisoformat(row["until"]) if row["until"] else date.max
                neighbour = Neighbour(
                    name=Localized(vi=row["vi"], en=row["en"]), lon=float(row["lon"]), lat=float(row["lat"])
                )
            except (KeyError, TypeError, ValueError) as error:
                raise ProvinceError(
                    msg("A line of the list of neighbours cannot be read."),
                    where=f"{NEIGHBOURS}:{number}",
                    fix=msg("Give vi, en, lon, lat, from and until; days as 2025-07-01, or empty."),
                ) from error
            if begins <= day <= ends:
                result.append(neighbour)
    return tuple(result)


def read_country(boundaries_dir: Path) -> gpd.GeoDataFrame | None:
    """Return the country: ``kind`` (land or islands), ``vi``, ``en`` and geometry in EPSG:4326; None without a file."""
    path = boundaries_dir / COUNTRY
    if not path.exists():
        return None
    return gpd.read_file(path)
