"""What every table schema shares: column types and validation that gathers all complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandera.pandas as pa
from pandera.errors import SchemaErrors

from ntm_geo.errors import TableError, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

CODE_PATTERN: Final = r"^[0-9]{5}\Z"
"""Official commune-level codes: five digits, always a string (``01267``).

All patterns name the digits, because the class for digits takes those of every script, and end at the very end of the
text, because a dollar sign lets a line break by.
"""
CRITERION_PATTERN: Final = r"^[0-9]+\Z"
"""Codes of criteria: ``17``."""
INDICATOR_PATTERN: Final = r"^[0-9]+\.[0-9]+\Z"
"""Codes of indicators: criterion, point, number (``17.6``)."""
HAMLET_PATTERN: Final = r"^[0-9]{5}-[0-9]{2}\Z"
"""Codes of hamlets: unit code, hyphen, number (``01267-03``)."""


class Table(pa.DataFrameModel):
    """Base of all table models: extra columns are refused, types are coerced."""

    class Config:
        """Pandera settings shared by all tables."""

        strict = True
        coerce = True


def code_field(heading: str, description: str, **options: Any) -> Any:
    """Return the field of a unit code column.

    Parameters
    ----------
    heading : Vietnamese heading of the column, for templates and sheets.
    description : what the column holds, in English.
    **options : further pandera field options, such as ``nullable``.
    """
    return field(heading, description, str_matches=CODE_PATTERN, **options)


def field(heading: str, description: str, *, unit: str = "", **options: Any) -> Any:
    """Return a documented field: Vietnamese heading, description and unit travel with the schema."""
    return pa.Field(description=description, metadata={"heading": heading, "unit": unit}, **options)


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table whose model fixes the types of its columns, as named tuples without the index."""
    yield from frame.itertuples(index=False)


def validate(frame: pd.DataFrame, model: type[Table], *, where: str = "") -> pd.DataFrame:
    """Check a table at a wall; all complaints come in one error.

    Parameters
    ----------
    frame : the table.
    model : its model in `ntm_geo.tables`.
    where : file or sheet the table came from.

    Returns
    -------
    The table with its types coerced and its columns in the model's order.

    Raises
    ------
    TableError
        Any column or value breaks the model.
    """
    columns = list(model.to_schema().columns)
    try:
        return model.validate(frame, lazy=True)[columns]
    except SchemaErrors as caught:
        cases = caught.failure_cases.head(5)
        shown = "; ".join(
            f"{row.column}: {row.check} ({row.failure_case!r})" if row.column else f"{row.failure_case}: {row.check}"
            for row in cases.itertuples()
        )
        raise TableError(
            msg(
                "{count} values break the table {table}: {shown}",
                count=len(caught.failure_cases),
                table=model.__name__,
                shown=shown,
            ),
            where=where,
            fix=msg("Correct the values named and try again."),
        ) from None
