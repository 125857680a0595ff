"""The papers of a period on a page: what they say, the products, how far the work is, the finished file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from markupsafe import Markup

from ntm_geo.assessment.commune_status import communes_of
from ntm_geo.assessment.sentences import target_sentence
from ntm_geo.briefing.briefing_data import BriefRequest
from ntm_geo.briefing.paper_jobs import (
    ask_for_papers,
    error_of,
    newest_papers,
    notes_of,
    papers_of,
    request_of,
    stop_papers,
)
from ntm_geo.briefing.publish import SUFFIXES, Kind, PublishRequest
from ntm_geo.briefing.running_orders import load_orders, ready_order
from ntm_geo.i18n import _
from ntm_geo.jobs.durations import expected_seconds, remember_seconds, share_done
from ntm_geo.ui.kit import cache, seat, take_view
from ntm_geo.ui.kit.fragments import run_fragment
from ntm_geo.ui.kit.messages import error_text, escaped, option_labels
from ntm_geo.ui.kit.uploader import say_uploader

if TYPE_CHECKING:
    from ntm_geo.store.job_records import JobRecord
    from ntm_geo.ui.kit.state import View

_WATCHED: Final = "papers_watched"
_LOOK_S: Final = 2.0
_USUAL_S: Final = {"all": 45.0, "slides": 25.0, "report": 15.0, "atlas": 30.0}
"""What products take on an ordinary machine; 20 seconds, the others."""
_PROGRAMS: Final = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}
"""What people call kinds of files."""
_COLUMNS: Final = 4
_CHOICES: Final = ("slides", "forms", "map", "atlas")
"""Products with something to choose."""
_MIMES: Final = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "zip": "application/zip",
}


def choose_brief(view: View) -> BriefRequest:
    """Ask whether the papers speak of the year or of its first six months."""
    half = st.segmented_control(
        _("Report of"), ("year", "half"), default="year", key="brief_half",
        format_func=option_labels({"year": _("the whole year"), "half": _("six months")}),
    )  # fmt: skip
    return BriefRequest(
        period=int(view.period), half=half == "half", vintage=view.vintage, boundary_set=view.boundaries,
        figures=cache.level(),
    )  # fmt: skip


def show_preview(view: View) -> None:
    """Show the sentences the papers begin with."""
    standing = cache.assessment(int(view.period), view.vintage, as_it_is=True)
    lines = Markup("").join(
        Markup("<li>{}</li>").format(target_sentence(item, standing)) for item in standing.assessment.progress
    )
    st.html(Markup('<ul class="ntm-statements">{}</ul>').format(lines))


def show_products(brief: BriefRequest) -> None:
    """Offer every product; one is made at a time, beside the page."""
    newest = newest_papers(cache.workspace(), seat.number())
    busy = newest is not None and newest.is_open
    names = product_names()
    columns: Any = ()
    for index, (kind, (title, about)) in enumerate(names.items()):
        if index % _COLUMNS == 0:
            columns = st.columns(_COLUMNS)
        with columns[index % _COLUMNS], st.container(border=True, height="stretch", key=f"product_{kind}"):
            st.markdown(f"**{escaped(title)}**")
            st.caption(escaped(about))
            request = _options(kind, brief)
            for column, suffix in zip(st.columns(len(SUFFIXES[kind])), SUFFIXES[kind], strict=True):
                if column.button(
                    make_label(suffix),
                    icon=":material/draft:",
                    key=f"make_{kind}_{suffix}",
                    disabled=busy,
                    width="stretch",
                    help=escaped(_("Make {product} as .{suffix}", product=title, suffix=suffix)),
                ):
                    start(replace(request, suffix=suffix))


def make_label(suffix: str) -> str:
    """Return what the button says that makes a file of a kind."""
    if suffix == "zip":
        return _("Make the set of papers (ZIP)")
    return _("Make {format}", format=_PROGRAMS.get(suffix, suffix.upper()))


def product_names() -> dict[Kind, tuple[str, str]]:
    """Return title and description of every product, in the current language."""
    return {
        "all": (_("Everything for the meeting"), _("Slides, report, workbook, forms and the map, in one file.")),
        "report": (_("Periodic report"), _("In the form of Decree 30, with its annexes.")),
        "slides": (_("Slides"), _("Tables and charts can be edited in PowerPoint.")),
        "workbook": (_("Workbook"), _("Every figure behind the papers, with filters and formulas.")),
        "forms": (_("Reporting forms"), _("Forms 05 and 06 of the province, 10 of communes.")),
        "map": (_("Printed map"), _("A4 to A1, or a picture for a chat group.")),
        "atlas": (_("Atlas"), _("One page for each district or commune.")),
    }


def _options(kind: Kind, brief: BriefRequest) -> PublishRequest:
    """Ask for what a product needs besides the period, where it needs anything."""
    request = PublishRequest(kind=kind, brief=brief)
    if kind not in _CHOICES:
        return request
    with st.popover(_("Choices"), icon=":material/tune:", key=f"choices_{kind}", width="stretch"):
        return _choices(kind, request)


def _choices(kind: Kind, request: PublishRequest) -> PublishRequest:
    if kind == "slides":
        stored, _version = load_orders(cache.workspace())
        names = [item.name for item in (ready_order(), *stored)]
        order = st.selectbox(_("Running order"), names, key="slides_order")
        say_uploader()
        files = st.file_uploader(_("Template of the province (.pptx)"), type="pptx", key="slides_template")
        return replace(request, order=order or "", template=files.getvalue() if files else b"")
    if kind == "forms":
        standing = cache.assessment(request.brief.assessed, request.brief.vintage, as_it_is=True)
        places = communes_of(standing).to_dict("records")
        texts_by_code = {str(row["code"]): f"{row['name']}, {row['district']}" for row in places}
        chosen = st.multiselect(
            _("Form 10 of communes"), list(texts_by_code), format_func=texts_by_code.__getitem__, key="form_communes",
            placeholder=_("None; search by name …"),
        )  # fmt: skip
        return replace(request, communes=tuple(chosen))
    if kind == "map":
        return replace(request, form=take_view.choose_form("print"))
    by = st.segmented_control(
        _("A page for each"), ("district", "commune"), default="district", key="atlas_by",
        format_func=option_labels({"district": _("district"), "commune": _("commune")}),
    )  # fmt: skip
    return replace(request, by="commune" if by == "commune" else "district")


def start(request: PublishRequest) -> None:
    """Ask for a product; it is made with the data as they stand when its turn comes."""
    ask_for_papers(cache.workspace(), seat.number(), request)
    st.rerun()


def _work(request: PublishRequest) -> str:
    """Return what a product is called where its seconds are kept."""
    return "-".join(filter(None, (request.kind, request.file_suffix, request.by if request.kind == "atlas" else "")))


def show_job() -> None:
    """Show how far what this browser asked for last is, with a way to stop it, and the file when it is there."""
    record = newest_papers(cache.workspace(), seat.number())
    if record is None:
        return
    with st.container(border=True, key="publish_state"):
        run_fragment(_watch, every=_LOOK_S if record.is_open else None)


def _watch() -> None:
    record = newest_papers(cache.workspace(), seat.number())
    if record is None:
        return
    request = request_of(record)
    if record.is_open:
        st.session_state[_WATCHED] = record.id
        _show_progress(record, request)
        return
    if st.session_state.pop(_WATCHED, None) == record.id:
        if record.state == "done":
            remember_seconds(cache.workspace().settings.data_dir, _work(request), record.seconds)
        # The page's buttons wait for the end of the work: show them again.
        st.rerun()
    if record.state == "done":
        _offer(record, request)
    elif record.state == "stopped":
        st.info(_("Stopped; nothing was written."), icon=":material/stop:")
    elif error := error_of(record):
        st.error(error_text(error), icon="⚠️")


def _show_progress(record: JobRecord, request: PublishRequest) -> None:
    folder = cache.workspace().settings.data_dir
    expected = expected_seconds(folder, _work(request), _USUAL_S.get(request.kind, 20.0))
    title = product_names()[request.kind][0]
    label = record.label if record.total == 1 else f"{record.label} ({record.done}/{record.total})"
    bar, stop = st.columns([5, 1], vertical_alignment="center")
    left = f" … {_time_left(expected - record.seconds)}" if record.state == "running" else ""
    bar.progress(share_done(record.seconds, expected), text=escaped(f"{title}: {label}{left}"))
    if stop.button(_("Stop"), icon=":material/stop:", key="stop_job", width="stretch", disabled=record.stop_asked):
        stop_papers(cache.workspace(), record)


def _offer(record: JobRecord, request: PublishRequest) -> None:
    shown, take = st.columns([3, 2], vertical_alignment="center")
    title = product_names()[request.kind][0]
    shown.success(escaped(_("{product} is ready.", product=title)), icon=":material/check:")
    take.download_button(
        escaped(_("Download {file}", file=request.file_name)), lambda: papers_of(cache.workspace(), record),
        request.file_name, mime=_MIMES[request.file_suffix], icon=":material/download:", on_click="ignore",
        type="primary", width="stretch", key="take_papers",
    )  # fmt: skip
    for note in notes_of(record):
        st.caption(escaped(note))


def _time_left(seconds: float) -> str:
    if seconds < 1:
        return _("It takes a little longer than the last time.")
    return _("About {seconds} s left.", seconds=round(seconds))
