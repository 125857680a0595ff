"""Text and errors on the screen: user input is escaped, and an error says what, where, what to do, never a trace.

Streamlit 1.67 reads as Markdown what `st.markdown`, `write`, `caption`, `title`, `header`, `subheader`, `info`,
`success`, `warning`, `error`, `toast`, `spinner`, `progress(text=)` and `table` (every cell) are given; every label
(of widgets, buttons, tabs, expanders, popovers, dialogs, pages), every ``help``, the captions of images and radio
options, the options of `radio`, `segmented_control`, `pills`, `select_slider` and `feedback`, and label, value and
change of `metric`. Text it takes as it is: `st.text`, the options of `selectbox` and `multiselect`, ``placeholder``,
values and cells of inputs, `dataframe` and `data_editor`, and what charts write. `st.html` is HTML: there only
`markupsafe.Markup` with ``format`` is used, which escapes what it is given.
"""

from __future__ import annotations

import logging
import re
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from ntm_geo.errors import DatabaseAwayError, Message, NtmGeoError
from ntm_geo.i18n import _, text
from ntm_geo.ui.kit import cache, outage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

log = logging.getLogger(__name__)
Key = TypeVar("Key")

_JOINER: Final = "\u2060"
"""Word joiner: it has no width, and keeps apart what is looked for only once the escapes are resolved."""
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]+"
)
"""Control characters, marks that turn the direction of writing, halves of characters."""
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>$~|]|:(?!\s)|&(?=#?\w+;)")
_AT_THE_BEGINNING: Final = re.compile(r"^(\d{0,9})([-+#=]|[.)](?=\s|$))")
"""Headings, lists, rules; a sign needs no escape further on, for the text is one line."""
_SEARCHED_LATER: Final = re.compile(
    r"(?<=:)(?=[^\s\d]|\d+:)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE
)


def escaped(line: object) -> str:
    r"""Return text that a person typed, or that comes from a file, as Markdown that shows just this text.

    It is one line: breaks and other control characters become a space, as do marks that turn the direction of
    writing. Signs of Markdown and of Streamlit's additions (colours, icons, formulas) are escaped. Addresses, mail
    addresses, emojis, icons and arrows are looked for in the text after the escapes are resolved; a joiner without
    width keeps them from being found.

    Parameters
    ----------
    line : a text; anything else as `str` writes it.

    Examples
    --------
    >>> escaped("![x](y) NN&PTNT - Chi cuc (1)")
    '!\\[x\\](y) NN&PTNT - Chi cuc (1)'
    """
    kept_apart = _SEARCHED_LATER.sub(_JOINER, _UNSEEN.sub(" ", str(line)).strip())
    signs = _ANYWHERE.sub(r"\\\g<0>", kept_apart)
    return _AT_THE_BEGINNING.sub(r"\1\\\2", signs)


def markdown(message: Message) -> str:
    """Return a message in the current language as Markdown: its values are text, its own words may be Markdown."""
    return text(message, write=escaped)


def option_labels(names: Mapping[Key, str]) -> Callable[[Key], str]:
    """Return what writes the options of a widget that takes them for Markdown, from their names."""
    return lambda key: escaped(names[key])


def error_text(error: NtmGeoError) -> str:
    """Return an error as Markdown: where in bold, what is wrong, what to do."""
    line = f"**{escaped(error.where)}**\n\n" if error.where else ""
    return f"{line}{markdown(error.what)}\n\n{markdown(error.fix)}"


@contextmanager
def guard(*, stop: bool = True) -> Iterator[None]:
    """Show an error of ours in the reader's language; anything else goes to the log under a short id.

    While the database is away the page waits as it is, and runs again once it is back.

    Parameters
    ----------
    stop : whether the page ends there; without it what stands beside goes on.
    """
    try:
        yield
    except DatabaseAwayError as error:
        outage.run_again(error, is_back=cache.database_is_back)
    except NtmGeoError as error:
        st.error(error_text(error), icon="⚠️")
        if stop:
            st.stop()
    except Exception:
        number = secrets.token_hex(3)
        log.exception("unexpected error %s", number)
        st.error(
            _("Something went wrong that we did not foresee. Nothing was lost. Error number: {number}", number=number),
            icon="⚠️",
        )
        if stop:
            st.stop()
