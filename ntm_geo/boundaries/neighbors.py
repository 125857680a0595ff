"""Who lies beside whom: units that share a piece of border, not only a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    import geopandas as gpd


def neighbors(units: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Return the neighbours of each unit.

    Parameters
    ----------
    units : ``code, geometry``, a clean coverage in any CRS.

    Returns
    -------
    Code to codes, sorted; units without a neighbour, such as islands, have an empty tuple.
    """
    shapes, codes = units.geometry.to_numpy(), units["code"].to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    shared = shapely.length(shapely.intersection(shapes[first], shapes[second]))
    result: dict[str, list[str]] = {str(code): [] for code in codes}
    for item, other, length in zip(first, second, shared, strict=True):
        if item != other and length > 0:
            result[str(codes[item])].append(str(codes[other]))
    return {code: tuple(sorted(others)) for code, others in result.items()}
