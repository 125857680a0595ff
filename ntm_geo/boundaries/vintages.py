"""The province as data: its vintages of units, their crosswalks, and how its schematic boundaries are drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from ntm_geo.errors import NotInForceError, msg
from ntm_geo.i18n import Localized, format_date
from ntm_geo.strict_toml import StrictModel, read_toml

PROVINCE_FILE = "province.toml"


class Vintage(StrictModel):
    """A set of units and the days it is in force; ``until`` is None for the present one.

    ``units`` and ``schematic`` are paths inside the province's folder.
    """

    key: str
    begins: date = Field(alias="from")
    until: date | None = None
    units: str
    schematic: str

    def holds_on(self, day: date) -> bool:
        """Return whether these units were in force on a day."""
        return self.begins <= day and (self.until is None or day <= self.until)


class CrosswalkRef(StrictModel):
    """Where the crosswalk from one vintage to another stands, inside the province's folder."""

    source: str
    target: str
    file: str


class DownloadRef(StrictModel):
    """Where the published boundaries of a vintage can be fetched, and on what terms."""

    vintage: str
    folder: str
    """Folder below the address in the settings."""
    files: str
    """Table ``file, sha256`` inside the province's folder."""
    licence: str
    credit: str


class SchematicParameters(StrictModel):
    """How boundaries are drawn from centre points: see `schematic`; lengths in metres."""

    hull_ratio: float
    smooth_m: float
    grow_m: float


class Province(StrictModel):
    """A province: its name, its metric CRS, its region in the law, and its vintages, oldest first."""

    key: str
    folder: Path
    name: Localized
    local_crs: str
    region: str
    area_km2: float
    hamlet: str = Field(default="", pattern=r"^(\p{Ll}+( \p{Ll}+)*)?$")
    """What hamlets are called, in small letters; empty for the word the catalogue has."""
    vintages: tuple[Vintage, ...] = Field(min_length=1)
    crosswalks: tuple[CrosswalkRef, ...] = ()
    schematic: SchematicParameters
    downloads: tuple[DownloadRef, ...] = ()

    def vintage(self, key: str) -> Vintage:
        """Return a vintage by its key.

        Raises
        ------
        NotInForceError
            The province has no such vintage.
        """
        for item in self.vintages:
            if item.key == key:
                return item
        raise NotInForceError(
            msg("The province has no units of {vintage}.", vintage=key or "?"),
            where=PROVINCE_FILE,
            fix=msg("Choose one of: {choices}.", choices=", ".join(vintage.key for vintage in self.vintages)),
        )

    def vintage_on(self, day: date) -> Vintage:
        """Return the vintage in force on a day.

        Raises
        ------
        NotInForceError
            No vintage was in force on that day.
        """
        for item in self.vintages:
            if item.holds_on(day):
                return item
        raise NotInForceError(
            msg("The province has no units in force on {day}.", day=format_date(day)),
            where=PROVINCE_FILE,
            fix=msg("Choose one of: {choices}.", choices=", ".join(vintage.key for vintage in self.vintages)),
        )

    def crosswalk(self, source: str, target: str) -> CrosswalkRef:
        """Return where the crosswalk between two vintages stands.

        Raises
        ------
        NotInForceError
            There is none in that direction.
        """
        for crosswalk in self.crosswalks:
            if (crosswalk.source, crosswalk.target) == (source, target):
                return crosswalk
        raise NotInForceError(
            msg("There is no crosswalk from the units of {source} to those of {target}.", source=source, target=target),
            where=PROVINCE_FILE,
            fix=msg("Figures can be carried to newer units only."),
        )


def load_province(folder: Path) -> Province:
    """Read a province's folder.

    Parameters
    ----------
    folder : with ``province.toml``; its name is the province's key.

    Raises
    ------
    ProvinceError
        The file is missing or not TOML, or a key is missing, unknown or of the wrong kind; the key is named.
    """
    return read_toml(
        folder / PROVINCE_FILE,
        Province,
        missing=msg("The folder of the province has no {file}.", file=PROVINCE_FILE),
        beside={"key": folder.name, "folder": str(folder)},
    )
