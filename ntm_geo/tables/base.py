"""What every table schema shares: column types and validation that gathers all complaints."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import ParserError, SchemaErrors

from ntm_geo.errors import Message, TableError, msg
from ntm_geo.i18n import said_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_TOLD: Final = 5
_LONGEST: Final = 60
CODE_PATTERN: Final = r"^[0-9]{5}\Z"
"""Official commune-level codes: five digits, always a string (``01267``).

All patterns name the digits, because the class for digits takes those of every script, and end at the very end of the
text, because a dollar sign lets a line break by.
"""
MOMENT_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+-]{8,24}\Z"
"""A moment as it is kept: ISO 8601 in UTC."""
CRITERION_PATTERN: Final = r"^[0-9]+\Z"
"""Codes of criteria: ``17``."""
INDICATOR_PATTERN: Final = r"^[0-9]+\.[0-9]+[a-z]?\Z"
"""Codes of indicators: criterion, point, number (``17.6``)."""
ITEM_PATTERN: Final = r"^[0-9]+(\.[0-9]+[a-z]?)?\Z"
"""Codes of criteria or indicators: ``17`` or ``17.6``."""
HAMLET_PATTERN: Final = r"^[0-9]{5}-[0-9]{2}\Z"
"""Codes of hamlets: unit code, hyphen, number (``01267-03``)."""


class Table(pa.DataFrameModel):
    """Base of all table models: extra columns are refused, types are coerced."""

    class Config:
        """Pandera settings shared by all tables."""

        strict = True
        coerce = True

    @classmethod
    def to_schema(cls) -> pa.DataFrameSchema:
        """Return the schema of the model, made once for all threads.

        pandera makes one for each thread that asks and keeps it for ever, and every run of a page is a thread. The
        versions we ask for check tables of several threads by one schema (pandera, pull request 2383).
        """
        return _schema_of(cls)


@cache
def _schema_of(model: type[Table]) -> pa.DataFrameSchema:
    schema: pa.DataFrameSchema = super(Table, model).to_schema()
    return schema


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
    schema = model.to_schema()
    sound = _sound_table(frame, schema)
    if sound is not None:
        return sound
    try:
        return model.validate(frame, lazy=True)[list(schema.columns)]
    except SchemaErrors as caught:
        complaints = list(_complaints(caught.failure_cases, frame, model))
        raise TableError(
            _together(complaints[:_MOST_TOLD], more=len(complaints) - _MOST_TOLD),
            where=where,
            fix=msg("Correct the values named and try again."),
        ) from None


def _sound_table(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame | None:
    """Return a table with the types and the order of a schema; None where anything may break it.

    Nearly no table does, and pandera takes ten to thirty times as long for it. Where this gives nothing, pandera judges
    and says what is wrong.
    """
    if len(frame.columns) != len(schema.columns) or set(frame.columns) != set(schema.columns):
        return None
    changed: dict[str, pd.Series] = {}
    for name, column in schema.columns.items():
        series = frame[name]
        if series.dtype != column.dtype.type:
            try:
                series = changed[name] = column.dtype.try_coerce(series)
            except ParserError:
                return None
        if series.dtype != column.dtype.type or not _is_sound(series, column):
            return None
    return frame[list(schema.columns)].assign(**changed)


def _is_sound(series: pd.Series, column: pa.Column) -> bool:
    """Return whether a column of the right type holds nothing that breaks its schema."""
    values = series.array
    missing = np.asarray(values.isna())
    empty = int(missing.sum())
    if empty and not column.nullable:
        return False
    if not (column.checks or column.unique):
        return True
    distinct = set((values[~missing] if empty else values).tolist())
    if column.unique and (len(distinct) < len(values) - empty or empty > 1):
        return False
    return not distinct or all(
        check.name in _SOUND and _SOUND[check.name](distinct, **check.statistics) for check in column.checks
    )


def _is_as_long(texts: set[str], *, min_value: int | None, max_value: int | None, exact_value: int | None) -> bool:
    lengths = {len(value) for value in texts}
    if exact_value is not None:
        return lengths == {exact_value}
    return (min_value is None or min(lengths) >= min_value) and (max_value is None or max(lengths) <= max_value)


_SOUND: Final[dict[str, Callable[..., bool]]] = {
    "greater_than_or_equal_to": lambda values, min_value: min(values) >= min_value,
    "greater_than": lambda values, min_value: min(values) > min_value,
    "less_than_or_equal_to": lambda values, max_value: max(values) <= max_value,
    "str_matches": lambda values, pattern: all(map(re.compile(pattern).match, values)),
    "str_length": _is_as_long,
    "isin": lambda values, allowed_values: values <= set(allowed_values),
}
"""How the checks of our models are answered for the distinct values of a column; any other is pandera's to answer."""


def empty_frame(model: type[Table]) -> pd.DataFrame:
    """Return a table of a model without rows, of its own for whoever asks."""
    return _empty_frame(model).copy()


@cache
def _empty_frame(model: type[Table]) -> pd.DataFrame:
    columns = model.to_schema().columns
    return pd.DataFrame({name: pd.Series(dtype=str(about.dtype)) for name, about in columns.items()})


def heading_of(model: type[Table], column: str) -> str:
    """Return the heading people know a column by; its own name where it has none."""
    known = model.to_schema().columns.get(column)
    return said_here(str(known.metadata["heading"])) if known is not None and known.metadata else column


def _complaints(cases: pd.DataFrame, frame: pd.DataFrame, model: type[Table]) -> Iterator[Message]:
    """Yield a sentence for every place that breaks the model, in the order of the rows."""
    rows = {label: index for index, label in enumerate(frame.index, 1)}
    ordered = cases.assign(row=cases["index"].map(rows)).sort_values("row", kind="stable")
    placed = set(ordered.loc[ordered["row"].notna(), "column"])
    shown: set[tuple[object, object]] = set()
    for case in each_row(ordered):
        if case.check in {"column_in_schema", "column_in_dataframe"}:
            known = case.check == "column_in_dataframe"
            name = heading_of(model, str(case.failure_case))
            yield (
                msg("The column {column} is missing", column=name)
                if known
                else msg("The column {column} is not known", column=name)
            )
            continue
        position = (case.row, case.column)
        follows = pd.isna(case.row) and case.column in placed  # a check that could not run on what is told already
        if position in shown or follows:
            continue
        shown.add(position)
        yield _complaint(case, heading_of(model, str(case.column)))


def _complaint(case: Any, column: str) -> Message:
    row = "" if pd.isna(case.row) else int(case.row)
    empty = case.check == "not_nullable" or pd.isna(case.failure_case) or not str(case.failure_case).strip()
    if row == "":
        return msg("{column} cannot be “{value}”", column=column, value=str(case.failure_case)[:_LONGEST])
    if empty:
        return msg("Row {row}: {column} is missing", row=row, column=column)
    if case.check in {"field_uniqueness", "multiple_fields_uniqueness"}:
        return msg("Row {row}: {column} “{value}” stands twice", row=row, column=column, value=str(case.failure_case))
    return msg(
        "Row {row}: {column} cannot be “{value}”", row=row, column=column, value=str(case.failure_case)[:_LONGEST]
    )


def _together(complaints: list[Message], *, more: int) -> Message:
    """Return complaints as one sentence; how many more there are stands at its end."""
    message = complaints[0]
    for complaint in complaints[1:]:
        message = msg("{said}; {next}", said=message, next=complaint)
    return msg("{said}; and {more} more.", said=message, more=more) if more > 0 else msg("{said}.", said=message)
