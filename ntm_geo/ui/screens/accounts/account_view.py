"""The own account: as whom one is signed in, what it may do, password, second factor, ways out."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.accounts.account_list import sign_out_everywhere
from ntm_geo.accounts.passwords import LONGEST, SHORTEST, secret_address
from ntm_geo.accounts.sign_in import begin_second_factor, change_password, turn_on_second_factor
from ntm_geo.acting import Actor, current_actor
from ntm_geo.i18n import _
from ntm_geo.records.agency_list import load_agencies
from ntm_geo.ui.kit import cache, flash, seat
from ntm_geo.ui.kit.messages import escaped, guard

_NEW_FACTOR: Final = "account_factor"
_SIGN_OUT: Final = Markup('<a href="/dang-xuat" target="_self">{word}</a>')


def show_mine() -> None:
    """Show who is signed in, and let him change what is his."""
    actor = current_actor()
    if actor is None:
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _about(actor)
    with right:
        _password()
        _second_factor(actor)


def _about(actor: Actor) -> None:
    st.markdown(f"**{escaped(actor.name)}** ({escaped(actor.account)})")
    st.markdown(escaped(_("Role: {role}", role=seat.role_name(actor))))
    if actor.units:
        names = _names(actor.units)
        st.markdown(escaped(_("Acts for: {names}", names=", ".join(names))))
    if actor.body:
        st.markdown(escaped(_("Acts for: {names}", names=_body_name(actor.body))))
    lines = [line for line in cache.workspace().rights.lines() if line["role"] == seat.role_name(actor)]
    for line in lines:
        st.markdown(
            "- " + escaped(_("{verb}: {kinds} ({scope})", verb=line["verb"], kinds=line["kinds"], scope=line["scope"]))
        )
    st.html(_SIGN_OUT.format(word=_("Sign out")))
    if st.button(_("Sign out everywhere"), key="account_out", help=_("Also in all other browsers and on all devices.")):
        with guard(stop=False):
            sign_out_everywhere(cache.workspace().store, cache.workspace().rights, actor.account)
            seat.forget_tokens()
            st.rerun()


def _body_name(key: str) -> str:
    """Return the name of a department or agency; its key where neither list has it."""
    space = cache.workspace()
    names = {department.key: str(department.name) for department in space.departments}
    agencies = load_agencies(space).table
    return ({str(item): str(name) for item, name in agencies[["agency", "name"]].to_numpy()} | names).get(key, key)


def _names(units: frozenset[str]) -> list[str]:
    """Return the names of communes and districts by their codes; a code no list knows stays a code."""
    names: dict[str, str] = {}
    for vintage in cache.workspace().province.vintages:
        table = cache.units(vintage.key)
        names |= dict(zip(table["code"], table["name"], strict=True))
        parents = table.dropna(subset="parent_code")
        names |= dict(zip(parents["parent_code"], parents["parent_name"], strict=True))
    return [names.get(code, code) for code in sorted(units)]


def _password() -> None:
    with st.form("account_password", border=True):
        st.markdown(_("**Change the password**"))
        before = st.text_input(_("Password until now"), type="password", key="account_before")
        new = st.text_input(
            _("New password"), type="password", key="account_new", max_chars=LONGEST,
            help=escaped(
                _("At least {count} characters; several words are easier to remember than signs.", count=SHORTEST)
            ),
        )  # fmt: skip
        if st.form_submit_button(_("Change it"), key="account_change"):
            with guard(stop=False):
                change_password(cache.workspace().store, before, new)
                seat.forget_tokens()
                st.rerun()


def _second_factor(actor: Actor) -> None:
    with st.expander(_("Second factor (an authenticator on the telephone)")):
        if not st.session_state.get(_NEW_FACTOR):
            if st.button(_("Set it up"), key="account_second"):
                st.session_state[_NEW_FACTOR] = begin_second_factor()
                st.rerun()
            return
        secret = str(st.session_state[_NEW_FACTOR])
        st.markdown(escaped(_("Type this secret into the authenticator, then the code it shows.")))
        st.code(secret, language=None)
        st.caption(escaped(secret_address(secret, actor.account)))
        code = st.text_input(_("Code that is shown now"), key="account_code", max_chars=8)
        if st.button(_("Turn it on"), key="account_second_on", type="primary"):
            with guard(stop=False):
                turn_on_second_factor(cache.workspace().store, secret, code)
                del st.session_state[_NEW_FACTOR]
                flash.flash(_("From now on a code is asked for at every sign-in."))
                st.rerun()
