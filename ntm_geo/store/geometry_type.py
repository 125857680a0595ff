"""Geometry in the database: WKB in SQLite, ``geometry`` in PostGIS, shapely for whoever reads it."""

from __future__ import annotations

from typing import Any, Final

import shapely
from sqlalchemy import LargeBinary, func
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

SRID: Final = 4326


class _PostGisGeometry(UserDefinedType[bytes]):
    """The column type of PostGIS; values travel as WKB."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type as it is written in CREATE TABLE."""
        return f"geometry(Geometry,{SRID})"

    def bind_expression(self, bindvalue: Any) -> Any:
        """Turn WKB into a geometry on the way in."""
        return func.ST_GeomFromWKB(bindvalue, SRID)

    def column_expression(self, colexpr: Any) -> Any:
        """Turn a geometry into WKB on the way out."""
        return func.ST_AsBinary(colexpr, type_=self)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002 - one form for all
        """Return how a value read becomes a shapely geometry."""
        return _from_wkb


def _from_wkb(value: Any) -> Any:
    return value if value is None or isinstance(value, shapely.Geometry) else shapely.from_wkb(bytes(value))


class Geometry(TypeDecorator[Any]):
    """A shapely geometry in EPSG:4326: WKB in SQLite, ``geometry`` in PostGIS, so that QGIS can read it."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the database at hand."""
        return dialect.type_descriptor(_PostGisGeometry() if dialect.name == "postgresql" else LargeBinary())

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - one form for all
        """Return a geometry as WKB."""
        return None if value is None else shapely.to_wkb(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - one form for all
        """Return WKB as a geometry."""
        return _from_wkb(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:  # noqa: ARG002 - never compared in SQL
        """Keep this type; geometry is reasoned about in shapely, never in SQL."""
        return self
