"""Files with several layers: which one is meant, and which were not read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ntm_geo.errors import LayerChoiceError, msg
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.boundary_files.features.gdal import RawFeatures


def several_layers(text: str, layers: Sequence[str]) -> LayerChoiceError:
    """Return the error of a file with several layers of polygons, of which none was chosen."""
    return LayerChoiceError(
        msg("It holds several layers of polygons."),
        where=text,
        fix=msg("Choose one of: {choices}.", choices=", ".join(layers)),
        layers=tuple(layers),
    )


def no_such_layer(text: str, layer: str, layers: Sequence[str]) -> LayerChoiceError:
    """Return the error of a file that has not the layer chosen."""
    return LayerChoiceError(
        msg("There is no layer {layer} in it.", layer=layer),
        where=text,
        fix=msg("Choose one of: {choices}.", choices=", ".join(layers) or "–"),
        layers=tuple(layers),
    )


def with_unread(raw: RawFeatures, text: str, layers: Sequence[str]) -> RawFeatures:
    """Return what was read of a file with a finding about the layers that were not."""
    finding = unread(text, layers, raw.layer)
    return replace(raw, findings=(*raw.findings, finding)) if finding else raw


def unread(text: str, layers: Sequence[str], chosen: str) -> Finding | None:
    """Return the finding about layers that were not read; None when there are no others."""
    others = [name for name in layers if name != chosen]
    if not others:
        return None
    what = msg("Only the layer {layer} was read, not: {names}.", layer=chosen, names=", ".join(others))
    return Finding(severity="info", kind="not-read", place=text, what=what)
