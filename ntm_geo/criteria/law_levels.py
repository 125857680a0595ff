"""Levels of a threshold as a text and as columns of a sheet: for all, by region, by group of communes.

As a text: ``70``; ``=1:90;=2:80;=3:70`` by group of communes; ``southeast:100;mekong_delta:80`` by region; ``province``
where the law leaves them to the province.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ntm_geo.i18n import Localized

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ntm_geo.criteria.model import CriteriaSet, ThresholdCase, ThresholdValue

FOR_ALL: Final = "level"
"""Column of the level that holds everywhere."""
PROVINCE: Final = "province"
"""The law leaves the level to the province."""
PROVINCE_WORDS: Final = Localized(vi="UBND tỉnh quy định", en="set by the province")
_PROVINCE_SIGN: Final = Localized(vi="tỉnh", en="province")
PASS_WORDS: Final = Localized(vi="Đạt", en="Pass")
_AREA: Final = re.compile(r"(?P<area>=?[^:;=]+):(?P<level>[-0-9.e+]+)")
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)?")


def area_columns(law: CriteriaSet, texts: Iterable[str] = ()) -> dict[str, Localized]:
    """Return the columns of levels of a set and their headings: for all, by group or by region.

    Parameters
    ----------
    law : the set.
    texts : levels that are to be shown; regions stand beside groups only where a level names one.
    """
    columns = {FOR_ALL: Localized(vi="Mức chung", en="Level for all")}
    columns |= {f"={group.key}": group.name for group in law.commune_groups}
    used = {area for text in texts for area in read_levels(text)}
    if not law.commune_groups or used & {key for key, _name in law.regions}:
        columns |= dict(law.regions)
    return columns


def write_level(value: ThresholdValue | ThresholdCase) -> str:
    """Return the levels of a value, or of one of its cases, as a text."""
    if getattr(value, "set_by_province", False):
        return PROVINCE
    if value.for_all is not None:
        return f"{value.for_all:.15g}"
    groups = [f"={key}:{level:.15g}" for key, level in getattr(value, "by_group", ())]
    return ";".join(groups or [f"{key}:{level:.15g}" for key, level in value.by_region])


def read_levels(text: str) -> dict[str, float | None]:
    """Return the levels of a text by column; None where the province sets it.

    Raises
    ------
    ValueError
        It is no such text.
    """
    if not text:
        return {}
    if text == PROVINCE:
        return {FOR_ALL: None}
    if ":" not in text:
        return {FOR_ALL: float(text)}
    matches = [_AREA.fullmatch(part) for part in text.split(";")]
    if not all(matches):
        raise ValueError(text)
    return {match["area"]: float(match["level"]) for match in matches if match}


def join_levels(levels: Mapping[str, float | None]) -> str:
    """Return levels by column as a text; the other way round of `read_levels`."""
    if FOR_ALL in levels:
        level = levels[FOR_ALL]
        return PROVINCE if level is None else f"{level:.15g}"
    return ";".join(f"{area}:{level:.15g}" for area, level in levels.items() if level is not None)


def parse_level(written: object) -> float | None:
    """Return the level a person wrote into a cell: ``98,5``, ``98.5 %``, ``Đạt``, ``UBND tỉnh quy định``.

    Returns
    -------
    The number, 1 for a pass; None where it is left to the province.

    Raises
    ------
    ValueError
        It is neither.
    """
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        return float(written)
    text = str(written).strip().removesuffix("%").strip()
    if text.casefold() in {PASS_WORDS.vi.casefold(), PASS_WORDS.en.casefold(), "x"}:
        return 1.0
    if _PROVINCE_SIGN.vi in text.casefold() or _PROVINCE_SIGN.en in text.casefold():
        return None
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text.replace(",", "."))
