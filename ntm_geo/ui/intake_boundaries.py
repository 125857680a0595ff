"""A boundary file that was dropped: where it lies, what its names say, where its lines do not fit, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from ntm_geo.boundaries.matching import MATCHED, PROPOSED
from ntm_geo.boundaries.names import search_key
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CoverageError, CrsMissingError, ProvinceChoiceError
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.crs_guess import SWAPPED
from ntm_geo.intake.encodings import ENCODINGS
from ntm_geo.maps.sketch import SketchLayer, sketch
from ntm_geo.ui import cache
from ntm_geo.ui.messages import escaped
from ntm_geo.workflows.ingest import (
    BoundaryPlan,
    BoundaryQuestion,
    CrsChoice,
    crs_choices,
    findings,
    keep_boundaries,
    plan_boundaries,
)

if TYPE_CHECKING:
    from pathlib import Path

_MOST_NAMES: Final = 40
_SHOWN: Final = 12
_MEND: Final = (0.0, 5.0, 30.0, 60.0, 100.0)
_BASE, _DRAWN, _BAD = "#dfe5e8", "#8fb8c4", "#c0392b"
_FIRST: Final = 4
"""Proposals of a coordinate system shown at once; the others wait in a list."""
_OTHER: Final = "other"
_ICONS: Final = {"error": "error", "warning": "warning", "info": "info"}
_NEAR_KM: Final = 5


def show_boundaries(path: Path, *, by: str) -> None:
    """Show what a boundary file holds and would change; keep it when the reader says so.

    Parameters
    ----------
    path : of the file or folder, kept by `uploads.receive`.
    by : who brings it in.
    """
    key = path.parent.name if path.is_file() else path.name
    decisions: dict[str, str] = st.session_state.setdefault(f"decided_{key}", {})
    vintage, question = _choices(key)
    try:
        with st.spinner(_("Reading the boundaries and looking for gaps and overlaps …")):
            plan = _plan(path, vintage, question, tuple(sorted(decisions.items())), cache.version())
    except ProvinceChoiceError as error:
        _ask_province(error, key)
        return
    except CrsMissingError as error:
        _ask_crs(error, path, key, vintage)
        return
    except CoverageError as error:
        st.error(f"{text(error.what)}\n\n{text(error.fix)}", icon="⚠️")
        return
    _show_understood(plan)
    _show_map(plan)
    _ask_names(plan, decisions)
    _show_findings(plan)
    _offer(plan, decisions, by)


@st.cache_resource(show_spinner=False, max_entries=4)
def _plan(
    path: Path, vintage: str, question: BoundaryQuestion, decisions: tuple[tuple[str, str], ...], version: int
) -> BoundaryPlan:
    del version  # the plan is made against what is kept at that moment
    return plan_boundaries(cache.workspace(), path, vintage=vintage, question=question, decisions=dict(decisions))


def _choices(key: str) -> tuple[str, BoundaryQuestion]:
    vintages = [one.key for one in cache.workspace().province.vintages]
    unit_box, mend_box, all_box = st.columns([2, 2, 2], vertical_alignment="bottom")
    vintage = unit_box.selectbox(
        _("Its codes are those of the units of"), vintages, index=len(vintages) - 1, key=f"vintage_{key}"
    )
    mend = mend_box.selectbox(
        _("Mend gaps and overlaps up to"),
        _MEND,
        format_func=lambda metres: _("{count} m", count=format_number(metres)) if metres else _("not at all"),
        key=f"mend_{key}",
    )
    mend_all = all_box.toggle(_("Mend wider ones as far as it goes"), disabled=not mend, key=f"mend_all_{key}")
    chosen = st.session_state.get(f"chosen_{key}", {})
    with st.expander(_("Letters of the names are wrong? Choose the encoding"), icon=":material/translate:"):
        encoding = st.selectbox(
            _("Encoding of the text"),
            ["", *ENCODINGS],
            format_func=lambda one: one.upper() if one else _("Found out"),
            key=f"encoding_{key}",
        )
    return vintage, BoundaryQuestion(
        encoding=encoding,
        crs=chosen.get("crs", ""),
        province=chosen.get("province", ""),
        mend_m=mend,
        mend_all=bool(mend and mend_all),
    )


def _choose(key: str, **choice: str) -> None:
    st.session_state[f"chosen_{key}"] = st.session_state.get(f"chosen_{key}", {}) | choice
    st.rerun()


def _ask_province(error: ProvinceChoiceError, key: str) -> None:
    st.info(text(error.what), icon=":material/help:")
    names = {code or name: (name, count) for code, name, count in error.provinces}
    own = search_key(cache.workspace().province.name.vi)
    likely = next((place for place, (name, _count) in enumerate(names.values()) if search_key(name) == own), 0)
    chosen = st.selectbox(
        _("Which province do you want to take?"),
        list(names),
        index=likely,
        format_func=lambda one: _("{name} ({count} units)", name=names[one][0], count=format_number(names[one][1])),
        key=f"province_{key}",
    )
    if st.button(_("Take this province"), type="primary"):
        _choose(key, province=chosen)


def _ask_crs(error: CrsMissingError, path: Path, key: str, vintage: str) -> None:
    """Propose coordinate systems; where the file would lie is shown, and a person confirms."""
    st.warning(text(error.what), icon=":material/help:")
    if not error.proposals:
        st.error(text(error.fix), icon="⚠️")
        return
    choices = {one.proposal.crs: one for one in crs_choices(cache.workspace(), error.proposals, vintage=vintage)}
    first, rest = list(choices)[:_FIRST], list(choices)[_FIRST:]
    left, right = st.columns(2, gap="large")
    with left:
        chosen = st.radio(
            _("In which coordinate system was it drawn?"),
            [*first, _OTHER] if rest else first,
            format_func=lambda one: _crs_name(choices.get(one)),
            captions=[_away(choices[one]) for one in first] + [""] * bool(rest),
            key=f"crs_{key}",
        )
        if chosen == _OTHER:
            chosen = st.selectbox(
                _("Another coordinate system"),
                rest,
                format_func=lambda one: f"{_crs_name(choices[one])} – {_away(choices[one])}",
                key=f"other_crs_{key}",
            )
        confirmed = st.button(_("Yes, that is where it lies"), type="primary")
    base = read_schematic(cache.workspace().province, vintage)
    try:
        plan = _plan(path, vintage, BoundaryQuestion(crs=chosen), (), cache.version())
        drawn = plan.intake.units.geometry
    except ProvinceChoiceError:
        drawn = base.geometry.iloc[:0]
    picture = sketch(
        [SketchLayer(shapes=base.geometry, fill=_BASE, stroke="#ffffff"),
         SketchLayer(shapes=drawn, stroke="#0b3c5d", width=1.0)],
        label=_("Where the file would lie over the province"),
    )  # fmt: skip
    right.image(picture, caption=_("Grey: the province (schematic). Lines: the file, in the coordinate system chosen."))
    if confirmed:
        _choose(key, crs=chosen)


def _crs_name(choice: CrsChoice | None) -> str:
    if choice is None:
        return _("Another one …")
    return f"{choice.proposal.name} ({choice.proposal.crs})"


def _away(choice: CrsChoice) -> str:
    """Say where the file would lie, and how far from the province."""
    if choice.away_km < _NEAR_KM:
        where = _("The file would lie on the province.")
    else:
        where = _("The file would lie {count} km beside the province.", count=format_number(round(choice.away_km)))
    return where if not choice.proposal.crs.endswith(SWAPPED) else f"{where} {text(choice.proposal.why)}"


def _show_understood(plan: BoundaryPlan) -> None:
    intake = plan.intake
    boxes = st.columns(4)
    boxes[0].metric(_("Units in the file"), format_number(len(intake.units)))
    boxes[1].metric(_("On the list of units"), format_number(plan.match.matched))
    boxes[2].metric(_("To be confirmed"), format_number(len(plan.match.join.open)))
    boxes[3].metric(_("Places where lines do not fit"), format_number(len(plan.coverage.defects)))
    st.text(_("Coordinate system: {crs}. Text: {encoding}.", crs=intake.source_crs, encoding=intake.encoding.upper()))
    if intake.names_before_after:
        shown = pd.DataFrame(intake.names_before_after[:_SHOWN], columns=[_("As in the file"), _("As read")])
        st.dataframe(shown, hide_index=True)


def _show_map(plan: BoundaryPlan) -> None:
    defects = plan.coverage.defects
    before = SketchLayer(shapes=plan.intake.units.geometry, fill=_DRAWN, stroke="#ffffff")
    bad = SketchLayer(shapes=defects.geometry, fill=_BAD, stroke=_BAD, width=3.0, titles=tuple(defects["names"]))
    if plan.repair is None:
        st.image(sketch([before, bad], label=_("Boundaries of the file")), caption=_("Red: where lines do not fit."))
        return
    left = plan.repair.after.defects
    after = SketchLayer(shapes=plan.units.geometry, fill=_DRAWN, stroke="#ffffff")
    still = SketchLayer(shapes=left.geometry, fill=_BAD, stroke=_BAD, width=3.0, titles=tuple(left["names"]))
    one, other = st.columns(2)
    one.image(sketch([before, bad], label=_("Before")), caption=_("Before: {count} places", count=len(defects)))
    other.image(sketch([after, still], label=_("After")), caption=_("After: {count} places", count=len(left)))


def _ask_names(plan: BoundaryPlan, decisions: dict[str, str]) -> None:
    join, units = plan.match.join, plan.intake.units
    asked = join.open[join.open["candidates"].map(len).gt(0)].head(_MOST_NAMES)
    if asked.empty:
        return
    st.subheader(_("Which unit is meant?"))
    names = cache.units(plan.vintage).set_index("code")["name"]
    sure = asked[asked["status"].eq(PROPOSED)]
    if len(sure) and st.button(_("Take all {count} proposals", count=len(sure)), icon=":material/done_all:"):
        decisions |= {join.keys[row]: code for row, code in sure["proposal"].items()}
        st.rerun()
    for row, line in asked.iterrows():
        unit = units.loc[row]
        chosen = st.selectbox(
            f"{unit['code']}: {unit['name']}",
            ["", *line["candidates"]],
            format_func=lambda code: f"{code}: {names[code]}" if code else _("– choose –"),
            key=f"unit_{plan.vintage}_{join.keys[row]}",
        )
        if chosen:
            decisions[join.keys[row]] = chosen
            st.rerun()


def _show_findings(plan: BoundaryPlan) -> None:
    for one in findings(plan):
        if one.kind != "column":
            st.markdown(f":material/{_ICONS[one.severity]}: {escaped(text(one.what))}")
    if len(plan.coverage.defects):
        with st.expander(_("Where lines do not fit, with figures")):
            defects = plan.coverage.defects
            frame = pd.DataFrame(
                {
                    _("Kind"): defects["kind"].map(_defect_names()),
                    _("Units"): defects["names"],
                    _("Area (m²)"): defects["area_m2"].round(1),
                    _("Width (m)"): defects["width_m"].round(2),
                }
            )
            st.dataframe(frame, hide_index=True, height=260)


def _defect_names() -> dict[str, str]:
    return {
        "overlap": _("overlap"),
        "gap": _("gap"),
        "sliver": _("sliver"),
        "duplicate": _("drawn twice"),
        "inside": _("one inside the other"),
        "line": _("common line differs"),
    }


def _offer(plan: BoundaryPlan, decisions: dict[str, str], by: str) -> None:
    changes = plan.changes
    st.text(
        _("Units: {new} new, {changed} changed, {unchanged} unchanged, {missing} removed.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing)),
    )  # fmt: skip
    matched = int(plan.match.join.frame["status"].eq(MATCHED).sum())
    if st.button(_("Keep these boundaries and use them"), type="primary", disabled=not matched, icon=":material/save:"):
        done = keep_boundaries(cache.workspace(), plan, by=by, decisions=decisions)
        same = _("It was kept before; nothing changed.")
        st.session_state["data_said"] = _("Kept as {key}.", key=done.kept.key) if done.kept and done.new else same
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        st.rerun()
