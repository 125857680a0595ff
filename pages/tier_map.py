"""Tier map. Reader: leader and planner; in the first ten seconds: finds a commune, clicks it, reads what it misses."""

from __future__ import annotations

from ntm_geo.ui.kit import controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import tier_view

MAP = "tier_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view, sets=True)
remember(view)
tier_view.show_tier_map(view, key=MAP, height=640, with_panel=True)
