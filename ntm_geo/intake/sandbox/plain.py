"""Plain data as bytes and back, without pickle: what comes from a child process can only ever be data.

Lists, dicts with text keys, texts, numbers, booleans, None, dates, times and spans travel as JSON; one-dimensional
numpy arrays of numbers, times and single bytes as their bytes behind it. Tuples arrive as lists.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import numpy as np

_LENGTH: Final = 8
_ARRAY, _DATE, _MOMENT, _TIME, _SPAN = "\0array", "\0date", "\0datetime", "\0time", "\0span"
_KINDS: Final = "biufmM"
_MICROSECOND: Final = timedelta(microseconds=1)


class BrokenAnswerError(ValueError):
    """Bytes that are not what `encode` writes."""


def encode(value: Any) -> bytes:
    """Return plain data as bytes.

    Raises
    ------
    TypeError
        Something in it is no plain data.
    """
    blobs: list[bytes] = []

    def foreign(item: Any) -> Any:
        if isinstance(item, datetime):
            return {_MOMENT: item.isoformat()}
        if isinstance(item, date):
            return {_DATE: item.isoformat()}
        if isinstance(item, time):
            return {_TIME: item.isoformat()}
        if isinstance(item, timedelta):
            return {_SPAN: item // _MICROSECOND}
        if isinstance(item, np.ndarray) and item.ndim == 1 and item.dtype.kind in _KINDS:
            blobs.append(np.ascontiguousarray(item).tobytes())
            return {_ARRAY: [item.dtype.str, len(blobs[-1])]}
        if isinstance(item, np.generic):
            return item.item()
        raise TypeError(type(item).__name__)

    text = json.dumps(value, default=foreign, separators=(",", ":")).encode("ascii")
    return b"".join([len(text).to_bytes(_LENGTH, "big"), text, *blobs])


def decode(content: bytes | bytearray | memoryview) -> Any:
    """Return the plain data in bytes of `encode`; arrays are views of the bytes.

    Raises
    ------
    BrokenAnswerError
        The bytes are anything else.
    """
    view = memoryview(content)
    start = _LENGTH + int.from_bytes(view[:_LENGTH], "big")
    offset = start

    def array(about: Any) -> Any:
        nonlocal offset
        dtype, size = np.dtype(str(about[0])), int(about[1])
        if dtype.kind not in _KINDS or dtype.hasobject or size < 0 or offset + size > len(view):
            raise BrokenAnswerError
        offset += size
        return np.frombuffer(view[offset - size : offset], dtype=dtype)

    def restored(item: dict[str, Any]) -> Any:
        if len(item) != 1:
            return item
        ((key, state),) = item.items()
        if key == _ARRAY:
            return array(state)
        return _KNOWN[key](state) if key in _KNOWN else item

    try:
        if start > len(view):
            raise BrokenAnswerError
        return json.loads(bytes(view[_LENGTH:start]), object_hook=restored)
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError) as caught:
        raise BrokenAnswerError(str(caught)) from None


def _span(microseconds: Any) -> timedelta:
    return timedelta(microseconds=int(microseconds))


_KNOWN: Final = {
    _DATE: date.fromisoformat,
    _MOMENT: datetime.fromisoformat,
    _TIME: time.fromisoformat,
    _SPAN: _span,
}
