"""A commune. Reader: all three; in the first ten seconds: types a name, reads where it stands and what it misses."""

from __future__ import annotations

from ntm_geo.ui.kit import cache, controls, flash
from ntm_geo.ui.kit.state import current_view, remember
from ntm_geo.ui.screens.assignment import commune_support
from ntm_geo.ui.screens.programme import attachment_view, entry_forms, profile_view

view = controls.choose_commune_and_year(controls.settle(current_view()))
remember(view)
if view.commune:
    flash.show_flash()
    registered = view.vintage in cache.figures().registers
    entry_forms.offer_entries(view, "difficulty", "inspection", *(["hamlet"] if registered else []), "support")
    profile_view.show_dossier(view)
    commune_support.show_commune_support(view)
    attachment_view.show_attachments(view)
else:
    profile_view.show_start(view)
