"""Which province units belong to: by the block their codes are out of, or by where they lie."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PROVINCES: Final = "country/provinces.csv"
_MOST: Final = 0.6
"""Share of the codes that has to be out of one province's blocks."""
_NEAR_DEGREES: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of unit codes, the province it was given to, the one that is part of since July 2025, and its middle."""

    first_code: str
    last_code: str
    code: str
    name: str
    code_2025: str
    name_2025: str
    lon: float
    lat: float


@lru_cache(maxsize=4)
def read_blocks(boundaries_dir: Path) -> tuple[Block, ...]:
    """Return the blocks of codes of the country, in their order; empty where the table is missing or broken."""
    try:
        with (boundaries_dir / PROVINCES).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return tuple(
            Block(
                first_code=row["first_code"],
                last_code=row["last_code"],
                code=row["code"],
                name=row["name"],
                code_2025=row["code_2025"],
                name_2025=row["name_2025"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
            )
            for row in rows
        )
    except (OSError, KeyError, TypeError, ValueError):
        return ()


def block_of_codes(blocks: tuple[Block, ...], codes: Iterable[str]) -> Block | None:
    """Return the block most codes are out of; None where they are of several provinces, or of none.

    Parameters
    ----------
    blocks : of `read_blocks`.
    codes : five digits each; what is none is not counted.
    """
    usable = [code for code in codes if code.isdecimal()]
    counter = Counter(block for code in usable for block in blocks if block.first_code <= code <= block.last_code)
    provinces = Counter[str]()
    for block, count in counter.items():
        provinces[block.code_2025] += count
    if not provinces:
        return None
    province, count = provinces.most_common(1)[0]
    if count < _MOST * len(usable):
        return None
    return max((item for item in counter if item.code_2025 == province), key=lambda value: counter[value])


def block_at(blocks: tuple[Block, ...], lon: float, lat: float) -> Block | None:
    """Return the block whose middle is nearest to a point in degrees; None where it is a degree away."""
    near = [(float(np.hypot(block.lon - lon, block.lat - lat)), index) for index, block in enumerate(blocks)]
    away, position = min(near, default=(np.inf, -1))
    return blocks[position] if away < _NEAR_DEGREES else None
