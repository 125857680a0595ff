"""Attribute names by meaning: what an office calls its columns, and what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ntm_geo.boundaries.names import kind_of, search_key
from ntm_geo.errors import Message, msg

if TYPE_CHECKING:
    import pandas as pd

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "code": (
        "maxa",
        "maphuongxa",
        "madvhc",
        "madonvihanhchinh",
        "madonvi",
        "code",
        "wardcode",
        "communecode",
        "maphxa",
        "ma",
        "maso",
        "id",
        "gid",
    ),
    "name": (
        "tenxa",
        "tenphuongxa",
        "tendvhc",
        "tendonvihanhchinh",
        "tendonvi",
        "fullname",
        "name",
        "wardname",
        "communename",
        "namevi",
        "tenphxa",
        "ten",
        "xa",
    ),
    "kind": ("loai", "loaidvhc", "loaidonvi", "kind", "type", "cap", "capdvhc", "unittype", "administrativeunit"),
    "province_code": ("matinh", "matp", "matinhthanhpho", "provincecode", "provinceid", "tinhcode", "matinhtp"),
    "province_name": (
        *("tentinh", "tentinhthanhpho", "tentinhtp", "provincename", "province", "tinhthanhpho", "tinhthanh", "tinh"),
        *("tinhtp", "tentp"),
    ),
    "parent_code": ("mahuyen", "maquanhuyen", "parentcode", "districtcode", "mahuyn", "parentcod", "pcode"),
    "parent_name": ("tenhuyen", "tenquanhuyen", "parentname", "districtname", "district", "huyen", "pname"),
}
"""Names of each meaning without marks, case and separators, most telling first."""

_CODE: Final = re.compile(r"^\d{1,5}(?:\.0+)?$")
_PROVINCE_CODE: Final = re.compile(r"^\d{1,2}(?:\.0+)?$")
_MOSTLY: Final = 0.9


def find_columns(table: pd.DataFrame) -> dict[str, str]:
    """Return which attribute holds what.

    Parameters
    ----------
    table : the attributes of a boundary file.

    Returns
    -------
    Meaning (``code, name, kind, province_code, province_name, parent_code, parent_name``) to attribute name; a
    meaning without an attribute is left out. An attribute is taken for codes or names only if its values look like
    them.
    """
    plain = {_plain(str(column)): str(column) for column in reversed(table.columns)}
    checks = {
        "code": _holds_codes,
        "name": _holds_names,
        "kind": _holds_kinds,
        "province_code": _holds_province_codes,
        "province_name": _holds_names,
    }
    result: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        check = checks.get(meaning)
        for word in words:
            column = plain.get(word)
            if column and column not in result.values() and (check is None or check(table[column])):
                result[meaning] = column
                break
    return result


def find_doubtful_codes(table: pd.DataFrame) -> str:
    """Return the attribute that is called one of codes but does not hold them; empty when there is none.

    Parameters
    ----------
    table : the attributes of a boundary file in which `find_columns` found no codes.
    """
    plain = {_plain(str(column)): str(column) for column in reversed(table.columns)}
    return next((plain[word] for word in _WORDS["code"] if word in plain and len(_texts(table[plain[word]]))), "")


def meaning_of(column: str) -> Message:
    """Return what a meaning of `find_columns` is called."""
    names = {
        "code": msg("Code"),
        "name": msg("Name"),
        "kind": msg("Kind of unit"),
        "province_code": msg("Code of the province"),
        "province_name": msg("Name of the province"),
        "parent_code": msg("Code of the district"),
        "parent_name": msg("Name of the district"),
    }
    return names[column]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", search_key(name))


def _texts(values: pd.Series) -> pd.Series:
    return values.dropna().astype(str).str.strip()


def _holds_codes(values: pd.Series) -> bool:
    texts = _texts(values)
    return bool(len(texts)) and texts.map(lambda text: bool(_CODE.match(text))).mean() >= _MOSTLY


def _holds_province_codes(values: pd.Series) -> bool:
    texts = _texts(values)
    return bool(len(texts)) and texts.map(lambda text: bool(_PROVINCE_CODE.match(text))).mean() >= _MOSTLY


def _holds_names(values: pd.Series) -> bool:
    texts = _texts(values)
    return bool(len(texts)) and texts.str.contains(r"[^\W\d_]", regex=True).mean() >= _MOSTLY


def _holds_kinds(values: pd.Series) -> bool:
    texts = _texts(values)
    return bool(len(texts)) and texts.map(lambda text: bool(kind_of(text))).mean() >= _MOSTLY
