"""The codes of a boundary file: zeros brought back, what is no code of a unit told, features without one left out.

A unit whose code cannot be used keeps a placeholder, ``#`` and the number of its feature; its name decides then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ntm_geo.boundaries.names import match_key
from ntm_geo.errors import msg

if TYPE_CHECKING:
    from ntm_geo.intake.boundary_files.log import Log

PLACEHOLDER: Final = "#"
"""What stands before the number of a feature whose unit has no usable code."""
_SHOWN: Final = 5
_NAMES_SHOWN: Final = 20
_DIGITS: Final = 5
_USABLE: Final = re.compile(r"[0-9]{1,5}")
_EMPTY: Final = frozenset(("", "0", "00000", "-", "–", "null", "<null>", "none", "nan", "n/a", "na", "#n/a"))
_FRACTION: Final = re.compile(r"\.0+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Codes of features: five digits or a placeholder, and which features stay."""

    codes: pd.Series
    stays: pd.Series


def read_codes(values: pd.Series | None, names: pd.Series, log: Log) -> Codes:
    """Return the codes of features.

    Parameters
    ----------
    values : what the attribute of codes holds; None where there is no such attribute.
    names : of the same features, to name what is left out.
    log : takes what was changed or doubted.

    Returns
    -------
    Five digits where the value is a number of up to five, a placeholder where it is something else or no feature has a
    code; a feature without one among others that have one (a lake, a disputed place) does not stay.
    """
    numbers = pd.Series([f"{PLACEHOLDER}{number}" for number in range(1, len(names) + 1)], index=names.index)
    everyone = pd.Series(data=True, index=names.index)
    if values is None:
        log.add("warning", "no-codes", msg("No attribute holds the official codes; the units are matched by name."))
        return Codes(codes=numbers, stays=everyone)
    texts = values.map(code_text)
    empty = texts.str.lower().isin(_EMPTY)
    if empty.all():
        log.add("warning", "no-codes", msg("No feature has a code; the units are matched by name."))
        return Codes(codes=numbers, stays=everyone)
    usable = texts.str.fullmatch(_USABLE.pattern) & ~empty
    _tell_wrong(texts[~usable & ~empty], log)
    _tell_missing(names[empty], log)
    padded = texts.str.zfill(_DIGITS)
    changed = int((padded != values.astype(str))[usable].sum())
    if changed:
        log.add("info", "code-padded", msg("{count} codes were brought back to five digits.", count=changed))
    return Codes(codes=padded.where(usable, numbers), stays=~empty)


def code_text(value: object) -> str:
    """Return a code as text, whatever a spreadsheet made of it.

    Examples
    --------
    >>> [code_text(value) for value in (1267, 1267.0, " 01267 ", "'01267", "1267.00", None)]
    ['1267', '1267', '01267', '01267', '1267', '']
    """
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    return _FRACTION.sub("", str(value).strip().lstrip("'\u2019").strip())


def join_parts(units: pd.DataFrame) -> pd.Series:
    """Return the codes, with one placeholder for the features of one kind, name and district.

    Parameters
    ----------
    units : ``code, name, kind, parent_code, parent_name``. Without a district a name may be that of several units, so
        its features stay apart.
    """
    parents = units["parent_code"].fillna("").astype(str) + units["parent_name"].fillna("").map(match_key)
    joined = units["code"].str.startswith(PLACEHOLDER) & parents.ne("")
    keys = units["kind"] + "|" + units["name"].map(match_key) + "|" + parents
    return units["code"].where(~joined, units["code"].groupby(keys).transform("first"))


def _tell_wrong(texts: pd.Series, log: Log) -> None:
    if len(texts):
        shown = ", ".join(texts.head(_SHOWN)) + (" …" if len(texts) > _SHOWN else "")
        what = msg(
            "{count} codes are no codes of units, which have up to five digits ({shown}); the names decide.",
            count=len(texts),
            shown=shown,
        )
        log.add("warning", "code-wrong", what, msg("Correct the codes in the file if names do not match."))


def _tell_missing(names: pd.Series, log: Log) -> None:
    if len(names):
        shown = ", ".join(names.fillna("").astype(str).str.strip().replace("", "?").head(_NAMES_SHOWN))
        what = msg(
            "{count} features without a code were left out: {names}.",
            count=len(names),
            names=shown + (" …" if len(names) > _NAMES_SHOWN else ""),
        )
        log.add("warning", "code-missing", what, msg("If one is a unit, give it its code."))
