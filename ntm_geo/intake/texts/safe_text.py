"""Text that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

from ntm_geo.reports.spreadsheet_cells import FORMULA_SIGNS


def plain_text(value: str) -> str:
    """Return a text for a CSV file; an apostrophe keeps it from becoming a formula.

    Examples
    --------
    >>> plain_text("=1+1")
    "'=1+1"
    """
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value


def without_guard(value: str) -> str:
    """Return a text without the apostrophe `plain_text` put in front."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA_SIGNS) else value
