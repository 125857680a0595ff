"""Files that hold more than one province: which they are, and the units of the one that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import ProvinceChoiceError, msg

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

Listed = tuple[tuple[str, str, int], ...]

EVERY: Final = "*"
"""Chosen instead of a province: the units of all of them."""
_DIGITS: Final = 2
_KINDS: Final = ("thanh pho", "tinh", "tp", "t")
_SHOWN: Final = 40


def list_provinces(table: pd.DataFrame, columns: dict[str, str]) -> Listed:
    """Return the provinces named in a file.

    Parameters
    ----------
    table : its attributes.
    columns : meanings of the attributes, of `find_columns`.

    Returns
    -------
    Code (two digits, or empty), name and number of features of each province, by code and name; features that name
    none are not counted.
    """
    counted: dict[tuple[str, str], int] = {}
    for pair in _pairs(table, columns):
        if any(pair):
            counted[pair] = counted.get(pair, 0) + 1
    return tuple((code, name, count) for (code, name), count in sorted(counted.items()))


def choose_province(table: gpd.GeoDataFrame, columns: dict[str, str], *, province: str, text: str) -> gpd.GeoDataFrame:
    """Return the features of one province.

    Parameters
    ----------
    table : features of a file.
    columns : meanings of its attributes, of `find_columns`.
    province : code or name, with or without marks and kind; `EVERY`; empty when the file is expected to hold only one.
    text : name of the file.

    Raises
    ------
    ProvinceChoiceError
        The file holds several and none was chosen, or not the one that was.
    """
    listed = list_provinces(table, columns)
    if not listed or province == EVERY or (len(listed) == 1 and not province):
        return table
    if not province:
        raise ProvinceChoiceError(
            msg("It holds the units of {count} provinces.", count=len(listed)),
            where=text,
            fix=msg("Choose one of: {choices}.", choices=_shown(listed)),
            provinces=listed,
        )
    wanted = {(code, name) for code, name, _count in listed if is_province(province, code=code, name=name)}
    if not wanted:
        raise ProvinceChoiceError(
            msg("It holds no units of the province {province}.", province=province),
            where=text,
            fix=msg("Choose one of: {choices}.", choices=_shown(listed)),
            provinces=listed,
        )
    return table[[pair in wanted for pair in _pairs(table, columns)]]


def is_province(wanted: str, *, code: str, name: str) -> bool:
    """Return whether a code or a name, however it is written, means a province.

    Examples
    --------
    >>> is_province("4", code="04", name="") and is_province("TINH LAM-DONG", code="68", name="lam_dong")
    True
    """
    if wanted.strip().isdecimal():
        return bool(code) and wanted.strip().zfill(_DIGITS) == code
    return bool(name) and _key(wanted) == _key(name)


def _pairs(table: pd.DataFrame, columns: dict[str, str]) -> list[tuple[str, str]]:
    """Return code and name of the province of each feature; where spellings of one code differ, the first one."""
    codes = _texts(table, columns.get("province_code", ""))
    names = [_tidy(name) for name in _texts(table, columns.get("province_name", ""))]
    codes = [code.zfill(_DIGITS) if code.isdecimal() else code for code in codes]
    first: dict[str, str] = {}
    for code, name in zip(codes, names, strict=True):
        if name:
            first.setdefault(code or _key(name), name)
    return [(code, first.get(code or _key(name), name)) for code, name in zip(codes, names, strict=True)]


def _texts(table: pd.DataFrame, column: str) -> list[str]:
    if not column:
        return [""] * len(table)
    values = table[column]
    return [
        "" if missing else str(value).strip().removesuffix(".0")
        for value, missing in zip(values, values.isna(), strict=True)
    ]


def _tidy(name: str) -> str:
    """Return the name a key such as ``lam_dong`` was made of, as far as it can be known."""
    return name.replace("_", " ").title() if name.islower() else name


def _key(name: str) -> str:
    key = match_key(name)
    for word in _KINDS:
        if key.startswith(f"{word} "):
            return key.removeprefix(f"{word} ")
    return key


def _shown(listed: Listed) -> str:
    shown = ", ".join(" ".join(filter(None, (code, name))) for code, name, _count in listed[:_SHOWN])
    return shown + (" …" if len(listed) > _SHOWN else "")
