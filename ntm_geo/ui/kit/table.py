"""Read-only tables, and charts of them: figures in the reader's form and rounded as in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from ntm_geo.i18n import rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import altair as alt

_DECIMALS: Final = 1
_SHARE_DECIMALS: Final = 3
"""Of a share of 1: one decimal of a percent."""


def show_table(
    table: pd.DataFrame,
    *,
    bars: Collection[str] = (),
    years: Collection[str] = (),
    widths: Mapping[str, str | int] | None = None,
    **options: Any,
) -> Any:
    """Show a table to be read; returns what `streamlit.dataframe` returns.

    Parameters
    ----------
    table : its columns are headings in the reader's language; the index is not shown unless asked for.
    bars : columns of shares of 1, shown as bars and as percent with one decimal.
    years : columns of whole numbers that are no amounts, and are written without a sign between thousands.
    widths : of columns of figures.
    **options : of `streamlit.dataframe`; what ``column_config`` says of a column goes before the form of its figures.

    Notes
    -----
    A column has the same number of decimals in all its cells: one where any of its figures has one, else none. The
    browser cuts figures off, so they are rounded before they are sent.
    """
    shown, looks = table.copy(), dict[str, Any]()
    for name in table.columns:
        values = table[name]
        if name in years or not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            continue
        if name in bars:
            shown[name] = _rounded(values, _SHARE_DECIMALS)
            looks[name] = st.column_config.ProgressColumn(
                format="percent", min_value=0, max_value=1, step=10**-_SHARE_DECIMALS
            )
        else:
            shown[name] = _rounded(values, _DECIMALS)
            looks[name] = _figure_column(shown[name])
    for name, width in (widths or {}).items():
        looks[name]["width"] = width
    options = dict[str, Any](hide_index=True, placeholder="") | options
    looks |= options.pop("column_config", {})
    return st.dataframe(shown, column_config=looks, **options)


def chart_spec(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return a chart as `streamlit.vega_lite_chart` takes it.

    What altair does to write a chart down costs as much as the rest of its page: where the same chart is shown again,
    what this returned is kept (`assessment.derived`).
    """
    spec = chart.to_dict(validate=False)
    spec.pop("config", None)  # sizes of charts outside a page
    spec["datasets"] = {name: pd.DataFrame(rows) for name, rows in spec["datasets"].items()}
    return spec


def coordinate_column(label: str, *, limit: int) -> Any:
    """Return the look of an edited column of degrees: in the reader's form, to the metre.

    Parameters
    ----------
    label : heading.
    limit : largest value, and with a minus sign the smallest.
    """
    return st.column_config.NumberColumn(label, min_value=-limit, max_value=limit, format="localized", step=1e-5)


def _figure_column(values: pd.Series[Any]) -> Any:
    """Return the look of a column of rounded figures: one decimal where any of them has one."""
    known = values.dropna().astype("float64")
    full = bool(known.mod(1).eq(0).all())
    return st.column_config.NumberColumn(format="localized", step=1 if full else 10**-_DECIMALS)


def _rounded(values: pd.Series[Any], digits: int) -> pd.Series[Any]:
    """Return figures rounded half up, see `i18n.rounded`; whole numbers stay as they are."""
    if pd.api.types.is_integer_dtype(values):
        return values
    known = values.to_numpy("float64", na_value=np.nan)
    if np.array_equal(np.round(known, digits), known, equal_nan=True):
        return pd.Series(known, index=values.index, name=values.name)
    roundeds = [None if pd.isna(value) else float(rounded(float(value), digits)) for value in values]
    return pd.Series(roundeds, index=values.index, dtype="float64", name=values.name)
