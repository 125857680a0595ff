"""Who sits here: the account that is signed in, or the name somebody typed; and the identifier of the browser.

Where a province has accounts, the account's name is written into every history. Without them a name is asked for once
and stored as a cookie. The identifier leads drafts back to their browser and says nothing about the person.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import unquote

import pandas as pd
import streamlit as st
from markupsafe import Markup

from ntm_geo.accounts.account_list import accounts_are_used
from ntm_geo.accounts.read_scope import may_write, register_belief
from ntm_geo.accounts.rights import may
from ntm_geo.accounts.sign_in import who_is
from ntm_geo.acting import Actor, current_actor, register_door
from ntm_geo.errors import DatabaseAwayError
from ntm_geo.i18n import _
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
SESSION: Final = "ntm_session"
"""Cookie that says who is signed in."""
_LOOK_SECONDS: Final = 2.0
"""How long what the database said of a token is believed."""
_MOST_TOKENS: Final = 4_096
_KEPT: Final = "ntm_writer"
_NEW: Final = "ntm_writer_new"
_NUMBER: Final = "ntm_seat"
_NUMBER_TOLD: Final = "ntm_seat_told"
_NUMBER_FORM: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST: Final = 80
_A_YEAR_S: Final = 31_536_000
_REMEMBER: Final = Markup(
    "<script>document.cookie = '{name}=' + encodeURIComponent({value}) + "
    "'; path=/; max-age={seconds}; SameSite=Strict';</script>"
)


_tokens: Final[dict[str, tuple[float, Actor | None]]] = {}
_used: Final[dict[str, tuple[float, bool]]] = {}


def accounts_used() -> bool:
    """Return whether people have to sign in here; while the database is away, what was known last."""
    answer = _believed(_used, "", lambda: accounts_are_used(cache.workspace().store))
    return bool(answer)


def holder_of(token: str) -> Actor | None:
    """Return whoever is signed in by a token, asked of the database every two seconds at most."""
    if not token:
        return None
    if len(_tokens) >= _MOST_TOKENS:
        _tokens.clear()
    return _believed(_tokens, token, lambda: who_is(cache.workspace().store, token))


def known(token: str) -> bool:
    """Return whether both can be said of a browser without asking the database."""
    now = time.monotonic()
    entries = [_used.get(""), _tokens.get(token) if token else (now, None)]
    return all(entry is not None and now - entry[0] <= _LOOK_SECONDS for entry in entries)


def _believed(answers: dict[str, tuple[float, T]], key: str, ask: Callable[[], T]) -> T:
    """Return an answer of the database, believed for two seconds, and for as long as it is away."""
    entry = answers.get(key)
    if entry is None or time.monotonic() - entry[0] > _LOOK_SECONDS:
        try:
            entry = time.monotonic(), ask()
        except DatabaseAwayError:
            if entry is None:
                raise
        answers[key] = entry
    return entry[1]


def forget_tokens() -> None:
    """Ask the database anew: something changed in who is signed in, or in whether anybody has to be."""
    _tokens.clear()
    _used.clear()


def signed_in() -> Actor | None:
    """Return whoever is signed in in this browser; None where nobody is, or outside a run of a page."""
    return holder_of(token()) if st.runtime.scriptrunner.get_script_run_ctx(suppress_warning=True) else None


def token() -> str:
    """Return what this browser shows to say who is signed in."""
    return str(st.context.cookies.get(SESSION, ""))


def _used_here() -> bool | None:
    """Return whether accounts are used, as a run of a page knows it; None outside one."""
    return accounts_used() if st.runtime.scriptrunner.get_script_run_ctx(suppress_warning=True) else None


register_door(signed_in)
register_belief(_used_here)


def allowed_to(verb: str, kind: str) -> bool:
    """Return whether whoever sits here may do something with a kind of data, as far as pages need to know."""
    return not accounts_used() or may(cache.workspace().rights, current_actor(), verb, kind)


def may_keep(kind: str, *, verb: str = "write") -> bool:
    """Return whether whoever sits here may keep what is tried here; where not, say so in a line in the button's stead.

    Parameters
    ----------
    kind : of the data that would be written.
    verb : ``write`` or ``restore``.
    """
    if allowed_to(verb, kind):
        return True
    st.caption(_("This account may look and try here; nothing of it is saved."))
    return False


def rows_to_write(kind: str, table: pd.DataFrame, *, period: int = 0) -> pd.Series:
    """Return, row by row, whether whoever sits here may write it; what a form or table offers is limited by it.

    Parameters
    ----------
    kind : of the data.
    table : its rows; ``code``, ``agency``, ``criterion`` or ``indicator`` say what they belong to.
    period : year of the rows where they name none; 0 for a register.
    """
    return may_write(cache.workspace().store, kind, table, period=period)


def limited(kind: str, names: dict[str, str], *, by: str = "code", period: int = 0) -> dict[str, str]:
    """Return those of the communes, criteria or agencies of a form whoever sits here may write of.

    Parameters
    ----------
    kind : of the data the form writes.
    names : key to name, as the form offers them.
    by : column of the data the keys stand in.
    period : year of what is written, where its right depends on it.
    """
    keys = pd.DataFrame({by: list(names)}, dtype="object")
    return {key: names[key] for key in keys[rows_to_write(kind, keys, period=period)][by]}


def writes_something() -> bool:
    """Return whether whoever sits here may write any kind of data; comments and saved views are none."""
    actor = current_actor()
    if not accounts_used() or actor is None:
        return not accounts_used()
    role = cache.workspace().rights.roles.get(actor.role)
    return role is not None and any(right.verb == "write" and set(right.kinds) - {"talk"} for right in role.rights)


def role_name(actor: Actor) -> str:
    """Return what the role of an account is called."""
    role = cache.workspace().rights.roles.get(actor.role)
    return str(role.name.localized) if role else actor.role


def writer() -> str:
    """Return the name of the user; empty while it is not known."""
    if actor := signed_in():
        return actor.name
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = unquote(st.context.cookies.get(_KEPT, ""))[:_LONGEST]
    return str(st.session_state[_KEPT])


def who(key: str) -> str:
    """Let the reader say who he is, once for all pages and the next time; the name stands beside what he keeps.

    Parameters
    ----------
    key : of the box, one for every place it stands in.
    """
    if actor := signed_in():
        st.caption(escaped(_("{name} ({role})", name=actor.name, role=role_name(actor))))
        return actor.name
    st.session_state[key] = writer()
    st.text_input(
        _("Who writes this"), key=key, max_chars=_LONGEST, placeholder=_("Nguyen Van A, rural office"),
        on_change=_take, args=(key,),
    )  # fmt: skip
    if st.session_state.pop(_NEW, False):
        _remember(_KEPT, writer())
    return writer()


def number() -> str:
    """Return the number of this browser, made and handed to it where it has none; 32 hexadecimal digits."""
    if _NUMBER not in st.session_state:
        cookies = str(st.context.cookies.get(_NUMBER, ""))
        known = bool(_NUMBER_FORM.fullmatch(cookies))
        st.session_state[_NUMBER] = cookies if known else secrets.token_hex(16)
        st.session_state[_NUMBER_TOLD] = known
    if not st.session_state[_NUMBER_TOLD]:
        _remember(_NUMBER, st.session_state[_NUMBER])
        st.session_state[_NUMBER_TOLD] = True
    return str(st.session_state[_NUMBER])


def _take(key: str) -> None:
    st.session_state[_KEPT] = " ".join(str(st.session_state[key]).split())
    st.session_state[_NEW] = True


def _remember(name: str, text: str) -> None:
    """Have the browser keep a text; what it holds comes back as a cookie with the next visit."""
    value = Markup(json.dumps(text).replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - text of a script
    st.html(_REMEMBER.format(name=name, value=value, seconds=_A_YEAR_S), unsafe_allow_javascript=True)
