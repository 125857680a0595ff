"""Widget keys derived from what is shown, the same in every process and after every start."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

_LENGTH = 12


def key_of(name: str, shown: Iterable[str]) -> str:
    """Return the key of a widget that is another one where it shows something else.

    Parameters
    ----------
    name : of the widget.
    shown : texts or codes it shows, in order.
    """
    return f"{name}_{hashlib.sha256(json.dumps(list(shown)).encode()).hexdigest()[:_LENGTH]}"


def keep_within(key: str, most: int) -> str:
    """Return the key of a box for numbers, whose value is brought down to what it may be now, such as on other units.

    Parameters
    ----------
    key : of the box.
    most : the largest number it takes.
    """
    value = st.session_state.get(key)
    if value is not None and value > most:
        st.session_state[key] = most
    return key
