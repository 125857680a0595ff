"""What a boundary file has to be asked before it can be read: its layer, its province, its coordinate system."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from ntm_geo.boundaries.names import search_key
from ntm_geo.boundaries.schematic import read_schematic
from ntm_geo.errors import CrsMissingError, LayerChoiceError, NtmGeoError, ProvinceChoiceError
from ntm_geo.i18n import _, format_number, text
from ntm_geo.intake.boundary_files.boundary_import import BoundaryQuestion, CrsChoice, crs_choices, place_in
from ntm_geo.intake.boundary_files.features.crs_guess import SWAPPED
from ntm_geo.maps.sketch import SketchLayer, sketch
from ntm_geo.ui.kit import cache
from ntm_geo.ui.kit.messages import escaped, markdown
from ntm_geo.ui.kit.shared import shared

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

_BASE: Final = "#dfe5e8"
_FIRST: Final = 4
"""Proposals of a coordinate system shown at once; the others wait in a list."""
_OTHER: Final = "other"
_NEAR_KM: Final = 5


def chosen_before(key: str) -> dict[str, str]:
    """Return what was chosen for a file: ``layer, province, crs``; what was not is left out."""
    chosen: dict[str, str] = st.session_state.get(f"chosen_{key}", {})
    return chosen


def forget(key: str, what: str) -> None:
    """Ask for one thing of a file again."""
    st.session_state[f"chosen_{key}"] = {name: value for name, value in chosen_before(key).items() if name != what}
    st.rerun()


def _choose(key: str, **choice: str) -> None:
    st.session_state[f"chosen_{key}"] = chosen_before(key) | choice
    st.rerun()


def ask_layer(error: LayerChoiceError, key: str) -> None:
    """Ask which layer of a file is meant."""
    st.info(markdown(error.what), icon=":material/help:")
    if not error.layers:
        return
    chosen = st.selectbox(_("Which layer holds the communes?"), error.layers, key=f"layer_{key}")
    if st.button(_("Read this layer"), type="primary", key=f"take_layer_{key}"):
        _choose(key, layer=chosen)


def ask_province(error: ProvinceChoiceError, key: str) -> None:
    """Ask which province of a file is meant."""
    st.info(markdown(error.what), icon=":material/help:")
    names = {code or name: (name, count) for code, name, count in error.provinces}
    home = search_key(cache.workspace().province.name.vi)
    likely = next((index for index, (name, _count) in enumerate(names.values()) if search_key(name) == home), 0)
    chosen = st.selectbox(
        _("Which province do you want to take?"),
        list(names),
        index=likely,
        format_func=lambda option: _(
            "{name} ({count} units)", name=names[option][0], count=format_number(names[option][1])
        ),
        key=f"province_{key}",
    )
    if st.button(_("Take this province"), type="primary", key=f"take_province_{key}"):
        _choose(key, province=chosen)


def ask_crs(error: CrsMissingError, path: Path, key: str, vintage: str, question: BoundaryQuestion) -> None:
    """Propose coordinate systems; where the file would lie is shown, and a person confirms."""
    st.warning(markdown(error.what), icon=":material/help:")
    if not error.proposals:
        st.error(markdown(error.fix), icon="⚠️")
        return
    choices = {
        choice.proposal.crs: choice for choice in crs_choices(cache.workspace(), error.proposals, vintage=vintage)
    }
    first, rest = list(choices)[:_FIRST], list(choices)[_FIRST:]
    left, right = st.columns(2, gap="large")
    with left:
        chosen = st.radio(
            _("In which coordinate system was it drawn?"),
            [*first, _OTHER] if rest else first,
            format_func=lambda option: escaped(_crs_name(choices.get(option))),
            captions=[escaped(_away(choices[item])) for item in first] + [""] * bool(rest),
            key=f"crs_{key}",
        )
        if chosen == _OTHER:
            chosen = st.selectbox(
                _("Another coordinate system"),
                rest,
                format_func=lambda value: f"{_crs_name(choices[value])} – {_away(choices[value])}",
                key=f"other_crs_{key}",
            )
        confirmed = st.button(_("Yes, that is where it lies"), type="primary", key=f"take_crs_{key}")
    workspace = cache.workspace()
    base = read_schematic(workspace.province, vintage or workspace.province.vintages[-1].key)
    drawn = _drawn(path, replace(question, crs=chosen))
    picture = sketch(
        [SketchLayer(shapes=base.geometry, fill=_BASE, stroke="#ffffff"),
         SketchLayer(shapes=base.geometry.iloc[:0] if drawn is None else drawn, stroke="#0b3c5d", width=1.0)],
        label=_("Where the file would lie over the province"),
    )  # fmt: skip
    right.image(picture, caption=_("Grey: the province (schematic). Lines: the file, in the coordinate system chosen."))
    if confirmed:
        _choose(key, crs=chosen)


@shared
def _drawn(path: Path, question: BoundaryQuestion) -> gpd.GeoSeries | None:
    try:
        return place_in(cache.workspace(), path, question=question)
    except NtmGeoError:
        return None


def _crs_name(choice: CrsChoice | None) -> str:
    if choice is None:
        return _("Another one …")
    crs = choice.proposal.crs
    return f"{choice.proposal.name} ({crs})" if crs.startswith("EPSG:") else choice.proposal.name


def _away(choice: CrsChoice) -> str:
    """Say where the file would lie, and how far from the province."""
    if choice.proposal.shift_km is not None:
        where = text(choice.proposal.why)
    elif choice.away_km < _NEAR_KM:
        where = _("The file would lie on the province.")
    else:
        where = _("The file would lie {count} km beside the province.", count=format_number(round(choice.away_km)))
    if not choice.proposal.crs.endswith(SWAPPED):
        return where
    return " ".join((where, _("Northing and easting change places.")))
