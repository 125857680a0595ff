"""Saved paths on a page: save what is asked, open it again, and say whether it still comes out as it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.i18n import _, format_date
from ntm_geo.pathway.path_sentences import Pathway, path_sentence
from ntm_geo.pathway.saved_paths import SavedPath, list_paths, save_path
from ntm_geo.ui.kit import cache, seat
from ntm_geo.ui.kit.messages import escaped, guard
from ntm_geo.ui.kit.state import current_view, remember

if TYPE_CHECKING:
    from ntm_geo.pathway.planning import Wishes
    from ntm_geo.ui.kit.state import View

_BEGUN: Final = "path_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the boxes begin with."""

    path: SavedPath | None = None
    """The path that was opened; None where none was."""
    mark: str = ""
    """Stands in the keys of the boxes, so that they begin anew with every path that is opened."""

    @property
    def wishes(self) -> Wishes | None:
        """What was asked of the path that was opened."""
        return self.path.wishes if self.path else None


def begun() -> Begun:
    """Return what the boxes of this reader begin with."""
    remembered: Begun = st.session_state.get(_BEGUN, Begun())
    return remembered


def lines_of(wishes: Wishes | None) -> list[tuple[str, str, str, str | None]]:
    """Return what was fixed line by line: commune, criterion, what, and the year as text where there is one."""
    if wishes is None:
        return []
    lines: list[tuple[str, str, str, str | None]] = [(code, key, "lost", None) for code, key in sorted(wishes.lost)]
    lines += [(code, key, "must", str(year)) for code, key, year in wishes.must]
    return lines + [(code, key, "must_not", None) for code, key in wishes.must_not]


def show_saved(view: View, wishes: Wishes, pathway: Pathway) -> None:
    """Offer to save the path shown, and to open one that was saved, the last first."""
    saved = {path.name: path for path in list_paths(cache.workspace())}
    with st.popover(_("Saved paths"), icon=":material/folder_open:", width="stretch"):
        if saved:
            name = st.selectbox(
                _("The one saved last stands first"), list(saved), format_func=lambda option: _label(saved[option]),
                key=f"path_chosen_{cache.version()}",
            )  # fmt: skip
            chosen = saved[str(name)]
            st.caption(escaped(chosen.result))
            st.button(
                _("Open it"), icon=":material/open_in_browser:", key="path_open", on_click=_open, args=(chosen,),
                help=_("Goals, limits, losses and promises come back as they were."),
            )  # fmt: skip
        if not seat.may_keep("paths"):
            return
        opened = begun().path
        proposed = opened.name if opened else _("Path until {year}", year=wishes.years[-1])
        title = st.text_input(_("Name of the path"), value=proposed, key=f"path_name{begun().mark}", max_chars=80)
        if st.button(_("Save this path"), type="primary", icon=":material/save:", key="path_save"):
            with guard(stop=False):
                by = str(st.session_state.get("data_by", ""))
                save_path(
                    cache.workspace(), title, wishes, period=int(view.period), vintage=view.vintage,
                    result=_result(pathway), by=by,
                )  # fmt: skip
                st.rerun()


def show_opened(view: View, pathway: Pathway) -> None:
    """Say which path was opened, and whether it comes out as it did when it was saved."""
    opened = begun().path
    if opened is None:
        return
    same = (opened.period, opened.vintage) == (int(view.period), view.vintage) and opened.result == _result(pathway)
    sentence = (
        _("It comes out as it did when it was saved.") if same
        else _("When it was saved: {result}", result=opened.result)
    )  # fmt: skip
    st.caption(escaped(f"{_label(opened)} · {sentence}"))


def _open(path: SavedPath) -> None:
    number = int(begun().mark.removeprefix("_") or 0) + 1
    st.session_state[_BEGUN] = Begun(path=path, mark=f"_{number}")
    remember(current_view().change(period=str(path.period), vintage=path.vintage, district="", commune=""))


def _label(path: SavedPath) -> str:
    return " · ".join(name for name in (path.name, format_date(path.saved_on), path.saved_by) if name)


def _result(pathway: Pathway) -> str:
    return path_sentence(pathway) if pathway.plan.found else _("No plan reaches these targets.")
