"""What is in the way, beside its map: a sentence, what is open with the late ones first, and who has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.i18n import _, format_number
from ntm_geo.monitoring.difficulties import open_by
from ntm_geo.tables.base import each_row
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.programme import entry_forms

if TYPE_CHECKING:
    from ntm_geo.ui.kit.state import View

_MOST_OPEN: Final = 30
_LIST_HEIGHT: Final = 330


def difficulty_sentence(rows: pd.DataFrame) -> str:
    """Return how many difficulties are open, late, passed up and solved; ``rows`` of `difficulties.on_day`."""
    counts = rows["state"].value_counts()
    opened = int(counts.get("open", 0) + counts.get("late", 0))
    if not len(rows):
        return _("No difficulty has been recorded yet: add the first one in the table below.")
    ministry = int(rows.loc[rows["state"].ne("solved"), "to_ministry"].fillna(value=False).sum())
    return _(
        "{open} difficulties are open, {late} of them late, {ministry} passed up to the ministry; {solved} are solved.",
        open=format_number(opened),
        late=format_number(int(counts.get("late", 0))),
        ministry=format_number(ministry),
        solved=format_number(int(counts.get("solved", 0))),
    )


def show_open(view: View, rows: pd.DataFrame, *, entered: bool) -> None:
    """Show what is open, late ones first; what was entered, with the button that writes down that it was solved."""
    names = entry_forms.names_of_communes(view.vintage)
    opened = rows[rows["state"].ne("solved")]
    with st.container(height=min(_LIST_HEIGHT, 90 + 80 * len(opened)), border=False, key="open_difficulties"):
        for row in each_row(opened.head(_MOST_OPEN)):
            position, about = names.get(row.code, row.code), str(row.what)
            line = escaped(f"{position}: {about}")
            if row.state == "late":
                late = _("{days} days late", days=format_number(int(row.days_late)))
                line = f":red-background[{escaped(late)}] {line}"
            text_box, button = st.columns([3, 1.3], vertical_alignment="center")
            text_box.markdown(line)
            if entered:
                with button:
                    entry_forms.offer_solving(view, int(row.number), f"{position}: {about}", code=str(row.code))
    left = len(opened) - _MOST_OPEN
    if left > 0:
        st.caption(_("{count} more stand in the table below.", count=format_number(left)))


def show_by_department(rows: pd.DataFrame) -> None:
    """Show how many difficulties are open and late with each department or agency."""
    counts = open_by(rows, "in_charge")
    if counts.empty:
        return
    names = {department.key: str(department.name) for department in cache.workspace().departments}
    shown = pd.DataFrame(
        {
            _("Department, agency"): counts["in_charge"].map(names).fillna(counts["in_charge"]),
            _("Open"): counts["open"],
            _("Late"): counts["late"],
        }
    )
    show_table(shown)


def in_order(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the table in the order of its rows on the day: late ones first."""
    return table.set_index("number").loc[list(rows["number"])].reset_index()[list(table.columns)]
