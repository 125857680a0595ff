"""Accounts of the province: the first one, which turns signing in on; made and changed; what each role may do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.accounts.account_list import (
    ADMINISTRATOR,
    Account,
    add_account,
    change_account,
    list_accounts,
    sign_out_everywhere,
    units_of,
)
from ntm_geo.accounts.identities import link_identity
from ntm_geo.accounts.passwords import LONGEST, SHORTEST
from ntm_geo.accounts.personal_data import erase_person, personal_file
from ntm_geo.accounts.sign_in import new_link
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache, flash, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.table import show_table

if TYPE_CHECKING:
    from collections.abc import Callable

_NEW: Final = ""
_LINK: Final = "account_new_link"
_ROUND: Final = "account_round"


def show_first() -> None:
    """Say that nobody has to sign in here, and let the first administrator's account be made."""
    st.info(
        _(
            "Nobody has to sign in: whoever sits at this machine may read and change everything. Once the first "
            "account is made, everybody signs in, and the server may listen to other machines."
        ),
        icon=":material/lock_open:",
    )
    with st.form("first_account", border=True):
        st.markdown(_("**Make the first account (administrator of accounts)**"))
        left, right = st.columns(2)
        name = left.text_input(_("Name of the person"), key="first_name", max_chars=80)
        account = right.text_input(_("Name to sign in by"), key="first_account", max_chars=40, placeholder="quantri")
        password = left.text_input(
            _("Password"), type="password", key="first_password", max_chars=LONGEST,
            help=escaped(
                _("At least {count} characters; several words are easier to remember than signs.", count=SHORTEST)
            ),
        )  # fmt: skip
        again = right.text_input(_("The same again"), type="password", key="first_again", max_chars=LONGEST)
        if not st.form_submit_button(_("Make it and turn signing in on"), key="first_make", type="primary"):
            return
    if password != again:
        st.error(_("The two passwords differ."))
        return
    with guard(stop=False):
        space = cache.workspace()
        new = Account(account=account.strip(), name=name, role=ADMINISTRATOR)
        add_account(space.store, space.rights, new, password=password, by=name)
        seat.forget_tokens()
        st.rerun()


def show_accounts() -> None:
    """Show the accounts, and make, change or put one out of use."""
    _show_link()
    accounts = list_accounts(cache.workspace().store)
    words = {key: str(role.name.localized) for key, role in cache.workspace().rights.roles.items()}
    show_table(
        pd.DataFrame(
            {
                _("Name to sign in by"): [item.account for item in accounts],
                _("Name of the person"): [item.name for item in accounts],
                _("Role"): [words.get(item.role, item.role) for item in accounts],
                _("Acts for"): [" ".join(filter(None, (*item.units, item.body))) for item in accounts],
                _("State"): [_state(item) for item in accounts],
            }
        ),
        key="account_list",
    )
    names = {_NEW: _("A new account"), **{item.account: f"{item.account} · {item.name}" for item in accounts}}
    chosen = st.selectbox(_("Account"), list(names), format_func=lambda key: escaped(names[key]), key="account_chosen")
    before = next((item for item in accounts if item.account == chosen), None)
    _form(before, words)
    if before is not None:
        _other_steps(before)


def _state(item: Account) -> str:
    if not item.active:
        return _("out of use")
    return _("with second factor") if item.second_factor else ""


def _form(before: Account | None, words: dict[str, str]) -> None:
    key = before.account if before else f"new{st.session_state.get(_ROUND, 0)}"
    with st.form(f"account_form_{key}", border=True):
        left, right = st.columns(2)
        account = left.text_input(
            _("Name to sign in by"), value=before.account if before else "", disabled=before is not None, max_chars=40,
            key=f"account_name_{key}",
        )  # fmt: skip
        name = right.text_input(
            _("Name of the person"), value=before.name if before else "", max_chars=80, key=f"account_person_{key}"
        )
        roles = list(words)
        role = left.selectbox(
            _("Role"), roles, index=roles.index(before.role) if before and before.role in roles else 0,
            format_func=words.__getitem__, key=f"account_role_{key}",
        )  # fmt: skip
        units = right.text_input(
            _("Codes of its communes or districts"), value=" ".join(before.units) if before else "",
            key=f"account_units_{key}", help=_("Only for roles that act for communes or districts."),
        )  # fmt: skip
        body = left.text_input(
            _("Key of its department or agency"), value=before.body if before else "", key=f"account_body_{key}",
            help=_("Only for roles that act for a department or agency; the key stands in the list of agencies."),
        )  # fmt: skip
        identity = right.text_input(
            _("Identity at the office's provider"), value=before.identity if before else "", max_chars=200,
            key=f"account_identity_{key}", placeholder="hoa@example.vn",
            help=_(
                "Only where people sign in with their office's account (OpenID Connect): the verified e-mail address, "
                "or what the page to sign in shows who is not linked yet."
            ),
        )  # fmt: skip
        active = left.toggle(_("May sign in"), value=before.active if before else True, key=f"account_active_{key}")
        if not st.form_submit_button(_("Keep it"), key=f"account_keep_{key}", type="primary"):
            return
    item = Account(
        account=account.strip(), name=name, role=role, units=units_of(units), body=body.strip(), active=active,
        identity=identity.strip(),
    )  # fmt: skip
    _do(lambda: _save(item, before))


def _save(item: Account, before: Account | None) -> None:
    space = cache.workspace()
    if before is None:
        add_account(space.store, space.rights, item)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # so that the next account begins empty
        _make_link(item.account)
    else:
        change_account(space.store, space.rights, replace(item, account=before.account))
    if item.identity != (before.identity if before else ""):
        link_identity(space.store, space.rights, item.account, item.identity)


def _make_link(account: str) -> None:
    """Make a one-time link; it stands on the page of who made it until something else is done there."""
    space = cache.workspace()
    token = new_link(space.store, space.rights, account)
    host = st.context.headers.get("Host", "")
    scheme = st.context.headers.get("X-Forwarded-Proto", "http")
    st.session_state[_LINK] = account, f"{scheme}://{host}/dat-mat-khau?token={token}"


def _show_link() -> None:
    if link := st.session_state.pop(_LINK, None):
        account, address = link
        st.info(
            escaped(_("Give this link to the person of {account}; it works once, within two days.", account=account)),
            icon=":material/link:",
        )
        st.code(address, language=None, wrap_lines=True)


def _other_steps(item: Account) -> None:
    space = cache.workspace()
    first, second, fourth, third = st.columns(4)
    if first.button(_("Link to set a password"), key="account_link"):
        _do(lambda: _make_link(item.account))
    if second.button(_("Sign out everywhere"), key="account_out_other"):
        _do(lambda: sign_out_everywhere(space.store, space.rights, item.account))
    fourth.download_button(
        _("Personal data (file)"), lambda: personal_file(space.store, space.rights, item.account),
        file_name=f"du-lieu-ca-nhan-{item.account}.json", on_click="ignore", key="account_personal",
        help=_("Everything that stands of this person, to be handed over on request."),
    )  # fmt: skip
    if not item.active and third.button(
        _("Erase the person"), key="account_erase",
        help=_(
            "Puts the name to sign in by in the place of the person's name, in histories and the trail too; what the "
            "account did stays, and so do names of who signed."
        ),
    ):  # fmt: skip
        _do(lambda: erase_person(space.store, space.rights, item.account))


def _do(step: Callable[[], object]) -> None:
    """Do a step, say what came of it, and show the page anew."""
    with guard(stop=False):
        step()
        seat.forget_tokens()
        flash.flash(_("Done."))
        st.rerun()


def show_rights() -> None:
    """Show what each role may do; whatever does not stand there is refused."""
    st.caption(_("What does not stand here is refused, whichever page or command it is tried from."))
    space = cache.workspace()
    st.table(space.rights.matrix().map(escaped))
    st.caption(_("How large files may be, and how often an account may do what costs much. 0 is never."))
    st.table(space.limits.matrix(space.rights).map(escaped))
