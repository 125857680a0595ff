"""Dossiers. Reader: commune, department, office; in the first ten seconds: sees what waits for him, opens it."""

from __future__ import annotations

from ntm_geo.ui.kit import controls, flash
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.dossiers import (
    appraise_view,
    difference_view,
    dossier_file,
    dossier_seat,
    fill_view,
    funnel_view,
)

view = controls.choose_commune_of_year(dossier_seat.own_commune(controls.settle(current_view())))
remember(view)
part, by = dossier_seat.choose_part()
flash.show_flash()
pages = {
    "fill": fill_view.show_filling,
    "appraise": appraise_view.show_appraising,
    "province": funnel_view.show_province,
    "differences": difference_view.show_differences,
}
pages[part](view, by=by)
dossier_file.show_files(view, by=by)
