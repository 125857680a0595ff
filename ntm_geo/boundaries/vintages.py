"""The province as data: its vintages of units, their crosswalks, and how its schematic boundaries are drawn."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ntm_geo.errors import NotInForceError, ProvinceError, msg
from ntm_geo.i18n import Localized, format_date

if TYPE_CHECKING:
    from pathlib import Path

PROVINCE_FILE = "province.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """A set of units and the days it is in force; ``until`` is None for the present one.

    ``units`` and ``schematic`` are paths inside the province's folder.
    """

    key: str
    begins: date
    until: date | None
    units: str
    schematic: str

    def holds_on(self, day: date) -> bool:
        """Return whether these units were in force on a day."""
        return self.begins <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkRef:
    """Where the crosswalk from one vintage to another stands, inside the province's folder."""

    source: str
    target: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadRef:
    """Where the published boundaries of a vintage can be fetched, and on what terms."""

    vintage: str
    folder: str
    """Folder below the address in the settings."""
    files: str
    """Table ``file, sha256`` inside the province's folder."""
    licence: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchematicParameters:
    """How boundaries are drawn from centre points: see `schematic`; lengths in metres."""

    hull_ratio: float
    smooth_m: float
    grow_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province: its name, its metric CRS, its region in the law, and its vintages, oldest first."""

    key: str
    folder: Path
    name: Localized
    local_crs: str
    region: str
    area_km2: float
    vintages: tuple[Vintage, ...]
    crosswalks: tuple[CrosswalkRef, ...]
    schematic: SchematicParameters
    downloads: tuple[DownloadRef, ...]

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
    path = folder / PROVINCE_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as caught:
        raise ProvinceError(
            msg("The province cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Give the folder of a province with a valid {file}.", file=PROVINCE_FILE),
        ) from None
    vintages = [
        _renamed(item, {"from": "begins"}) | {"until": item.get("until")} for item in content.get("vintages", [])
    ]
    parts = {
        "key": folder.name,
        "folder": folder,
        "name": _make(Localized, content.get("name"), path, "name"),
        "vintages": tuple(_make(Vintage, vintage, path, "vintages") for vintage in vintages),
        "crosswalks": tuple(_make(CrosswalkRef, item, path, "crosswalks") for item in content.get("crosswalks", [])),
        "schematic": _make(SchematicParameters, content.get("schematic"), path, "schematic"),
        "downloads": tuple(_make(DownloadRef, item, path, "downloads") for item in content.get("downloads", [])),
    }
    province = _make(Province, content | parts, path, "")
    if not province.vintages:
        raise _key_error(path, "vintages", msg("The key {key} is missing.", key="vintages"))
    return province


def _make(model: type[T], content: Any, path: Path, text: str) -> T:
    """Build a dataclass from a table; missing, unknown and wrongly typed keys are errors that name the key."""
    if not isinstance(content, dict):
        raise _key_error(path, text, msg("The key {key} is missing.", key=text))
    wanted = {field.name: str(field.type) for field in fields(model)}  # type: ignore[arg-type]
    for key in wanted.keys() - content.keys():
        raise _key_error(path, text, msg("The key {key} is missing.", key=key))
    for key in content.keys() - wanted.keys():
        raise _key_error(path, text, msg("The key {key} is not known.", key=key))
    kinds: dict[str, tuple[type, ...]] = {"str": (str,), "float": (int, float), "date": (date,)}
    for key, kind in wanted.items():
        expected = kinds.get(kind.removesuffix(" | None"))
        optional = kind.endswith("| None") and content[key] is None
        if expected and not optional and not isinstance(content[key], expected):
            raise _key_error(path, text, msg("The value of {key} should be a {kind}.", key=key, kind=kind))
    return model(**content)


def _renamed(table: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in table.items()}


def _key_error(path: Path, text: str, what: Any) -> ProvinceError:
    where = f"{path} › {text}" if text else str(path)
    return ProvinceError(what, where=where, fix=msg("Compare the file with the one of the province shipped."))
