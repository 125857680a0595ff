"""An atlas: one sheet a page, in one PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages

from ntm_geo.maps.sheet import SheetForm, sheet_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ntm_geo.maps.sheet import Sheet


def draw_atlas(
    sheets: Iterable[Sheet], form: SheetForm | None = None, *, step: Callable[[], None] | None = None
) -> bytes:
    """Return sheets as the pages of one PDF, letters kept as letters.

    Parameters
    ----------
    sheets : made one after the other, so that only one is held at a time.
    form : of every page; A4 across unless given.
    step : called after each page; may raise to stop.
    """
    sheet_form = form or SheetForm()
    target = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(target) as pages:
        for sheet in sheets:
            figure, _dropped = sheet_figure(sheet, sheet_form)
            pages.savefig(figure)
            if step:
                step()
    return target.getvalue()
