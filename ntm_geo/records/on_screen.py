"""What is named as the source of data that were entered in the program itself."""

from __future__ import annotations

from datetime import date

from ntm_geo.i18n import _, format_date


def edited_source(today: date | None = None) -> str:
    """Return the source of what is entered in the program, with the day it is."""
    day = today or date.today()  # noqa: DTZ011 - the day at the place the program runs at
    return _("Entered in the program on {day}", day=format_date(day))
