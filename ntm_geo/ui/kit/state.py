"""View state: stored in the session and written to the address, so that a link reopens the view."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from ntm_geo.i18n import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Collection

_KEPT: Final = "ntm_view"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The state a link carries; empty text means "not chosen" and stays out of the address."""

    period: str = ""
    vintage: str = ""
    boundaries: str = ""
    district: str = ""
    commune: str = ""
    rule: str = ""
    """How criteria of merged communes are carried; empty for the strict rule."""
    labels: str = ""
    """``1`` when names are shown on the map."""
    theme: str = ""
    """Criterion or indicator shown, such as ``10`` or ``10.1``."""
    method: str = ""
    """How classes of a value are limited; empty for natural breaks."""
    department: str = ""
    """Key of the department whose criteria are shown."""
    against: str = ""
    """Key of the criteria set assessed against; empty for the one in force."""
    before: str = ""
    """Year compared with."""
    what_if: str = ""
    """Criteria taken as met, as `what_if_view` writes them; empty for none."""
    showing: str = ""
    """Name of the running order that is being shown; empty while none is."""
    figures: str = ""
    """Level figures are looked at on, see `records.figure_levels`; empty for the usual one."""
    lang: Language = "vi"

    def change(self, **changes: Any) -> View:
        """Return the view with some of it changed."""
        return replace(self, **changes)


def current_view() -> View:
    """Return the view of the session; at its start, the one in the address."""
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = _from_address()
    view: View = st.session_state[_KEPT]
    return view


def remember(view: View) -> None:
    """Keep the view for the session and write it to the address."""
    st.session_state[_KEPT] = view
    wanted = _told(view)
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def address(view: View) -> str:
    """Return the address that opens a view again."""
    part = (st.context.url or "").split("?")[0]
    return f"{part}?{query_of(view)}"


def query_of(view: View) -> str:
    """Return the query of the address that opens a view again."""
    return urlencode(_told(view))


def _told(view: View) -> dict[str, str]:
    """Return what of a view stands in an address: what is not the default."""
    return {key: value for key, value in asdict(view).items() if value and value != getattr(View(), key)}


def allowed(value: str, options: Collection[str], default: str) -> str:
    """Return a value of the address if it can be chosen here, else the default: an old link never breaks a page."""
    return value if value in options else default


def _from_address() -> View:
    query_params = st.query_params.to_dict()
    known = {key: value for key, value in query_params.items() if key in asdict(View()) and key != "lang"}
    lang = next((language for language in LANGUAGES if language == query_params.get("lang")), View().lang)
    return View(**known, lang=lang)
