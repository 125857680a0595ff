"""My work. Reader: every seat; in the first ten seconds: reads what waits for him and what is late, opens the first."""

from __future__ import annotations

from ntm_geo.ui.kit import controls, flash
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.tasks import task_view

view = controls.choose_year(controls.settle(current_view()))
remember(view)
flash.show_flash()
task_view.show_tasks(view)
