"""A boundary file that was dropped: where it lies, what its names say, where its lines do not fit, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.boundaries.matching import CONTRADICTION, PROPOSED
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CoverageError, CrsMissingError, LayerChoiceError, ProvinceChoiceError
from ntm_geo.i18n import _, format_number
from ntm_geo.intake.boundary_files.boundary_checks import ALONE, FOREIGN, WORD
from ntm_geo.intake.boundary_files.boundary_import import (
    BoundaryPreview,
    BoundaryQuestion,
    findings,
    keep_boundaries,
    preview_boundaries,
)
from ntm_geo.intake.boundary_files.codes import PLACEHOLDER
from ntm_geo.intake.texts.encodings import ENCODINGS
from ntm_geo.maps.sketch import SketchLayer, sketch
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.flash import flash
from ntm_geo.ui.kit.messages import error_text, escaped, markdown
from ntm_geo.ui.kit.shared import shared
from ntm_geo.ui.kit.table import show_table
from ntm_geo.ui.screens.data import boundary_questions as questions

if TYPE_CHECKING:
    from pathlib import Path


_MOST_NAMES: Final = 40
_SHOWN: Final = 12
_MEND: Final = (0.0, 5.0, 30.0, 60.0, 100.0)
_BASE, _DRAWN, _BAD = "#dfe5e8", "#8fb8c4", "#c0392b"
_ICONS: Final = {"error": "error", "warning": "warning", "info": "info"}


def show_boundaries(path: Path, *, by: str) -> None:
    """Show what a boundary file holds and would change; keep it when the reader says so.

    Parameters
    ----------
    path : of the file or folder, kept by `uploads.receive`.
    by : who brings it in.
    """
    key = path.parent.name if path.is_file() else path.name
    decisions: dict[str, str] = st.session_state.setdefault(f"decided_{key}", {})
    row = st.container()
    question = _question(key)
    vintage = st.session_state.get(f"vintage_{key}", "")
    try:
        with st.spinner(_("Reading the boundaries and looking for gaps and overlaps …")):
            preview = _plan(path, vintage, question, tuple(sorted(decisions.items())), cache.version())
    except ProvinceChoiceError as error:
        questions.ask_province(error, key)
        return
    except LayerChoiceError as error:
        questions.ask_layer(error, key)
        return
    except CrsMissingError as error:
        questions.ask_crs(error, path, key, vintage, question)
        return
    except CoverageError as error:
        with row:
            _show_choices(None, key)
        st.error(error_text(error), icon="⚠️")
        return
    with row:
        _show_choices(preview, key)
    _show_understood(preview)
    _show_hindrances(preview, key)
    _show_map(preview)
    _ask_names(preview, decisions)
    _show_findings(preview)
    _offer(preview, decisions, by, key)


@shared
def _plan(
    path: Path, vintage: str, question: BoundaryQuestion, decisions: tuple[tuple[str, str], ...], version: int
) -> BoundaryPreview:
    del version  # the plan is made against what is kept at that moment
    return preview_boundaries(cache.workspace(), path, vintage=vintage, question=question, decisions=dict(decisions))


def _question(key: str) -> BoundaryQuestion:
    """Return what was chosen for a file; choices about what was read are shown when it was."""
    with st.expander(_("Letters of the names are wrong? Choose the encoding"), icon=":material/translate:"):
        encoding = st.selectbox(
            _("Encoding of the text"),
            ["", *ENCODINGS],
            format_func=lambda option: option.upper() if option else _("Found out"),
            key=f"encoding_{key}",
        )
    chosen = questions.chosen_before(key)
    mend = float(st.session_state.get(f"mend_{key}", 0.0))
    return BoundaryQuestion(
        layer=chosen.get("layer", ""),
        encoding=encoding,
        crs=chosen.get("crs", ""),
        province=chosen.get("province", ""),
        mend_m=mend,
        mend_all=bool(mend and st.session_state.get(f"mend_all_{key}")),
        partial=bool(st.session_state.get(f"partial_{key}")),
        as_drawn=bool(st.session_state.get(f"as_drawn_{key}")),
    )


def _show_choices(preview: BoundaryPreview | None, key: str) -> None:
    """Show the year the units are of, the best one chosen, with how well every year fits; and how lines are mended."""
    year_box, mend_box, all_box = st.columns([2, 2, 2], vertical_alignment="bottom")
    vintages = [vintage.key for vintage in cache.workspace().province.vintages]
    fits = {vintage.vintage: _("{matched} of {drawn} match", matched=vintage.matched, drawn=vintage.drawn)
            for vintage in (preview.vintages if preview else ())}  # fmt: skip
    year_box.selectbox(
        _("Its codes are those of the units of"),
        vintages,
        index=vintages.index(preview.vintage) if preview else len(vintages) - 1,
        format_func=lambda vintage: " – ".join(filter(None, (vintage, fits.get(vintage, "")))),
        key=f"vintage_{key}",
    )
    mend = mend_box.selectbox(
        _("Mend gaps and overlaps up to"),
        _MEND,
        format_func=lambda metres: _("{count} m", count=format_number(metres)) if metres else _("not at all"),
        key=f"mend_{key}",
    )
    all_box.toggle(_("Mend wider ones as far as it goes"), disabled=not mend, key=f"mend_all_{key}")


def _show_hindrances(preview: BoundaryPreview, key: str) -> None:
    """Say what keeps the file from being used, and let the reader give the word where that is enough."""
    for hindrance in preview.hindrances:
        if hindrance.kind not in WORD:
            st.error(markdown(hindrance.what), icon=":material/block:")
    if any(finding.kind == "displaced" for finding in preview.hindrances) and st.button(
        _("Choose another coordinate system")
    ):
        questions.forget(key, "crs")
    if any(finding.kind in ALONE for finding in preview.hindrances):
        return
    missing, total = len(preview.match.not_drawn), preview.match.listed
    if missing:
        st.warning(
            _("The file draws {count} of {total} units.", count=format_number(total - missing),
              total=format_number(total)), icon=":material/extension:",
        )  # fmt: skip
        with st.expander(_("Units that are not drawn")):
            st.text(", ".join(preview.match.not_drawn))
        st.checkbox(
            _("Use this part; every map then says that {count} units are not drawn", count=format_number(missing)),
            key=f"partial_{key}",
        )
    if preview.placement.far:
        far = [finding for finding in preview.hindrances if finding.kind == "far-off"]
        st.warning(
            markdown(far[0].what) if far else _("Outlines lie far from their place."), icon=":material/wrong_location:"
        )
        st.checkbox(_("They are right as they are drawn; use them"), key=f"as_drawn_{key}")


def _show_understood(preview: BoundaryPreview) -> None:
    intake = preview.intake
    boxes = st.columns(4)
    boxes[0].metric(_("Units in the file"), format_number(len(intake.units)))
    boxes[1].metric(_("On the list of units"), format_number(preview.match.matched))
    foreign = any(hindrance.kind == FOREIGN for hindrance in preview.hindrances)
    boxes[2].metric(_("To be confirmed"), "–" if foreign else format_number(len(preview.match.join.open)))
    boxes[3].metric(_("Places where lines do not fit"), format_number(len(preview.coverage.defects)))
    st.text(_("Coordinate system: {crs}. Text: {encoding}.", crs=intake.source_crs, encoding=intake.encoding.upper()))
    if intake.names_before_after:
        shown = pd.DataFrame(intake.names_before_after[:_SHOWN], columns=[_("As in the file"), _("As read")])
        show_table(shown)


def _show_map(preview: BoundaryPreview) -> None:
    if any(hindrance.kind == FOREIGN for hindrance in preview.hindrances):
        base = SketchLayer(
            shapes=read_schematic(cache.workspace().province, preview.vintage).geometry, fill=_BASE, stroke="#ffffff"
        )
        lines = SketchLayer(shapes=preview.intake.units.geometry, stroke="#0b3c5d", width=1.0)
        caption = _("Grey: the province (schematic). Lines: the file.")
        st.image(sketch([base, lines], label=_("Where the file would lie over the province")), caption=caption)
        return
    defects = preview.coverage.defects
    before = SketchLayer(shapes=preview.intake.units.geometry, fill=_DRAWN, stroke="#ffffff")
    bad = SketchLayer(shapes=defects.geometry, fill=_BAD, stroke=_BAD, width=3.0, titles=tuple(defects["names"]))
    if preview.repair is None:
        st.image(sketch([before, bad], label=_("Boundaries of the file")), caption=_("Red: where lines do not fit."))
        return
    left = preview.repair.after.defects
    after = SketchLayer(shapes=preview.units.geometry, fill=_DRAWN, stroke="#ffffff")
    still = SketchLayer(shapes=left.geometry, fill=_BAD, stroke=_BAD, width=3.0, titles=tuple(left["names"]))
    item, other = st.columns(2)
    item.image(sketch([before, bad], label=_("Before")), caption=_("Before: {count} places", count=len(defects)))
    other.image(sketch([after, still], label=_("After")), caption=_("After: {count} places", count=len(left)))


def _ask_names(preview: BoundaryPreview, decisions: dict[str, str]) -> None:
    join, units = preview.match.join, preview.intake.units
    chosen_open = join.open[join.open["candidates"].map(len).gt(0)].head(_MOST_NAMES)
    if chosen_open.empty:
        return
    st.subheader(_("Which unit is meant?"))
    names = cache.units(preview.vintage).set_index("code")["name"]
    sure = chosen_open[chosen_open["status"].eq(PROPOSED)]
    if len(sure) and st.button(_("Take all {count} proposals", count=len(sure)), icon=":material/done_all:"):
        decisions |= {join.keys[row]: code for row, code in sure["proposal"].items()}
        st.rerun()
    for row, line in chosen_open.iterrows():
        unit = units.loc[row]
        chosen = st.selectbox(
            escaped(_asked(unit, line, names)),
            ["", *line["candidates"]],
            format_func=lambda code: f"{code}: {names[code]}" if code else _("– choose –"),
            key=f"unit_{preview.vintage}_{join.keys[row]}",
        )
        if chosen:
            decisions[join.keys[row]] = chosen
            st.rerun()


def _asked(unit: pd.Series, line: pd.Series, names: pd.Series) -> str:
    """Return the question about a unit: what is wrong is named, the code or the name."""
    code, name = str(unit["code"]), str(unit["name"])
    if code.startswith(PLACEHOLDER):
        return name
    if code not in names.index:
        return _("{code}: {name} – the code is not on the list", code=code, name=name)
    if line["status"] == CONTRADICTION:
        return _("{code}: {name} – the code is that of {other}", code=code, name=name, other=names[code])
    return f"{code}: {name}"


def _show_findings(preview: BoundaryPreview) -> None:
    for finding in findings(preview):
        if finding.kind != "column":
            st.markdown(f":material/{_ICONS[finding.severity]}: {markdown(finding.what)}")
    if len(preview.coverage.defects):
        with st.expander(_("Where lines do not fit, with figures")):
            defects = preview.coverage.defects
            frame = pd.DataFrame(
                {
                    _("Kind"): defects["kind"].map(_defect_names()),
                    _("Units"): defects["names"],
                    _("Area (m²)"): defects["area_m2"].round(1),
                    _("Width (m)"): defects["width_m"].round(2),
                }
            )
            show_table(frame, height=260)


def _defect_names() -> dict[str, str]:
    return {
        "overlap": _("overlap"),
        "gap": _("gap"),
        "sliver": _("sliver"),
        "duplicate": _("drawn twice"),
        "inside": _("one inside the other"),
        "line": _("common line differs"),
    }


def _offer(preview: BoundaryPreview, decisions: dict[str, str], by: str, key: str) -> None:
    changes = preview.changes
    st.text(
        _("Units: {new} new, {changed} changed, {unchanged} unchanged, {missing} removed.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing)),
    )  # fmt: skip
    blocked = bool(preview.hindrances)
    if blocked:
        alone = any(hindrance.kind not in WORD for hindrance in preview.hindrances)
        st.caption(
            _("These boundaries cannot be used: see above what is wrong.")
            if alone
            else _("Not the whole province, or outlines far off: confirm above to use them.")
        )
    save = _("Keep these boundaries and use them")
    if st.button(save, type="primary", disabled=blocked, icon=":material/save:", key=f"save_{key}"):
        done = keep_boundaries(cache.workspace(), preview, by=by, decisions=decisions)
        same = _("It was kept before; nothing changed.")
        flash(_("Kept as {key}.", key=done.kept.key) if done.kept and done.new else same)
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        st.rerun()
