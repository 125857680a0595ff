"""Who did what, when and from where; and what it changed, before and after."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ntm_geo.accounts.trail import ACTIONS, changes_of, read_trail
from ntm_geo.acting import current_actor
from ntm_geo.i18n import _, text
from ntm_geo.records.kind_names import kind_name
from ntm_geo.themes import download_files
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table

_MOST_CHANGES = 300


def show_trail() -> None:
    """Show the trail: all of it to who may read it, what the own account did to everybody else."""
    space, actor = cache.workspace(), current_actor()
    used = seat.accounts_used()
    everything = not used or seat.allowed_to("see", "trail")
    with guard(stop=False):
        account = "" if everything or actor is None else actor.account
        table = read_trail(space.store, space.rights, account=account, in_use=used)
        if table.empty:
            st.caption(_("Nothing was done yet."))
            return
        _show(table)


def _show(table: pd.DataFrame) -> None:
    shown = _in_words(table)
    event: Any = show_table(shown, key="trail_table", height=420, on_select="rerun", selection_mode="single-row")
    st.download_button(
        _("Download the trail (Excel)"),
        lambda: download_files.workbook(
            shown, headings={str(column): str(column) for column in shown}, title=_("Trail"),
            source=str(cache.workspace().province.name),
        ),
        file_name="nhat-ky.xlsx",
        on_click="ignore",
        icon=":material/download:",
        key="trail_file",
    )  # fmt: skip
    rows = event["selection"]["rows"]
    if not rows or pd.isna(number := table.iloc[rows[0]]["dataset_id"]):
        st.caption(_("Choose a row that brought data in to see what it changed."))
        return
    changes = changes_of(cache.workspace().store, int(number))
    counts = {"new": changes.new, "changed": changes.changed, "missing": changes.missing}
    st.caption(escaped(_("{new} new, {changed} changed, {missing} taken away", **counts)))
    headings = {"row": _("Row"), "column": _("Column"), "before": _("Before"), "after": _("After")}
    cells = changes.frame[list(headings)].head(_MOST_CHANGES).astype("str").replace("None", "")
    show_table(cells.rename(columns=headings), key="trail_changes", height=320)


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the trail as it is read: time of the place, who, from where, what."""
    moments = pd.to_datetime(table["at"], utc=True).dt.tz_convert("Asia/Ho_Chi_Minh").dt.strftime("%d/%m/%Y %H:%M:%S")
    kinds = [kind_name(kind) if isinstance(kind, str) else "" for kind in table["kind"]]
    years = ["" if pd.isna(year) or not year else str(int(year)) for year in table["period"]]
    data = [" ".join(filter(None, pair)) for pair in zip(kinds, years, strict=True)]
    return pd.DataFrame(
        {
            _("When"): moments,
            _("Done by"): table["by"].where(table["by"].ne(""), table["account"]),
            _("Account"): table["account"],
            _("From where"): table["address"],
            _("What happened"): [text(ACTIONS[key]) if key in ACTIONS else key for key in table["action"]],
            _("Data"): data,
            _("Note"): table["note"],
        }
    )
