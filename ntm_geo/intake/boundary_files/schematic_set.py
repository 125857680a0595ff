"""Make the schematic boundaries of the province anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_geo.boundaries.schematic import write_schematic

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_geo.workspace.workspace import Workspace


def make_schematic(workspace: Workspace) -> list[Path]:
    """Write the schematic shapefiles of every vintage; returns the files written."""
    return list(write_schematic(workspace.province))
