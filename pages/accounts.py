"""Account. Reader: whoever signs in; in the first ten seconds: reads as whom, and what he may do."""

from __future__ import annotations

import streamlit as st

from ntm_geo.i18n import _
from ntm_geo.ui.kit import flash, heading, seat
from ntm_geo.ui.screens.accounts import account_view, accounts_view, trail_view

heading.show_heading()
flash.show_flash()
if not seat.accounts_used():
    accounts_view.show_first()
    st.divider()
    trail_view.show_trail()
else:
    manages = seat.allowed_to("manage", "accounts")
    names = [_("My account"), *([_("Accounts")] if manages else []), _("Rights"), _("Trail")]
    mine, *others = st.tabs(names, key="account_part", on_change="rerun")
    with mine:
        account_view.show_mine()
    if manages:
        managed, *others = others
        if managed.open:
            with managed:
                accounts_view.show_accounts()
    rights, trail = others
    if rights.open:
        with rights:
            accounts_view.show_rights()
    if trail.open:
        with trail:
            trail_view.show_trail()
