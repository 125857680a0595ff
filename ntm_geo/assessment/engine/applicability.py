"""Conditions under which an indicator is asked for at all: named predicates the law files refer to by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pandas as pd

from ntm_geo.errors import LawError, msg

Predicate = Callable[[pd.DataFrame], "pd.Series[bool]"]


def has_craft_village(attributes: pd.DataFrame) -> pd.Series[bool]:
    """Tell which communes have a craft village (làng nghề): only they are asked for a plan to preserve it.

    Notes
    -----
    Source: Decision 318/QĐ-TTg of 2022, indicator 13.4, "(nếu có)".
    """
    return attributes["has_craft_village"]


PREDICATES: Final[Mapping[str, Predicate]] = MappingProxyType({"has_craft_village": has_craft_village})
"""Every condition a law file may name in ``applies_when``."""


def applies(predicate: str, attributes: pd.DataFrame | None, *, codes: pd.Index) -> pd.Series[bool]:
    """Tell for which units a condition holds.

    Parameters
    ----------
    predicate : a key of `PREDICATES`.
    attributes : `UnitAttributes`; None when nothing is known.
    codes : unit codes, in the order wanted.

    Returns
    -------
    Nullable booleans indexed by code; NA where it is not known.

    Raises
    ------
    LawError
        There is no predicate of that name.
    """
    if predicate not in PREDICATES:
        raise LawError(
            msg("The law data asks for a condition the program does not know: {name}.", name=predicate),
            fix=msg("Use one of: {choices}.", choices=", ".join(sorted(PREDICATES))),
        )
    if attributes is None:
        return pd.Series(pd.NA, index=codes, dtype="boolean")
    return PREDICATES[predicate](attributes.set_index("code")).astype("boolean").reindex(codes)
