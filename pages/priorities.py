"""Priority communes. Reader: planner; in the first ten seconds: picks a purpose, sees who is chosen and why."""

from __future__ import annotations

from ntm_geo.ui.kit import cache, controls
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.priorities import priority_view, weight_view
from ntm_geo.ui.screens.programme import tier_view

MAP = "priority_map"

view = controls.settle(tier_view.pick_clicked(current_view(), MAP))
view = controls.choose_map(view)
remember(view)
standing = cache.assessment(int(view.period), view.vintage, view.rule)
question = weight_view.choose_question(view)
found = priority_view.find_answer(view, standing, question)
priority_view.show_answer(view, standing, found, key=MAP)
priority_view.show_more(view, standing, found)
