"""The gazetteer of a vintage: codes, names, kinds, districts and centre points, without geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from ntm_geo.errors import ProvinceError, msg
from ntm_geo.tables.base import validate
from ntm_geo.tables.read_once import read_once
from ntm_geo.tables.unit_table import KIND_NAMES, Units

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.boundaries.vintages import Province

_FLAGS: Final = {"1": True, "0": False}
_NUMBERS: Final = ("lon", "lat", "area_km2", "population")


def read_units(province: Province, vintage: str) -> pd.DataFrame:
    """Read the units of a vintage.

    Parameters
    ----------
    province : of the workspace.
    vintage : key of the vintage.

    Returns
    -------
    ``tables.Units``, ordered by code.

    Raises
    ------
    NotInForceError
        The province has no such vintage.
    ProvinceError
        Its table is missing.
    TableError
        Its table breaks the schema.
    """
    path = province.folder / province.vintage(vintage).units
    return read_once(path, lambda: _read(path))


def _read(path: Path) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as caught:
        raise ProvinceError(
            msg("The list of units cannot be read: {reason}.", reason=str(caught)),
            where=str(path),
            fix=msg("Restore the file; it belongs to the province's folder."),
        ) from None
    numbers = {name: pd.to_numeric(frame[name], errors="coerce") for name in _NUMBERS if name in frame}
    flags = {"border": frame["border"].map(_FLAGS)} if "border" in frame else {}
    return validate(frame.assign(**numbers, **flags), Units, where=str(path)).sort_values("code", ignore_index=True)


def full_name(kind: object, name: object) -> str:
    """Return a unit's name with its kind in Vietnamese, as it is written: ``Xã Ngọc Đào``.

    The kind belongs to the official name and is not translated. A kind that is not known is left out.
    """
    known = KIND_NAMES.get(kind) if isinstance(kind, str) else None
    return f"{known.vi} {name}" if known else str(name)
