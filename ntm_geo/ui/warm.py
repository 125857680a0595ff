"""The usual view worked out before anybody asks: the first visitor is to wait no longer than the second."""

from __future__ import annotations

import threading
import time
from importlib import import_module
from typing import Final

from altair.utils import schemapi
from streamlit.runtime import exists

from ntm_geo.assessment.years import years_to
from ntm_geo.errors import NtmGeoError
from ntm_geo.records.dataset_versions import copy_today
from ntm_geo.themes.map_themes import theme_map, tier_theme
from ntm_geo.ui.kit import cache, controls, map_view, theme_view, watch
from ntm_geo.ui.kit.state import View

SCREENS: Final = tuple(
    f"ntm_geo.ui.screens.{name}"
    for name in ("programme.tier_view", "programme.standing_view", "programme.criteria_view", "programme.profile_view")
)
"""Screens the first visitor is likely to come to."""
LATER: Final = (
    "esda.moran",
    "highspy",
    "mapclassify",
    "ntm_geo.briefing.publish",
    "ntm_geo.ui.screens.papers.report_view",
    "pyarrow.acero",
    "pymcdm",
)
"""What the other pages load longest: loaded once nobody waits, and by the page that needs it before.

Every server comes to hold all of it, so it does not grow by it later: 60 MB.
"""
LOOK_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 3.0
COPY_SECONDS: Final = 3_600.0
"""How often it is looked whether today's copy is there."""


def warm() -> None:
    """Load what the usual view needs and work it out: the newest year on its map."""
    for name in SCREENS:
        import_module(name)
    # Charts are checked by the tests and again by Streamlit as a whole; each of their parts at every run is too much.
    schemapi.disable_debug_mode()
    if exists():
        map_view.register()
    view = controls.settle(View())
    newest = cache.assessment(int(view.period), view.vintage, as_it_is=True)
    drawn = cache.layer(view.vintage, view.boundaries)
    theme_map(newest, drawn, tier_theme(newest), theme_view.map_choice(view))


def warm_the_rest() -> None:
    """Work out the years the usual view is changed to, and load what the other pages need."""
    view = controls.settle(View())
    for year in years_to(cache.workspace(), cache.figures(), int(view.period), view.vintage):
        cache.assessment(year, view.vintage, as_it_is=True)
    for name in LATER:
        import_module(name)


def warm_the_rest_when_idle() -> None:
    """Go on once the doors are open and nobody waits."""
    threading.Thread(target=_rest_when_idle, daemon=True, name="ntm-rest").start()


def _rest_when_idle() -> None:
    time.sleep(LOOK_SECONDS)
    while watch.idle_seconds() < IDLE_SECONDS:
        time.sleep(LOOK_SECONDS)
    try:
        warm_the_rest()
    except NtmGeoError:
        watch.log.exception("the other years could not be worked out beforehand")


def keep_copies() -> None:
    """Copy the database once a day, as long as the program runs; what keeps that from being done is logged."""
    threading.Thread(target=_copy_daily, daemon=True, name="ntm-copies").start()


def _copy_daily() -> None:
    while True:
        try:
            if made := copy_today(cache.workspace()):
                watch.log.info("copied the database: %s", made.name)
        except NtmGeoError:
            watch.log.exception("the daily copy of the database cannot be made")
        time.sleep(COPY_SECONDS)
