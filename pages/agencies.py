"""Agencies that help. Reader: planner, agency; in ten seconds: finds an agency, what it can do, whom it helps."""

from __future__ import annotations

from ntm_geo.ui.kit import cache, controls, flash
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.assignment import agency_view

view = controls.settle(current_view())
view = controls.choose_commune_and_year(view)
remember(view)
flash.show_flash()
standing = cache.assessment(int(view.period), view.vintage, view.rule)
agency_view.show_agencies(view, standing)
