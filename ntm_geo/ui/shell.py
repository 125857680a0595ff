"""The frame around every page: language, style sheet, navigation, footer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from markupsafe import Markup

from ntm_geo import __version__
from ntm_geo.errors import NtmGeoError
from ntm_geo.i18n import LANGUAGES, _, use_language
from ntm_geo.settings import Settings
from ntm_geo.tasks.seat_tasks import ROLES
from ntm_geo.ui import level_choice, talk_view, trouble_view
from ntm_geo.ui.gate_form import LANGUAGE_NAMES, SIGN_IN
from ntm_geo.ui.kit import cache, heading, seat, what_if_view
from ntm_geo.ui.kit.fragments import run_fragment
from ntm_geo.ui.kit.messages import guard
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.kit.watch import watched_run
from ntm_geo.ui.screens.tasks.task_choice import work_waiting
from ntm_geo.ui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ntm_geo.acting import Actor

_ICON: Final = "🗺️"
_STYLE: Final = (Path(__file__).parent / "kit" / "style.css").read_text(encoding="utf-8")
_A_DAY_S: Final = 86_400
_GO: Final = Markup("<script>window.location.href = '{address}';</script>")
_TURNS: Final = Turns()
_AT_WORK: Final = frozenset({"department", "district", "commune", "agency", "coordination"})
"""Roles whose accounts open on the work that waits for them; a leader opens on the overview."""
_CAME: Final = "ntm_came"
_WORK: Final = "viec-cua-toi"
"""Address of the page of one's own work."""


def run() -> None:
    """Show the page that was asked for; the only call of ``app.py``."""
    with _TURNS:
        _run()


def _run() -> None:
    view = current_view()
    use_language(view.lang)
    cache.begin_run()
    pages = _allowed(_pages())
    chosen = st.navigation(pages, position="top")
    section = next((name for name, page in pages.items() if chosen in page), "")
    plain = _uncounted()
    heading.announce(plain.get(chosen.title, chosen.title), plain.get(section, section), icon=_ICON)
    # One element for both: every element that is sent costs a change of year some bytes.
    st.html(f"<style>{_STYLE}</style>{heading.language_script(view.lang)}", unsafe_allow_javascript=True)
    if not _let_in():
        return
    if _opens_on_work(str(chosen.url_path)):
        st.switch_page("pages/my_work.py")
    with watched_run(chosen.url_path or "overview"), guard():
        trouble_view.show_trouble()
        what_if_view.restore(view)
        what_if_view.show_banner()
        if seat.allowed_to("see", "figures"):
            level_choice.show_level_choice(view)
        chosen.run()
    _footer(str(chosen.url_path))
    # A browser that has lost its server asks another one for the page at once only where something runs by itself. Else
    # the page would look the same, and the first click, the first the other server hears of it, would be lost. A server
    # that is alone has no other one, and spares a change of year the bytes.
    if Settings.from_environment().process:
        run_fragment(_nothing, every=_A_DAY_S)


def _let_in() -> bool:
    """Return whether the page may be shown; say why where not, and that everybody may come in where that was said."""
    if not seat.accounts_used():
        if Settings.from_environment().open_to_network:
            st.warning(
                _(
                    "Open to the network: whoever reaches this server may read and change everything without an "
                    "account."
                ),
                icon=":material/lock_open:",
            )
        return True
    if seat.signed_in() is not None:
        return True
    # What was signed in has ended: here, in another window, or by an administrator.
    st.html(_GO.format(address=SIGN_IN), unsafe_allow_javascript=True)
    st.info(_("You are no longer signed in."), icon=":material/lock:")
    st.html(Markup('<a href="{address}" target="_self">{word}</a>').format(address=SIGN_IN, word=_("Sign in")))
    return False


def _allowed(pages: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return the pages an account has something to do on; its own page stands under its name."""
    mine = st.Page("pages/accounts.py", title=_("Account"), url_path="tai-khoan")
    actor = seat.signed_in() if seat.accounts_used() else None
    if actor is None:
        *_sections, last = pages
        return {**pages, last: [*pages[last], mine]}
    if not seat.allowed_to("see", "figures"):
        guide = [page for page in pages[""] if page.url_path == "huong-dan"]
        # Whoever sees no figures opens on his account; its address leads there as well.
        first = st.Page("pages/accounts.py", title=_("Account"), default=True, visibility="hidden")
        return {"": [first, mine, *guide, *_refused(page for part in pages.values() for page in part)]}
    work = [page for part in pages.values() for page in part if page.url_path == _WORK and actor.role in ROLES]
    hidden = {_WORK} if seat.writes_something() else {_WORK, "du-lieu"}
    shown = {name: [page for page in part if page.url_path not in hidden] for name, part in pages.items()}
    refused = _refused(page for part in pages.values() for page in part if page.url_path in hidden and page not in work)
    return {**shown, _account_section(actor): [*work, mine, *refused]}


def _refused(pages: Iterable[Any]) -> list[Any]:
    """Return pages for the addresses an account has nothing to do on; they stand in no menu and say so."""
    return [
        st.Page(page=_nothing_here, title=page.title, url_path=page.url_path, visibility="hidden")
        for page in pages
        if page.url_path and page.url_path != "huong-dan"
    ]


def _nothing_here() -> None:
    """Say that a page an old link or another person's link leads to is not for this account."""
    st.info(_("This page is not for this account; an administrator says what it may do."), icon=":material/lock:")


def _nothing() -> None:
    """Show nothing."""


def _pages() -> dict[str, list[Any]]:
    """Return the pages by who looks for them; what a leader opens stands open, the rest one step further."""
    return {
        "": [
            st.Page("pages/overview.py", title=_("Overview"), default=True),
            st.Page("pages/tier_map.py", title=_("Tier map"), url_path="ban-do"),
            st.Page("pages/criteria.py", title=_("Criteria"), url_path="tieu-chi"),
            st.Page("pages/progress.py", title=_("Progress"), url_path="tien-do"),
            st.Page("pages/priorities.py", title=_("Priority communes"), url_path="uu-tien"),
            st.Page("pages/pathway.py", title=_("Path to the targets"), url_path="lo-trinh"),
            st.Page("pages/assignment.py", title=_("Assignment of support"), url_path="phan-cong"),
            st.Page("pages/present.py", title=_("Presentation"), url_path="trinh-chieu"),
            st.Page("pages/reports.py", title=_("Papers"), url_path="bao-cao"),
            st.Page("pages/data.py", title=_("Data"), url_path="du-lieu"),
            st.Page("pages/guide.py", title=_("Guide"), url_path="huong-dan"),
        ],
        _("Places"): [
            st.Page("pages/districts.py", title=_("Districts"), url_path="huyen"),
            st.Page("pages/hamlets.py", title=_("Hamlet certification"), url_path="xom"),
            st.Page("pages/commune.py", title=_("Commune profile"), url_path="ho-so-xa"),
        ],
        _work_section(): [
            st.Page("pages/dossiers.py", title=_("Recognition dossiers"), url_path="ho-so-cong-nhan"),
            st.Page("pages/my_work.py", title=_my_work(), url_path=_WORK),
            st.Page("pages/departments.py", title=_("Departments"), url_path="so-nganh"),
            st.Page("pages/plans.py", title=_("Plans and difficulties"), url_path="dang-ky"),
            st.Page("pages/agencies.py", title=_("Agencies that help"), url_path="co-quan"),
            st.Page("pages/sets.py", title=_("Two criteria sets"), url_path="bo-tieu-chi"),
        ],
    }


def _work_section() -> str:
    """Return the name of the section of daily work, with the difficulties that are late."""
    late = _late()
    return _("Work (difficulties late: {late})", late=late) if late else _("Work")


def _account_section(actor: Actor) -> str:
    """Return the name of who is signed in, with how much waits."""
    waiting = work_waiting()
    return f"{actor.name} ({waiting})" if waiting else actor.name


def _uncounted() -> dict[str, str]:
    """Return the entries that are named with a count, and their names without it, which stand above a page."""
    actor = seat.signed_in() if seat.accounts_used() else None
    plain = {_work_section(): _("Work"), _my_work(): _("My work")}
    return plain | ({_account_section(actor): actor.name} if actor else {})


def _my_work() -> str:
    """Return the title of the page of one's own work, with how much waits."""
    waiting = work_waiting()
    return _("My work ({count})", count=waiting) if waiting else _("My work")


def _opens_on_work(page: str) -> bool:
    """Return whether this account came without asking for a page, and has work: once a session, it opens there.

    Parameters
    ----------
    page : address of the page that was asked for; empty for the first one.
    """
    actor = seat.signed_in() if seat.accounts_used() else None
    if actor is None or actor.role not in _AT_WORK or st.session_state.get(_CAME):
        return False
    st.session_state[_CAME] = True
    return not page and not st.query_params and work_waiting() > 0


def _late() -> int:
    """Return how many difficulties are late; what keeps that from being read is shown by the page itself."""
    try:
        return cache.late_difficulties()
    except NtmGeoError:
        return 0


def _footer(page: str) -> None:
    """Language and credits; the map itself shows none, so that nothing stands on the land."""
    view = current_view()
    # One row and no columns: every block that is sent costs a change of year a hundred bytes.
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("NTM Geo {version} · maps drawn with Leaflet, folium and streamlit-folium", version=__version__))
        if seat.allowed_to("see", "figures"):
            with guard(stop=False):
                talk_view.show_talk(page, view)
        chosen = st.segmented_control(
            _("Language"),
            LANGUAGES,
            default=view.lang,
            format_func=LANGUAGE_NAMES.__getitem__,
            label_visibility="collapsed",
            width="content",
        )
    if chosen and chosen != view.lang:
        remember(view.change(lang=chosen))
        st.rerun()
