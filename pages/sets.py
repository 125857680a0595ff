"""Two criteria sets. Reader: leader; in the first ten seconds: reads how many communes would fall, sees which ones."""

from __future__ import annotations

from ntm_geo.ui.kit import controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.programme import sets_view, tier_view

MAP = "sets_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
sets_view.show_sets(view, key=MAP)
